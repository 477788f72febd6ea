internal import PortalDomain

extension TimeRule {
  /// Times by their distance: tomorrow, next week, in three days.
  static let relatives: [TimeRule] = [
    TimeRule(
      "next week", .maybe("the", "la", "el"), .word("this", "next", "upcoming", "last"), .unit
    ) { parts, clock in
      unit(parts[2], ["this": 0, "next": 1, "upcoming": 1, "last": -1][parts[1].word] ?? 0, clock)
    },
    TimeRule("la semana que viene", .maybe("la", "el"), .unit, .word("que"), .word("viene")) {
      parts, clock in
      unit(parts[1], 1, clock)
    },
    TimeRule("la semana proxima", .word("la", "el"), .unit, .word("next")) { parts, clock in
      unit(parts[1], 1, clock)
    },
    TimeRule("this monday", .word("this"), .weekday) { parts, clock in
      parts[1].time?.weekday.map { .time(.span(clock.weekday($0, after: 0))) }
    },
    TimeRule("next monday", .maybe("the", "el"), .word("next", "upcoming"), .weekday) {
      parts, clock in
      parts[2].time?.weekday.map { .time(next($0, clock)) }
    },
    TimeRule("el lunes que viene", .maybe("el"), .weekday, .word("que"), .word("viene")) {
      parts, clock in
      parts[1].time?.weekday.map { .time(.span(clock.weekday($0, after: 0))) }
    },
    TimeRule("last monday", .word("last"), .weekday) { parts, clock in
      parts[1].time?.weekday.map { weekday in
        let today = LocalDate(minute: clock.now)
        let back = (today.weekdayOffset - weekday + 7) % 7
        return .time(.span(WallSpan(today.adding(days: -(back == 0 ? 7 : back)))))
      }
    },
    TimeRule("monday after next", .maybe("the"), .weekday, .word("after"), .word("next")) {
      parts, clock in
      parts[1].time?.weekday.map { .time(.span(clock.weekday($0, after: 1))) }
    },
    TimeRule("three mondays from now", .number, .weekday, .word("from"), .word("now")) {
      parts, clock in
      guard let count = parts[0].number, (1...50).contains(count) else { return nil }
      return parts[1].time?.weekday.map { .time(.span(clock.weekday($0, after: count - 1))) }
    },
    TimeRule("next march", .word("next", "this", "last"), .month) { parts, clock in
      guard let month = parts[1].time?.month, let first = clock.date(ofMonth: month) else {
        return nil
      }
      let isThis = first.start <= clock.now && clock.now < first.end
      let years = parts[0].word == "last" ? -1 : parts[0].word == "next" && isThis ? 1 : 0
      return .time(.span(WallSpan(around: Grain.year.adding(years, to: first.start), .month)))
    },
    TimeRule(
      "the day after tomorrow", .maybe("the"), .word("day"), .word("after"), .word("tomorrow")
    ) { _, clock in
      .time(.span(clock.today.moved(by: 2 * WallSpan.day)))
    },
    TimeRule("pasado manana", .word("last"), .word("manana")) { _, clock in
      .time(.span(clock.today.moved(by: 2 * WallSpan.day)))
    },
    TimeRule("upcoming two weeks", .word("upcoming"), .number, .unit) { parts, clock in
      unit(parts[2], parts[1].number ?? 1, clock)
    },
    TimeRule("two upcoming weeks", .number, .word("upcoming"), .unit) { parts, clock in
      unit(parts[2], parts[0].number ?? 1, clock)
    },
    TimeRule("at this time", .word("at"), .word("this"), .word("time")) { _, clock in
      .time(.span(clock.today))
    },
    TimeRule("some units", .number, .maybe("more"), .unit) { parts, _ in
      guard let count = parts[0].number, case .unit(let grain, let times) = parts[2], count < 10_000
      else { return nil }
      return .duration(count * times, grain)
    },
    TimeRule("a unit", .word("a", "an", "una", "un"), .unit) { parts, _ in
      if case .unit(let grain, let times) = parts[1] { .duration(times, grain) } else { nil }
    },
    TimeRule("a couple of units", .maybe("a", "the"), .word("couple", "few"), .maybe("of"), .unit) {
      parts, _ in
      guard case .unit(let grain, let times) = parts[3] else { return nil }
      return .duration((parts[1].word == "few" ? 3 : 2) * times, grain)
    },
    TimeRule("half an hour", .word("half"), .maybe("a", "an"), .unit) { parts, _ in
      if case .unit(.hour, 1) = parts[2] { .duration(30, .minute) } else { nil }
    },
    TimeRule("an hour and a half", .duration, .word("and"), .maybe("a"), .word("half")) {
      parts, _ in
      if case .duration(let count, .hour) = parts[0] {
        .duration(count * 60 + 30, .minute)
      } else {
        nil
      }
    },
    TimeRule("two and a half hours", .number, .word("and"), .maybe("a"), .word("half"), .unit) {
      parts, _ in
      guard let count = parts[0].number, count < 100, case .unit(.hour, 1) = parts[4] else {
        return nil
      }
      return .duration(count * 60 + 30, .minute)
    },
    TimeRule("2.5 hours", .number, .word("."), .number, .unit) { parts, _ in
      guard let count = parts[0].number, count < 100, case .number(5, 1) = parts[2],
        case .unit(.hour, 1) = parts[3]
      else { return nil }
      return .duration(count * 60 + 30, .minute)
    },
    TimeRule("mid day", .word("mid"), .maybe("-"), .unit) { parts, _ in
      if case .unit(.day, 1) = parts[2] {
        .time(.clock(720, .hour, isHalfKnown: true))
      } else {
        nil
      }
    },
    TimeRule("in three days", .word("in", "within", "en"), .maybe("about", "around"), .duration) {
      parts, clock in
      ahead(parts[2], 1, clock)
    },
    TimeRule("three days from now", .duration, .word("from", "hence"), .maybe("now", "today")) {
      parts, clock in
      parts[1].word == "from" && parts[2].word.isEmpty ? nil : ahead(parts[0], 1, clock)
    },
    TimeRule("three days ago", .duration, .word("ago")) { parts, clock in ahead(parts[0], -1, clock)
    },
    TimeRule(
      "three days after a time", .duration, .word("after", "from", "past"), .time { !$0.isLatent }
    ) {
      parts, clock in away(parts[0], from: parts[2], 1, clock)
    },
    TimeRule("three days before a time", .duration, .word("before"), .time { !$0.isLatent }) {
      parts, clock in
      away(parts[0], from: parts[2], -1, clock)
    },
    TimeRule("march in a year", .date, .word("in"), .duration) { parts, clock in
      guard let meaning = parts[0].time, meaning.span == nil,
        case .duration(let count, let grain) = parts[2], grain >= .month
      else { return nil }
      return TimeResolver(now: grain.adding(count, to: clock.now)).span(of: meaning)
        .map { .time(.span($0)) }
    },
    TimeRule("the day after a time", .maybe("the"), .word("day"), .word("after", "before"), .date) {
      parts, clock in
      away(.duration(1, .day), from: parts[3], parts[2].word == "after" ? 1 : -1, clock)
    },
    TimeRule("the week of march 3", .maybe("the"), .word("week"), .word("of"), .date) {
      parts, clock in
      parts[3].time.flatMap(clock.span).map { .time(.span(WallSpan(around: $0.start, .week))) }
    },
  ]

  private static func unit(_ piece: TimePiece, _ count: Int, _ clock: TimeResolver) -> TimePiece? {
    guard case .unit(let grain, 1) = piece, grain >= .day else { return nil }
    let start = grain.adding(count, to: grain.floor(clock.now))
    return .time(.span(WallSpan(around: start, grain)))
  }

  /// The weekday of the week after this one. Where it's near, some mean it and some a week later;
  /// where it comes this week still, some mean that one.
  private static func next(_ weekday: Int, _ clock: TimeResolver) -> TimeMeaning {
    let nearest = clock.weekday(weekday, after: 0)
    let week = WallSpan(around: clock.now, .week)
    var meaning = TimeMeaning.span(nearest)
    if nearest.start < week.end {
      meaning.span = clock.weekday(weekday, after: 1)
      if nearest.start - clock.today.start >= 2 * WallSpan.day { meaning.otherwise = nearest }
    } else if nearest.start - clock.today.start <= 3 * WallSpan.day {
      meaning.otherwise = clock.weekday(weekday, after: 1)
    }
    return meaning
  }

  private static func ahead(_ piece: TimePiece, _ sign: Int, _ clock: TimeResolver) -> TimePiece? {
    guard case .duration(let count, let grain) = piece, count <= 10_000 else { return nil }
    let minute = grain.finer.floor(grain.adding(sign * count, to: clock.now))
    var meaning = TimeMeaning.span(WallSpan(around: minute, grain.finer))
    meaning.spareDays = grain == .week ? 6 : grain == .month ? 13 : 0
    return .time(meaning)
  }

  private static func away(
    _ piece: TimePiece, from time: TimePiece, _ sign: Int, _ clock: TimeResolver
  ) -> TimePiece? {
    guard case .duration(let count, let grain) = piece, count <= 10_000, let meaning = time.time
    else { return nil }
    // Of a day of the year the first that isn't past after it was moved.
    let then =
      meaning.holiday == nil
      ? clock : TimeResolver(now: grain.adding(-sign * count, to: clock.now))
    guard let span = then.span(of: meaning) else { return nil }
    let start = grain.adding(sign * count, to: span.start)
    return .time(.span(WallSpan(around: start, min(span.grain, grain))))
  }
}

extension TimeResolver {
  /// The month of a name that isn't over.
  func date(ofMonth month: Int) -> WallSpan? {
    var meaning = TimeMeaning()
    meaning.month = month
    return span(of: meaning)
  }
}
