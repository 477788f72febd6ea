import ArgumentParser
import EventStore

extension KeysCommand {
  struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the keys into a file, sealed to a recipient.",
      discussion: """
        Whoever has the recipient's secret opens every copy of the store with it. After an erasure \
        make a new one and destroy those made before, which still hold the key that was erased.
        """)

    @Argument(help: "A file that doesn't exist yet.") var file: String
    @Option(
      help: ArgumentHelp("What 'portal keys recipient' printed.", valueName: "recipient"))
    var to: String
    @OptionGroup var options: StoreOptions

    func run() async throws {
      try EventLog.backUpKeys(
        of: options.path, keys: options.keys, rootKey: try await options.rootKey, to: to,
        file: file,
        time: options.clock())
      print("The keys are in \(file), sealed to the recipient. Keep it apart from the store.")
      print("Destroy backups of the keys that were made before the last erasure.")
    }
  }
}
