/// A sentence, and what it wants.
public struct IntentExample: Hashable, Sendable {
  public let text: String
  /// The name of an intent.
  public let label: String

  public init(text: String, label: String) {
    self.text = text
    self.label = label
  }

  /// Reads the sentences of one file, one a line; empty lines and those that begin with `#` are
  /// left out.
  public static func read(_ file: String, label: String) -> [IntentExample] {
    file.split(whereSeparator: \.isNewline).compactMap { line in
      let text = line.drop { $0.isWhitespace }
      return text.isEmpty || text.hasPrefix("#")
        ? nil : IntentExample(text: String(text), label: label)
    }
  }
}
