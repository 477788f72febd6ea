internal import Foundation

/// Secrets that people write where nobody asked for them: "my pin is 2580", "password: seven quiet
/// herons", "the code is 483-920".
enum SecretWords {
  /// A text without them.
  static func hidden(in text: String) -> String {
    var text = text.replacing(unsafe password) { "\($0.output.1) (password)" }
    text = text.replacing(unsafe number) { "\($0.output.1)(code)" }
    return text.replacing(unsafe activation) { _ in "(code)" }
  }

  // Read once, as that takes longer than to look through a message. Safe: they are never changed, and
  // hold no code of ours.

  /// What follows "password is", to the end.
  nonisolated(unsafe) private static let password =
    /(\b(?:password|passwort|pw|contrase.a)\s*(?:is|was|es|:|=)).*/.ignoresCase()

  /// Digits soon after "PIN" or "code".
  nonisolated(unsafe) private static let number =
    /(\b(?:pin|code|passcode|c.digo)\b[^0-9]{0,12})[0-9][0-9 -]{2,8}[0-9]/.ignoresCase()

  /// A code as it stands in a letter: `483-920`.
  nonisolated(unsafe) private static let activation = /\b[0-9]{3}-[0-9]{3}\b(?!-)/
}
