extension TimeRule {
  /// How times stand side by side, and what leads in to them.
  static let joints: [TimeRule] = [
    TimeRule(
      "on a day", .word("on", "el", "for", "during", "around", "about"), .maybe("the"),
      .time { $0.isDate }
    ) { parts, _ in
      parts[2].time.flatMap { $0.isLatent && $0.month == nil ? nil : .time($0.latent(false)) }
    },
    TimeRule("in a month", .word("in", "en", "of", "de"), .maybe("the"), .month) { parts, _ in
      parts[2].time.map { .time($0.latent(false)) }
    },
    TimeRule("this morning", .word("this", "today"), .maybe("in"), .maybe("the"), .partOfDay) {
      parts, _ in
      parts[3].time.map {
        var meaning = $0
        meaning.isToday = true
        return .time(meaning)
      }
    },
    TimeRule(
      "in the morning", .word("in", "at", "por", "en", "de", "during"), .maybe("the", "la"),
      .partOfDay
    ) { parts, _ in
      parts[2].time.map { .time($0) }
    },
    TimeRule(
      "early in the morning", .word("early", "late"), .maybe("in", "hour"), .maybe("the"),
      .maybe("hour"), .maybe("of"), .maybe("the"), .partOfDay
    ) {
      parts, _ in early(parts[0].word, parts[6].time)
    },
    TimeRule(
      "early monday morning", .word("early", "late"),
      .time { $0.hours?.name != nil && $0.hasDate && $0.direction == nil }
    ) {
      parts, _ in early(parts[0].word, parts[1].time)
    },
    TimeRule("last night", .word("last"), .word("tonight")) { _, clock in
      var meaning = TimeMeaning.hours(18, 24, "evening")
      meaning.span = clock.today.moved(by: -WallSpan.day)
      return .time(meaning)
    },
    TimeRule(
      "the early hours of the morning", .maybe("in"), .maybe("the"), .word("early", "late"),
      .word("hour"), .maybe("of"), .maybe("the"), .partOfDay
    ) {
      parts, _ in early(parts[2].word, parts[6].time)
    },
    TimeRule("por la manana", .word("por", "en", "de"), .word("la"), .word("manana")) { _, _ in
      .time(.hours(0, 12, "morning"))
    },
    TimeRule("manana", .word("manana")) { _, clock in
      .time(.span(clock.today.moved(by: WallSpan.day)))
    },
    TimeRule("afternoonish", .partOfDay, .word("ish")) { parts, _ in parts[0] },
    TimeRule("the noon", .word("the", "a", "al"), .clock) { parts, _ in
      parts[1].time.flatMap { !$0.isLatent && $0.clock?.isHalfKnown == true ? .time($0) : nil }
    },
    TimeRule("side by side", .time, .maybe(",", "of", "-", "at", "@", ".", "t"), .time) {
      parts, clock in
      guard let first = parts[0].time, let second = parts[2].time,
        !(first.isLatent && second.isLatent)
      else { return nil }
      // A bare number is a clock beside "tomorrow", "tonight", or after "at" only.
      for (latent, other) in [(first, second), (second, first)]
      where latent.isLatent && latent.clock != nil {
        guard parts[1].word.isEmpty, latent == first,
          other.span != nil || other.hours?.name != nil, other.span?.grain ?? .day == .day
        else { return nil }
      }
      // 2027-03-14T15:00
      if parts[1].word == "t", first.span?.grain != .day || second.clock == nil { return nil }
      if parts[1].word == "-", first.hasTimeOfDay || second.hasTimeOfDay { return nil }
      return first.merged(with: second, clock).map { .time($0) }
    },
  ]

  private static func early(_ which: String, _ meaning: TimeMeaning?) -> TimePiece? {
    guard var meaning, let hours = meaning.hours, let name = hours.name else { return nil }
    switch (which, name) {
    case ("early", "morning"): meaning.hours = .init(from: 0, to: 540, grain: .hour, name: name)
    case ("late", "morning"): meaning.hours = .init(from: 600, to: 720, grain: .hour, name: name)
    case ("late", "evening"): meaning.hours = .init(from: 1260, to: 1440, grain: .hour, name: name)
    case ("late", "afternoon"): meaning.hours = .init(from: 900, to: 1140, grain: .hour, name: name)
    case ("early", "afternoon"): meaning.hours = .init(from: 720, to: 900, grain: .hour, name: name)
    case ("early", "evening"): meaning.hours = .init(from: 1080, to: 1260, grain: .hour, name: name)
    default: return nil
    }
    return .time(meaning)
  }
}
