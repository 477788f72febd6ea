import ArgumentParser
import EventStore
import Foundation
import Synchronization

/// Where the root key of the store comes from: its own file, unless one of these is given.
struct RootKeyOptions: ParsableArguments {
  @Flag(
    name: .customLong("passphrase"),
    help: "Ask at the terminal for the passphrase that the root key is made of.")
  var asks = false

  @Option(
    name: .customLong("passphrase-fd"),
    help: ArgumentHelp(
      "Read that passphrase from a file descriptor: its first line.", valueName: "n"))
  var descriptor: Int32?

  @Option(
    name: .customLong("key-command"),
    help: ArgumentHelp(
      "Run a command that prints the root key, for a vault (or PORTAL_KEY_COMMAND).",
      valueName: "cmd"))
  var command: String?

  func validate() throws {
    let given = [asks, descriptor != nil, command != nil].count { $0 }
    guard given <= 1 else {
      throw ValidationError("give one of --passphrase, --passphrase-fd and --key-command")
    }
    try PassphrasePrompt.check(descriptor)
  }

  /// Where the root key comes from. A command that was named is run now, a passphrase asked for
  /// once it's needed.
  ///
  /// - Parameter keys: the keys folder; where it holds a root key of its own, the environment's
  ///   command is not asked.
  func source(keys: String) async throws(LogError) -> RootKeySource {
    if asks {
      return .passphrase { isNew throws(LogError) in
        try Self.known { () throws(LogError) in try PassphrasePrompt.ask(isNew: isNew, keys: keys) }
      }
    }
    if let descriptor {
      return .passphrase { _ throws(LogError) in
        try Self.known { () throws(LogError) in try PassphrasePrompt.read(from: descriptor) }
      }
    }
    let isKeptThere = [.file, .passphrase].contains(RootKeyOrigin(of: keys))
    let standing = ProcessInfo.processInfo.environment["PORTAL_KEY_COMMAND"]
    guard let command = command ?? (isKeptThere ? nil : standing) else { return .file }
    let brought = Self.secret.withLock { $0 }
    let key = if let brought { brought } else { try await KeyCommand.run(command) }
    Self.secret.withLock { $0 = key }
    return .provided { () throws(LogError) in key }
  }

  /// A command that opens a store twice asks for its secret once.
  private static func known(
    _ ask: () throws(LogError) -> Secret
  ) throws(LogError) -> Secret {
    try secret.withLock { secret throws(LogError) in
      if let secret { return secret }
      let asked = try ask()
      secret = asked
      return asked
    }
  }

  private static let secret = Mutex<Secret?>(nil)
}
