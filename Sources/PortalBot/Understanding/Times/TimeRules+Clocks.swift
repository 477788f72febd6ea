extension TimeRule {
  /// Times that a clock shows.
  static let clocks: [TimeRule] = [
    TimeRule("twenty-three", .number, .maybe("-"), .number) { parts, _ in
      guard case .number(let tens, 0) = parts[0], case .number(let ones, 0) = parts[2],
        tens >= 20, tens % 10 == 0, (1...9).contains(ones)
      else { return nil }
      return .number(tens + ones, digits: 0)
    },
    TimeRule("10:30", .number, .word(":", "."), .number) { parts, _ in
      guard case .number(let hour, 1...2) = parts[0], case .number(let minute, 2) = parts[2],
        hour < 24, minute < 60
      else { return nil }
      return .time(.clock(hour * 60 + minute, .minute, isHalfKnown: hour > 12 || hour == 0))
    },
    TimeRule("16h00", .number, .word("h"), .number) { parts, _ in
      guard case .number(let hour, 1...2) = parts[0], case .number(let minute, 2) = parts[2],
        hour < 24, minute < 60
      else { return nil }
      return .time(.clock(hour * 60 + minute, .minute, isHalfKnown: true))
    },
    TimeRule("16h", .number, .word("h")) { parts, _ in
      guard case .number(let hour, 1...2) = parts[0], hour < 24 else { return nil }
      return .time(.clock(hour * 60, .minute, isHalfKnown: true))
    },
    TimeRule("a bare hour", .number) { parts, _ in
      guard case .number(let number, let digits) = parts[0] else { return nil }
      if digits <= 2, (1...23).contains(number) {
        return .time(.clock(number * 60, .hour, isHalfKnown: number > 12).latent(true))
      }
      guard (3...4).contains(digits), number % 100 < 60, (100...2359).contains(number) else {
        return nil
      }
      let hour = number / 100
      return .time(
        .clock(hour * 60 + number % 100, .minute, isHalfKnown: hour > 12).latent(true))
    },
    TimeRule("two forty-five", .number, .number, .word("-"), .number) { parts, _ in
      guard case .number(let hour, let first) = parts[0], first <= 2, (1...12).contains(hour),
        case .number(let tens, 0) = parts[1], [20, 30, 40, 50].contains(tens),
        case .number(let ones, 0) = parts[3], (1...9).contains(ones)
      else { return nil }
      return .time(.clock(hour * 60 + tens + ones, .minute, isHalfKnown: false).latent(true))
    },
    TimeRule("three twenty", .number, .maybe("-"), .number) { parts, _ in
      guard case .number(let hour, let first) = parts[0], first <= 2,
        case .number(let minute, let digits) = parts[2],
        digits == 0 || (digits == 2 && parts[1].word.isEmpty), (1...12).contains(hour),
        (10...59).contains(minute)
      else { return nil }
      return .time(.clock(hour * 60 + minute, .minute, isHalfKnown: false).latent(true))
    },
    TimeRule("o'clock", .clock, .word("oclock")) { parts, _ in
      parts[0].time.flatMap { $0.clock?.grain == .hour ? .time($0.latent(false)) : nil }
    },
    // The "o" that stands alone is read as the Spanish "or".
    TimeRule("o clock", .word("or"), .word("clock")) { _, _ in .word("oclock") },
    TimeRule("1545 hours", .number, .unit) { parts, _ in
      guard case .number(let number, 4) = parts[0], case .unit(.hour, 1) = parts[1],
        number < 2400, number % 100 < 60
      else { return nil }
      return .time(.clock(number / 100 * 60 + number % 100, .minute, isHalfKnown: true))
    },
    TimeRule("a.m.", .word("a", "p", "~a", "~p"), .maybe("."), .word("m"), .maybe(".")) {
      parts, _ in
      .word(parts[0].word.hasSuffix("a") ? "am" : "pm")
    },
    TimeRule("in the morning, said short", .word("in"), .maybe("the"), .word("am", "pm")) {
      parts, _ in .word(parts[2].word)
    },
    TimeRule("am, pm", .clock, .maybe("ish", "about"), .word("am", "pm")) { parts, _ in
      half(parts[0].time, parts[2].word)
    },
    TimeRule("3:15p", .clock, .word("~a", "~p")) { parts, _ in
      guard let meaning = parts[0].time else { return nil }
      return half(meaning, parts[1].word == "~a" ? "am" : "pm").flatMap {
        $0.time.map { .time($0.latent(meaning.clock?.grain == .hour)) }
      }
    },
    TimeRule("3ish", .clock, .word("ish", "about")) { parts, _ in
      parts[0].time.map { .time($0.latent($0.isLatent && parts[1].word == "ish")) }
    },
    TimeRule(
      "at a time", .maybe("about", "around"), .word("at", "@", "around", "about", "las", "for"),
      .maybe("about", "around"), .clock
    ) {
      parts, _ in parts[3].time.map { .time($0.latent(false)) }
    },
    TimeRule("half three", .word("half"), .maybe("past", "after"), .clock) { parts, _ in
      moved(parts[2].time, by: 30)
    },
    TimeRule("a quarter past", .maybe("a"), .word("quarter"), .word("past", "after"), .clock) {
      parts, _ in moved(parts[3].time, by: 15)
    },
    TimeRule(
      "a quarter to", .maybe("a"), .word("quarter"), .word("to", "until", "before", "of"), .clock
    ) {
      parts, _ in moved(parts[3].time, by: -15)
    },
    TimeRule("twenty past", .number, .maybe("minutes"), .word("past", "after"), .clock) {
      parts, _ in
      parts[0].number.flatMap { (1...59).contains($0) ? moved(parts[3].time, by: $0) : nil }
    },
    TimeRule("twenty to", .number, .maybe("minutes"), .word("to", "until", "before"), .clock) {
      parts, _ in
      // "from 9 to 10" is none of these.
      guard let count = parts[0].number, (1...59).contains(count),
        !parts[1].word.isEmpty || count > 12
      else { return nil }
      return moved(parts[3].time, by: -count)
    },
    TimeRule("a time in a zone", .time { $0.hasTimeOfDay && $0.zone == nil }, zone) { parts, _ in
      guard var meaning = parts[0].time, let zone = TimeWords.zones[parts[1].word] else {
        return nil
      }
      meaning.zone = zone
      meaning.isLatent = false
      meaning.clock?.grain = .minute
      return .time(meaning)
    },
  ]

  private static let zone = Part(words: Array(TimeWords.zones.keys))

  static func half(_ meaning: TimeMeaning?, _ half: String) -> TimePiece? {
    guard let clock = meaning?.clock, !clock.isHalfKnown, clock.minute / 60 <= 12 else {
      return nil
    }
    let minute = clock.minute % 720 + (half == "pm" ? 720 : 0)
    return .time(.clock(minute, clock.grain, isHalfKnown: true))
  }

  private static func moved(_ meaning: TimeMeaning?, by minutes: Int) -> TimePiece? {
    guard let clock = meaning?.clock, clock.minute % 60 == 0 else { return nil }
    let minute = (clock.minute + minutes + WallSpan.day) % WallSpan.day
    return .time(.clock(minute, .minute, isHalfKnown: clock.isHalfKnown))
  }
}
