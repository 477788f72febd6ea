import EventStore
import Synchronization

/// Where a test's root keys come from.
enum KeySources {
  static let passphrase = "correct horse battery"
  static let digits = "77076d0a7318a57d3c16c17251b26645c6c0e1b0e9a1b0e6a2f2a5fffe000180"

  static func secret(_ text: String) throws(LogError) -> Secret {
    try Secret(capacity: 256) { bytes throws(LogError) in
      for byte in text.utf8 { bytes.append(byte) }
    }
  }

  static func passphrase(_ text: String = passphrase) -> RootKeySource {
    .passphrase { _ throws(LogError) in try secret(text) }
  }

  static func provided(_ text: String = digits) -> RootKeySource {
    .provided { () throws(LogError) in try secret(text) }
  }

  /// A source that fails like a person who goes away.
  static let failing = RootKeySource.passphrase { _ throws(LogError) in
    throw LogError(.keyUnavailable, "nobody is there")
  }

  static func options(_ source: RootKeySource) -> EventLog.Options {
    var options = EventLog.Options()
    options.rootKey = source
    return options
  }
}

/// Runs what may be refused.
func refusal(_ body: () throws -> Void) -> LogError? {
  do {
    try body()
    return nil
  } catch { return error as? LogError }
}
