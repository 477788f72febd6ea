import ArgumentParser
import EventStore

struct Initialize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a new, empty, encrypted store.",
    discussion: """
      The keys go into a folder of their own beside the store. Keep a copy of it apart from the \
      copies of the store: without the keys nobody can read a store, you neither. Their root key \
      is a file there, unless --passphrase, --passphrase-fd or --key-command say otherwise.
      """)

  @OptionGroup var options: StoreOptions

  func run() async throws {
    try EventLog.create(options.path, keys: options.keys, rootKey: try await options.rootKey)
    print("Made the store \(options.path).")
    print("Its keys are in \(options.keysFolder).")
  }
}
