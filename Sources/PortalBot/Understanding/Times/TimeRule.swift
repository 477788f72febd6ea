/// What some tokens come to, on the way to a time.
enum TimePiece: Hashable {
  case word(String)
  /// With how many digits it is written; none, where it's in words.
  case number(Int, digits: Int)
  /// `3rd`, or in words.
  case ordinal(Int, isWord: Bool)
  case unit(Grain, Int)
  case duration(Int, Grain)
  case time(TimeMeaning)

  var time: TimeMeaning? { if case .time(let meaning) = self { meaning } else { nil } }
  var number: Int? {
    switch self {
    case .number(let number, _), .ordinal(let number, _): number
    default: nil
    }
  }
  var word: String { if case .word(let word) = self { word } else { "" } }
}

/// How pieces that stand side by side come to one.
struct TimeRule: Sendable {
  let name: String
  let parts: [Part]
  /// The places that a match can begin with.
  private let beginnings: [Part]
  let make: @Sendable ([TimePiece], TimeResolver) -> TimePiece?

  /// One place of a rule; where it's optional and nothing stands there, an empty word is given.
  struct Part: Sendable {
    var isOptional = false
    /// The words that fit; none, where it takes something else than a word.
    var words: Set<String> = []
    var takes: @Sendable (TimePiece) -> Bool = { _ in false }

    init(isOptional: Bool = false, words: [String]) {
      self.isOptional = isOptional
      self.words = Set(words)
    }

    init(_ takes: @escaping @Sendable (TimePiece) -> Bool) { self.takes = takes }

    func fits(_ piece: TimePiece) -> Bool {
      if case .word(let word) = piece { return words.contains(word) }
      return words.isEmpty && takes(piece)
    }

    static func word(_ words: String...) -> Part { Part(words: words) }
    static func maybe(_ words: String...) -> Part { Part(isOptional: true, words: words) }

    static let number = Part { if case .number = $0 { true } else { false } }
    static let ordinal = Part { if case .ordinal = $0 { true } else { false } }
    static let unit = Part { if case .unit = $0 { true } else { false } }
    static let duration = Part { if case .duration = $0 { true } else { false } }
    /// `3` or `3rd`.
    static let dayNumber = Part { $0.number.map { (1...31).contains($0) } ?? false }
    static let time = time { _ in true }

    static func time(_ fits: @escaping @Sendable (TimeMeaning) -> Bool) -> Part {
      Part { $0.time.map(fits) ?? false }
    }

    static let clock = time { $0.clock != nil && $0.isTimeOfDay && $0.direction == nil }
    static let month = time { $0.month != nil && $0.day == nil && $0.isDate && $0.weekday == nil }
    static let weekday = time { $0.weekday != nil && $0.day == nil && $0.month == nil && $0.isDate }
    static let holiday = time { $0.holiday != nil && $0.year == nil && $0.isDate }
    static let date = time { $0.isDate && !$0.isLatent }
    static let partOfDay = time { $0.hours?.name != nil && $0.isTimeOfDay && $0.direction == nil }
  }

  init(
    _ name: String, _ parts: Part...,
    make: @escaping @Sendable ([TimePiece], TimeResolver) -> TimePiece?
  ) {
    self.name = name
    self.parts = parts
    beginnings = Array(parts.prefix(parts.prefix(while: \.isOptional).count + 1))
    self.make = make
  }

  private static let all = clocks + dates + relatives + intervals + joints

  /// The rules that can begin with a word, by the word.
  private static let byWord: [String: [TimeRule]] = {
    var table: [String: [TimeRule]] = [:]
    for rule in all {
      for word in Set(rule.beginnings.flatMap(\.words)) { table[word, default: []].append(rule) }
    }
    return table
  }()

  /// The rules that can begin with something else than a word.
  private static let others = all.filter { $0.beginnings.contains(where: \.words.isEmpty) }

  /// The rules that can begin with a piece.
  static func beginning(with piece: TimePiece) -> [TimeRule] {
    if case .word(let word) = piece { return byWord[word] ?? [] }
    return others.filter { rule in rule.beginnings.contains { $0.fits(piece) } }
  }
}

extension TimeMeaning {
  static func clock(_ minute: Int, _ grain: Grain, isHalfKnown: Bool) -> TimeMeaning {
    var meaning = TimeMeaning()
    meaning.clock = Clock(minute: minute, grain: grain, isHalfKnown: isHalfKnown)
    return meaning
  }

  static func hours(_ from: Int, _ to: Int, _ name: String) -> TimeMeaning {
    var meaning = TimeMeaning()
    meaning.hours = Hours(from: from * 60, to: to * 60, grain: .hour, name: name)
    return meaning
  }

  static func span(_ span: WallSpan, isInterval: Bool = false) -> TimeMeaning {
    var meaning = TimeMeaning()
    meaning.span = span
    meaning.isInterval = isInterval
    return meaning
  }

  static func day(_ day: Int, month: Int? = nil, year: Int? = nil) -> TimeMeaning {
    var meaning = TimeMeaning()
    (meaning.day, meaning.month, meaning.year) = (day, month, year)
    return meaning
  }

  func latent(_ isLatent: Bool) -> TimeMeaning {
    var meaning = self
    meaning.isLatent = isLatent
    return meaning
  }
}
