import ArgumentParser
import EventStore

extension KeysCommand {
  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Change the keys, while the store is in use.",
      discussion: """
        Without a flag both the root key and the bucket keys. Events aren't rewritten: what wraps \
        their keys is. An interrupted change is ended by the next command that opens the store. \
        Make a new backup of the keys afterwards.
        """)

    @Flag(help: "The root key alone, and the key below it.") var root = false
    @Flag(help: "The bucket keys alone, which wrap the patients' keys.") var buckets = false
    @OptionGroup var options: StoreOptions

    func run() async throws {
      let log = try await options.log()
      if buckets || !root {
        let progress = ProgressBar("Bucket keys")
        try await log.rotateBucketKeys(progress: progress.update)
        progress.finish()
        print("The bucket keys are new.")
      }
      if root || !buckets {
        try await log.rotateRootKey()
        print("The root key is new.")
      }
      await log.close()
    }
  }
}
