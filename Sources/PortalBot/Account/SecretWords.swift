internal import Foundation

/// Secrets that people write where nobody asked for them: "my pin is 2580", "password: seven quiet
/// herons", "the code is 483-920".
enum SecretWords {
  /// A text without them.
  static func hidden(in text: String) -> String {
    var text = text.replacing(password) { "\($0.output.1) (password)" }
    text = text.replacing(number) { "\($0.output.1)(code)" }
    return text.replacing(activation) { _ in "(code)" }
  }

  /// What follows "password is", to the end.
  private static var password: Regex<(Substring, Substring)> {
    /(\b(?:password|passwort|pw|contrase.a)\s*(?:is|was|es|:|=)).*/.ignoresCase()
  }

  /// Digits soon after "PIN" or "code".
  private static var number: Regex<(Substring, Substring)> {
    /(\b(?:pin|code|passcode|c.digo)\b[^0-9]{0,12})[0-9][0-9 -]{2,8}[0-9]/.ignoresCase()
  }

  /// A code as it stands in a letter: `483-920`.
  private static var activation: Regex<Substring> { /\b[0-9]{3}-[0-9]{3}\b(?!-)/ }
}
