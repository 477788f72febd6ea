/// All that the rules make of a stretch of tokens, found from the right to the left.
struct TimeChart {
  struct Item: Hashable {
    let end: Int
    let piece: TimePiece
  }

  private let resolver: TimeResolver
  private let count: Int
  /// What begins at each token.
  private(set) var items: [[Item]]
  /// Items that one place is given at most, so that no message takes long.
  private static let mostItems = 60

  init(_ tokens: ArraySlice<TimeToken>, _ resolver: TimeResolver) {
    self.resolver = resolver
    count = tokens.count
    items = [[Item]](repeating: [], count: tokens.count)
    for start in (0..<tokens.count).reversed() { fill(start, tokens) }
  }

  private mutating func fill(_ start: Int, _ tokens: ArraySlice<TimeToken>) {
    var known: Set<Item> = []
    for item in TimeLeaves.items(tokens, at: tokens.startIndex + start, resolver)
    where known.insert(item).inserted { items[start].append(item) }
    var next = 0
    while next < items[start].count, items[start].count < TimeChart.mostItems {
      // Each new piece is tried as the first part of every rule.
      let first = items[start][next]
      next += 1
      for rule in TimeRule.beginning(with: first.piece) { apply(rule, first, start, &known) }
    }
  }

  private mutating func apply(
    _ rule: TimeRule, _ first: Item, _ start: Int, _ known: inout Set<Item>
  ) {
    var made: [TimePiece?] = []
    var ends: [Int] = []
    var parts: [TimePiece] = []
    func match(_ place: Int, _ at: Int) {
      guard place < rule.parts.count else {
        made.append(rule.make(parts, resolver))
        ends.append(at)
        return
      }
      let part = rule.parts[place]
      if at == start {
        if part.fits(first.piece) {
          parts.append(first.piece)
          match(place + 1, first.end)
          parts.removeLast()
        }
      } else if at < count {
        for item in items[at] where part.fits(item.piece) {
          parts.append(item.piece)
          match(place + 1, item.end)
          parts.removeLast()
        }
      }
      if part.isOptional {
        parts.append(.word(""))
        match(place + 1, at)
        parts.removeLast()
      }
    }
    match(0, start)
    for (piece, end) in zip(made, ends) where end > start {
      guard var piece else { continue }
      if case .time(let meaning) = piece { piece = .time(meaning.by(rule.name)) }
      let item = Item(end: end, piece: piece)
      if known.insert(item).inserted { items[start].append(item) }
    }
  }
}

/// What single tokens, and names of several, come to.
enum TimeLeaves {
  static func items(
    _ tokens: ArraySlice<TimeToken>, at index: Int, _ resolver: TimeResolver
  ) -> [TimeChart.Item] {
    let token = tokens[index]
    let (word, end) = (token.text, index - tokens.startIndex + 1)
    var pieces: [TimePiece] = [.word(word)]
    if token.isDigits, let number = Int(word) {
      pieces.append(.number(number, digits: word.utf8.count))
    }
    if word == "a" || word == "p", token.isGlued, index > tokens.startIndex,
      tokens[index - 1].isDigits
    {
      pieces.append(.word("~" + word))
    }
    if let number = TimeWords.numbers[word] { pieces.append(.number(number, digits: 0)) }
    if let number = TimeWords.ordinals[word] { pieces.append(.ordinal(number, isWord: true)) }
    if let unit = TimeWords.units[word] { pieces.append(.unit(unit.grain, unit.count)) }
    if let meaning = meaning(of: word, resolver) { pieces.append(.time(meaning.by(word))) }
    var items = pieces.map { TimeChart.Item(end: end, piece: $0) }
    for holiday in TimeWords.holidays[word] ?? [] {
      let words = holiday.words
      guard words.count <= tokens.endIndex - index,
        zip(words, tokens[index...]).allSatisfy({
          $0 == $1.text || ($0 == "eve" && $1.text == "evening")
            || ($0 == "years" && $1.text == "year")
        })
      else { continue }
      var meaning = TimeMeaning()
      meaning.holiday = holiday.day
      items.append(
        TimeChart.Item(
          end: end + words.count - 1, piece: .time(meaning.by(words.joined(separator: " ")))))
    }
    return items
  }

  private static func meaning(of word: String, _ resolver: TimeResolver) -> TimeMeaning? {
    if let weekday = TimeWords.weekdays.firstIndex(of: word) {
      var meaning = TimeMeaning()
      meaning.weekday = weekday
      return meaning
    }
    if let month = TimeWords.months.firstIndex(of: word) {
      var meaning = TimeMeaning()
      meaning.month = month + 1
      // "may I come in"
      meaning.isLatent = word == "may"
      return meaning
    }
    if let part = TimeWords.parts[word] { return .hours(part.from, part.to, word) }
    switch word {
    case "today": return .span(resolver.today)
    case "tomorrow": return .span(resolver.today.moved(by: WallSpan.day))
    case "yesterday": return .span(resolver.today.moved(by: -WallSpan.day))
    case "tonight":
      var meaning = TimeMeaning.hours(18, 24, "evening")
      meaning.isToday = true
      return meaning
    case "noon", "midday": return .clock(720, .hour, isHalfKnown: true)
    case "midnight": return .clock(0, .hour, isHalfKnown: true)
    default: return nil
    }
  }
}
