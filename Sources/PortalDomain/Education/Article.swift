/// An article in plain words.
public struct Article: Hashable, Sendable, Identifiable {
  public let id: ArticleID
  public let title: String
  public let kind: Kind
  /// What people may call it, each one or more words.
  public let keywords: [String]
  /// The concepts that it explains: a condition, a medicine, a test.
  public let codes: [Records.Code]
  /// The generic names of the medicines that it speaks of.
  public let medicines: [String]
  /// Whose facts they are.
  public let source: String
  /// When somebody last read it against its source.
  public let reviewedOn: LocalDate
  /// Fit for a text message.
  public let summary: String
  /// The whole of it, in Markdown.
  public let body: String

  public enum Kind: String, Codable, Sendable, CaseIterable {
    case condition, medicine, test, procedure, wellness
  }

  /// How many characters a summary may have: two text messages.
  public static let longestSummary = 280
}

/// What an article's file says wrong, and in which line.
public struct ArticleFault: Error, Equatable, CustomStringConvertible {
  public let line: Int
  public let message: String

  public var description: String { "line \(line): \(message)" }
}

extension Article {
  /// Reads an article's file: a head of `key: value` lines between two lines `---`, then the body.
  ///
  /// Lists are separated by semicolons; a code is `vocabulary:value`.
  ///
  /// - Throws: the first fault.
  public init(file text: String) throws(ArticleFault) {
    var head = try ArticleHead(text)
    id = ArticleID(try head.take("id"))
    guard id.value.wholeMatch(of: /[a-z0-9]+(-[a-z0-9]+)*/) != nil else {
      throw head.fault("id", "expected small letters, digits and hyphens")
    }
    title = try head.take("title")
    guard let kind = Kind(rawValue: try head.take("kind")) else {
      throw head.fault(
        "kind", "expected one of: " + Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    self.kind = kind
    keywords = ArticleHead.list(try head.take("keywords"))
    guard !keywords.isEmpty else { throw head.fault("keywords", "expected at least one") }
    codes = try head.codes()
    medicines = head.list("medicines")
    source = try head.take("source")
    guard let day = LocalDate(try head.take("reviewed")) else {
      throw head.fault("reviewed", "expected a day, as YYYY-MM-DD")
    }
    reviewedOn = day
    summary = try head.take("summary")
    guard summary.count <= Self.longestSummary else {
      throw head.fault("summary", "expected at most \(Self.longestSummary) characters")
    }
    body = head.body
    guard !body.isEmpty else { throw ArticleFault(line: head.end, message: "expected a body") }
    try head.checkNothingIsLeft()
  }
}

/// The head of an article's file.
private struct ArticleHead {
  private var fields: [String: (line: Int, value: String)] = [:]
  private(set) var end = 0
  private(set) var body = ""

  init(_ text: String) throws(ArticleFault) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard lines.first == "---", let last = lines.dropFirst().firstIndex(of: "---") else {
      throw ArticleFault(line: 1, message: "expected a head between two lines ---")
    }
    for (index, line) in lines[1..<last].enumerated() where !line.isEmpty {
      guard let colon = line.firstIndex(of: ":") else {
        throw ArticleFault(line: index + 2, message: "expected key: value")
      }
      let key = String(line[..<colon])
      guard fields[key] == nil else {
        throw ArticleFault(line: index + 2, message: "\(key) stands there twice")
      }
      fields[key] = (index + 2, Self.trimmed(line[line.index(after: colon)...]))
    }
    end = last + 1
    body = Self.trimmed(lines[(last + 1)...].joined(separator: "\n")[...])
  }

  /// What stands under a key, which must be there.
  mutating func take(_ key: String) throws(ArticleFault) -> String {
    guard let value = fields[key]?.value, !value.isEmpty else { throw fault(key, "is missing") }
    taken.insert(key)
    return value
  }

  mutating func codes() throws(ArticleFault) -> [Records.Code] {
    var codes: [Records.Code] = []
    for text in list("codes") {
      guard let match = text.wholeMatch(of: /(loinc|icd10|rxnorm|snomed|cvx):([A-Za-z0-9.\-]+)/)
      else { throw fault("codes", "expected vocabulary:value") }
      codes.append(Records.Code(String(match.1), String(match.2)))
    }
    return codes
  }

  /// The list under a key, which may be empty or missing.
  mutating func list(_ key: String) -> [String] {
    taken.insert(key)
    return Self.list(fields[key]?.value ?? "")
  }

  private var taken: Set<String> = []

  func checkNothingIsLeft() throws(ArticleFault) {
    if let key = fields.keys.filter({ !taken.contains($0) }).min() {
      throw fault(key, "is no key of an article")
    }
  }

  func fault(_ key: String, _ message: String) -> ArticleFault {
    ArticleFault(line: fields[key]?.line ?? 1, message: "\(key): \(message)")
  }

  static func list(_ text: String) -> [String] {
    text.split(separator: ";").map { trimmed($0) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
