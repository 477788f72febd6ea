/// A message in plain words: small letters, no accents, short forms written out.
///
/// Each token knows where it stood in the message as written. Any input has a normal form.
public struct NormalizedText: Sendable {
  /// The message as it came.
  public let original: String
  public let tokens: [Token]

  /// A word, a number, or one of `$ ? ! , . ; #`.
  public struct Token: Hashable, Sendable {
    public let text: String
    /// Where it stood in the original; words of one short form share a range.
    public let range: Range<String.Index>

    var isWord: Bool { text.unicodeScalars.first.map { $0.properties.isAlphabetic } ?? false }
    var isMark: Bool { !isWord && !startsWithDigit }
    var startsWithDigit: Bool { text.utf8.first.map { (48...57).contains($0) } ?? false }
    /// Ends a clause.
    var isBreak: Bool { NormalizedText.breaks.contains(text) }
  }

  /// - Parameter text: anything, however long or broken.
  public init(_ text: String) {
    original = text
    tokens = Tokenizer.tokens(of: text)
  }

  /// The tokens with a space between: the form in which two messages are compared.
  public var joined: String { tokens.lazy.map(\.text).joined(separator: " ") }

  /// What stands in the original from the first of some tokens to the last.
  public func written(_ range: Range<Int>) -> String {
    guard let span = span(of: range) else { return "" }
    return String(original[span])
  }

  /// Where some tokens stand in the original.
  public func span(of range: Range<Int>) -> Range<String.Index>? {
    guard !range.isEmpty, tokens.indices.contains(range.lowerBound),
      tokens.indices.contains(range.upperBound - 1)
    else { return nil }
    let (lower, upper) = (tokens[range.lowerBound].range, tokens[range.upperBound - 1].range)
    return lower.lowerBound..<max(lower.upperBound, upper.upperBound)
  }

  private static let breaks: Set<String> = [",", ".", ";", "?", "!"]
}
