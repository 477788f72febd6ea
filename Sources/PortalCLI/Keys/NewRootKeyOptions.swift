import ArgumentParser
import EventStore

/// Where a new root key comes from: where the old one does, if that is a file.
struct NewRootKeyOptions: ParsableArguments {
  @Flag(name: .customLong("new-root-file"), help: "Keep the new root key in the file root.key.")
  var isFile = false

  @Flag(
    name: .customLong("new-passphrase"),
    help: "Ask at the terminal for a passphrase that the new root key is made of.")
  var asks = false

  @Option(
    name: .customLong("new-passphrase-fd"),
    help: ArgumentHelp(
      "Read that passphrase from a file descriptor: its first line.", valueName: "n"))
  var descriptor: Int32?

  @Option(
    name: .customLong("new-key-command"),
    help: ArgumentHelp("Run a command that prints the new root key.", valueName: "cmd"))
  var command: String?

  func validate() throws {
    guard [isFile, asks, descriptor != nil, command != nil].count(where: { $0 }) <= 1 else {
      throw ValidationError(
        "give one of --new-root-file, --new-passphrase, --new-passphrase-fd and --new-key-command")
    }
    try PassphrasePrompt.check(descriptor)
  }

  /// Whether one was named.
  var isGiven: Bool { isFile || asks || descriptor != nil || command != nil }

  /// - Parameter keys: the keys folder.
  /// - Returns: `nil` where none was named.
  func source(keys: String) async throws(LogError) -> RootKeySource? {
    if isFile { return .file }
    if asks {
      return .passphrase { isNew throws(LogError) in
        try PassphrasePrompt.ask(isNew: isNew, keys: keys)
      }
    }
    if let descriptor {
      return .passphrase { _ throws(LogError) in try PassphrasePrompt.read(from: descriptor) }
    }
    guard let command else { return nil }
    let key = try await KeyCommand.run(command)
    return .provided { () throws(LogError) in key }
  }
}
