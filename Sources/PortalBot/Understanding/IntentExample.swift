/// A sentence, and what it wants.
public struct IntentExample: Hashable, Sendable {
  public let text: String
  /// The name of an intent, or one of ``dangersOnly``.
  public let label: String

  /// The label of sentences that sound like a danger and are none, whatever they want.
  public static let harmless = "safety.harmless"
  /// The label of sentences that a nurse should hear of soon, and that are no emergency.
  public static let urgent = "safety.urgent"
  /// The labels of sentences by which dangers are learnt, and intents are not: there are so many ways to
  /// call for help that they would drown the rest.
  public static let dangersOnly = [harmless, urgent, "danger.emergency", "danger.crisis"]

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

extension IntentExample {
  /// Reads sentences of many intents, one a line as `intent<TAB>text`; empty lines and those that
  /// begin with `#` are left out.
  ///
  /// - Returns: the sentences, and the number of the first line that can't be read, if there is one.
  public static func read(table: String) -> (examples: [IntentExample], faultyLine: Int?) {
    var examples: [IntentExample] = []
    var faultyLine: Int?
    for (number, line) in table.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() where !line.isEmpty && !line.hasPrefix("#") {
      let columns = line.split(separator: "\t", maxSplits: 1)
      if columns.count == 2, Intent(rawValue: String(columns[0])) != nil {
        examples.append(IntentExample(text: String(columns[1]), label: String(columns[0])))
      } else if faultyLine == nil {
        faultyLine = number + 1
      }
    }
    return (examples, faultyLine)
  }
}
