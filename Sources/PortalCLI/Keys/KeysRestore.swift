import ArgumentParser
import EventStore
import Foundation

extension KeysCommand {
  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the keys folder anew, of a backup of the keys.",
      discussion: """
        The root key is a new one: in a file, unless --passphrase, --passphrase-fd or --key-command \
        say otherwise. Where the store is there, the keys must be its own.
        """)

    @Argument(help: "What 'portal keys backup' wrote.") var file: String
    @Option(
      name: .customLong("with"),
      help: ArgumentHelp("The file of the recipient's secret.", valueName: "file"))
    var secretFile: String
    @OptionGroup var options: StoreOptions

    func run() async throws {
      let time = try EventLog.restoreKeys(
        file, secretFile: secretFile, of: options.path, keys: options.keys,
        rootKey: try await options.rootKey)
      print("The keys are in \(options.keysFolder), as they were at \(time.ISO8601Format()).")
    }
  }
}
