import ArgumentParser
import EventStore
import Foundation

/// Where a passphrase comes from: a person at the terminal, or a file descriptor.
enum PassphrasePrompt {
  private static let limit = 1024

  /// Asks at the terminal, with the echo off.
  ///
  /// - Parameters:
  ///   - isNew: whether to ask twice, so that a typing error locks nobody out.
  ///   - keys: the keys folder that it's for.
  static func ask(isNew: Bool, keys: String) throws(LogError) -> Secret {
    let passphrase = try answer(to: "\(isNew ? "New passphrase" : "Passphrase") for \(keys): ")
    guard isNew else { return passphrase }
    guard try answer(to: "The same once more: ").isEqual(to: passphrase) else {
      throw LogError(.invalid, "the two passphrases differ; try again")
    }
    return passphrase
  }

  /// Whether a number can be that of a file descriptor.
  static func check(_ descriptor: Int32?) throws {
    if let descriptor, descriptor < 0 {
      throw ValidationError("\(descriptor) is no file descriptor; give its number, as in 3<file")
    }
  }

  /// Reads the first line of a file descriptor, and nothing behind it.
  static func read(from descriptor: Int32) throws(LogError) -> Secret {
    var outcome = SecretReader.Outcome.end
    let passphrase = try Secret(capacity: limit) { bytes throws(LogError) in
      outcome = SecretReader(descriptor: descriptor).read(into: &bytes, isLine: true)
    }
    if case .failed = outcome {
      throw LogError(
        .keyUnavailable,
        "the passphrase can't be read: file descriptor \(descriptor) isn't open for reading")
    }
    return try complete(passphrase, outcome)
  }

  private static func answer(to question: String) throws(LogError) -> Secret {
    while true {
      let terminal = unsafe open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)
      guard terminal >= 0 else {
        throw LogError(
          .keyUnavailable,
          "there is no terminal to ask for the passphrase at; give it with --passphrase-fd")
      }
      defer { close(terminal) }
      var outcome = SecretReader.Outcome.end
      var signal: Int32?
      let passphrase = try Secret(capacity: limit) { bytes throws(LogError) in
        signal = SilentTerminal.with(terminal) { interruption in
          FileHandle(fileDescriptor: terminal).write(Data(question.utf8))
          outcome = SecretReader(descriptor: terminal, interruption: interruption)
            .read(into: &bytes, isLine: true)
        }
      }
      guard let signal else { return try complete(passphrase, outcome) }
      // Now that the echo is on again, it does what it does elsewhere. Whoever was only stopped
      // is asked again.
      SilentTerminal.raise(signal)
    }
  }

  private static func complete(
    _ passphrase: Secret, _ outcome: SecretReader.Outcome
  ) throws(LogError) -> Secret {
    guard outcome != .tooLong else {
      throw LogError(.invalid, "the passphrase is longer than \(limit) bytes; take a shorter one")
    }
    guard !passphrase.isEmpty else {
      throw LogError(.invalid, "no passphrase was given; try again")
    }
    return passphrase
  }
}
