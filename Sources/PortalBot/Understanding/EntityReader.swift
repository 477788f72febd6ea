/// Finds numbers, amounts, days and times, by small rules on tokens.
struct EntityReader {
  typealias Match = MedicineMatcher.Match
  private let text: NormalizedText
  private let words: [String]

  /// - Parameter taken: tokens that something else was found at.
  /// - Returns: what was found, in the order of the message; no two share a token.
  static func matches(in text: NormalizedText, apartFrom taken: [Range<Int>]) -> [Match] {
    EntityReader(text).read(apartFrom: taken)
  }

  private init(_ text: NormalizedText) {
    self.text = text
    words = text.tokens.map(\.text)
  }

  private func read(apartFrom taken: [Range<Int>]) -> [Match] {
    var ends = [Int](repeating: 0, count: words.count)
    for range in taken { for index in range { ends[index] = range.upperBound } }
    var found: [Match] = []
    var index = 0
    while index < words.count {
      if ends[index] > index {
        index = ends[index]
      } else if let (kind, length, value) = rule(at: index) {
        let range = index..<index + length
        let entity = Entity(kind: kind, text: text.written(range), value: value)
        found.append(Match(tokens: range, entities: [entity]))
        index += length
      } else {
        index += 1
      }
    }
    return found
  }

  private typealias Found = (kind: Entity.Kind, length: Int, value: String)

  private func rule(at index: Int) -> Found? {
    if words[index].utf8.contains(UInt8(ascii: "@")) { return (.email, 1, words[index]) }
    return phone(at: index) ?? money(at: index) ?? DateWords.date(words, at: index)
      ?? DateWords.time(words, at: index) ?? dose(at: index) ?? ordinal(at: index)
      ?? number(at: index)
  }

  private func word(_ index: Int) -> String { index < words.count ? words[index] : "" }

  private func phone(at index: Int) -> Found? {
    var digits = ""
    for length in 1...4 {
      let part = word(index + length - 1)
      guard !part.isEmpty, part.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      digits += part
      if digits.utf8.count == 10 || (digits.utf8.count == 11 && digits.hasPrefix("1")) {
        return (.phone, length, digits)
      }
      if digits.utf8.count > 10 { return nil }
    }
    return nil
  }

  private func money(at index: Int) -> Found? {
    if words[index] == "$", let cents = NumberWords.cents(word(index + 1)) {
      return (.money, 2, NumberWords.money(cents))
    }
    guard let cents = NumberWords.cents(words[index]),
      NumberWords.currency.contains(word(index + 1))
    else { return nil }
    return (.money, 2, NumberWords.money(cents))
  }

  private func dose(at index: Int) -> Found? {
    guard NumberWords.isDecimal(words[index]), let unit = NumberWords.doses[word(index + 1)] else {
      return nil
    }
    return (.dose, 2, "\(words[index]) \(unit)")
  }

  private func ordinal(at index: Int) -> Found? {
    guard let place = NumberWords.ordinals[words[index]] else { return nil }
    return (.ordinal, 1, String(place))
  }

  private func number(at index: Int) -> Found? {
    if let number = NumberWords.cardinals[words[index]] { return (.number, 1, String(number)) }
    guard NumberWords.isDecimal(words[index]) else { return nil }
    return (.number, 1, words[index].filter { $0 != "," })
  }
}
