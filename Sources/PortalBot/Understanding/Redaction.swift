/// A text without payment card numbers and US social security numbers.
///
/// A card number is 13 to 19 digits with blanks, dashes or dots between, whose check digit is
/// right (ISO/IEC 7812-1, Luhn). A social security number is 3, 2 and 4 digits with the same marks
/// between, or nine digits near a word such as "SSN".
public struct Redaction: Hashable, Sendable {
  /// The text, with a remark in the place of what was removed.
  public let text: String
  public let removed: Set<Kind>

  public enum Kind: String, Codable, Sendable, CaseIterable {
    case cardNumber
    case socialSecurityNumber

    /// What stands in the place of the number.
    public var remark: String {
      switch self {
      case .cardNumber: "[card number removed]"
      case .socialSecurityNumber: "[social security number removed]"
      }
    }
  }

  /// - Parameter original: the text as it came.
  public init(_ original: String) {
    var kept = ""
    var removed: Set<Kind> = []
    var next = original.startIndex
    let isAboutSSN = Redaction.speaksOfSocialSecurity(original)
    for chain in DigitChain.chains(in: original) {
      for (kind, span) in Redaction.findings(in: chain, isAboutSSN: isAboutSSN) {
        kept += original[next..<span.lowerBound]
        kept += kind.remark
        removed.insert(kind)
        next = span.upperBound
      }
    }
    text = removed.isEmpty ? original : kept + original[next...]
    self.removed = removed
  }

  /// What is to be removed of one chain of digits, from left to right.
  private static func findings(
    in chain: DigitChain, isAboutSSN: Bool
  ) -> [(Kind, Range<String.Index>)] {
    var findings: [(Kind, Range<String.Index>)] = []
    var first = 0
    while first < chain.groups.count {
      if let last = cardEnd(chain, from: first) {
        findings.append((.cardNumber, chain.span(first...last)))
        first = last + 1
      } else if let last = socialSecurityEnd(chain, from: first, isAboutSSN: isAboutSSN) {
        findings.append((.socialSecurityNumber, chain.span(first...last)))
        first = last + 1
      } else {
        first += 1
      }
    }
    return findings
  }

  /// The last group of the longest card number that begins at a group.
  private static func cardEnd(_ chain: DigitChain, from first: Int) -> Int? {
    var digits: [Int] = []
    var end: Int?
    for last in first..<chain.groups.count {
      digits += chain.groups[last].digits
      if digits.count > 19 { break }
      if digits.count >= 13, hasRightCheckDigit(digits) { end = last }
    }
    return end
  }

  private static func socialSecurityEnd(
    _ chain: DigitChain, from first: Int, isAboutSSN: Bool
  ) -> Int? {
    let sizes = chain.groups[first...].prefix(3).map(\.digits.count)
    if sizes == [3, 2, 4] { return first + 2 }
    guard isAboutSSN else { return nil }
    var count = 0
    for last in first..<chain.groups.count {
      count += chain.groups[last].digits.count
      if count == 9 { return last }
      if count > 9 { break }
    }
    return nil
  }

  private static func hasRightCheckDigit(_ digits: [Int]) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let doubled = place.isMultiple(of: 2) ? digit : digit * 2
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return sum.isMultiple(of: 10)
  }

  private static func speaksOfSocialSecurity(_ text: String) -> Bool {
    let words = NormalizedText(text).tokens.map(\.text)
    return words.contains {
      $0.hasPrefix("ssn") || $0.hasPrefix("social") || $0 == "socsec" || $0 == "seguro"
        || $0 == "itin" || $0 == "ss"
    }
  }
}

/// Groups of digits with no more than a blank, a dash or a dot between.
struct DigitChain {
  struct Group {
    var digits: [Int]
    var span: Range<String.Index>
  }

  private(set) var groups: [Group] = []

  func span(_ range: ClosedRange<Int>) -> Range<String.Index> {
    groups[range.lowerBound].span.lowerBound..<groups[range.upperBound].span.upperBound
  }

  static func chains(in text: String) -> [DigitChain] {
    var chains: [DigitChain] = []
    var chain = DigitChain()
    var separators = 0
    var index = text.startIndex
    while index < text.endIndex {
      let character = text[index]
      let next = text.index(after: index)
      if let digit = digit(character) {
        if separators == 0, let last = chain.groups.indices.last {
          chain.groups[last].digits.append(digit)
          chain.groups[last].span = chain.groups[last].span.lowerBound..<next
        } else {
          chain.groups.append(Group(digits: [digit], span: index..<next))
        }
        separators = 0
      } else if !chain.groups.isEmpty, separators < 3, isSeparator(character) {
        separators += 1
      } else {
        if !chain.groups.isEmpty { chains.append(chain) }
        chain = DigitChain()
        separators = 0
      }
      index = next
    }
    if !chain.groups.isEmpty { chains.append(chain) }
    return chains
  }

  /// Digits of any script, and those that carry a mark (a keycap).
  private static func digit(_ character: Character) -> Int? {
    guard let scalar = character.unicodeScalars.first, scalar.properties.numericType != nil,
      let value = Character(scalar).wholeNumberValue, (0...9).contains(value)
    else { return nil }
    return value
  }

  private static func isSeparator(_ character: Character) -> Bool {
    switch character {
    case " ", "-", ".", "\u{A0}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}",
      "\u{2212}", "_", "/", "\n", "\t", "\r\n", "\u{202F}", "\u{2009}":
      true
    default:
      character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .format }
    }
  }
}
