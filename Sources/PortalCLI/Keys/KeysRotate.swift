import ArgumentParser
import EventStore

extension KeysCommand {
  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change the keys, while the store is in use.",
      discussion: """
        Without a flag both the root key and the bucket keys. Events aren't rewritten: what wraps \
        their keys is. An interrupted change is ended by the next command that opens the store. \
        Make a new backup of the keys afterwards. The new root key may come from elsewhere than the \
        old one; one that is in no file has to be followed by one that is named.
        """)

    @Flag(help: "The root key alone, and the key below it.") var root = false
    @Flag(help: "The bucket keys alone, which wrap the patients' keys.") var buckets = false
    @OptionGroup var new: NewRootKeyOptions
    @OptionGroup var options: StoreOptions

    func validate() throws {
      guard !buckets || root || !new.isGiven else {
        throw ValidationError("with --buckets alone the root key stays; give no new one")
      }
    }

    func run() async throws {
      let isRoot = root || !buckets
      // Before anything is changed.
      guard !isRoot || new.isGiven || RootKeyOrigin(of: options.keysFolder) == .file else {
        throw Complaint(
          "the root key is in no file; say where the new one comes from: --new-passphrase, "
            + "--new-passphrase-fd, --new-key-command or --new-root-file; or give --buckets")
      }
      let log = try await options.log()
      if buckets || !root {
        let progress = ProgressBar("Bucket keys")
        try await log.rotateBucketKeys(progress: progress.update)
        progress.finish()
        print("The bucket keys are new.")
      }
      if isRoot {
        try await log.rotateRootKey(to: try await new.source(keys: options.keysFolder))
        print("The root key is new.")
      }
      await log.close()
    }
  }
}
