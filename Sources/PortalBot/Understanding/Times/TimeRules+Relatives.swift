internal import PortalDomain

extension TimeRule {
  /// Times by their distance: tomorrow, next week, in three days.
  static let relatives: [TimeRule] = [
    TimeRule(
      "next week", .maybe("the", "la", "el"), .maybe("this"),
      .word("this", "next", "upcoming", "last", "past"), .unit
    ) { parts, clock in
      unit(
        parts[3],
        ["this": 0, "next": 1, "upcoming": 1, "last": -1, "past": -1][parts[2].word] ?? 0, clock)
    },
    TimeRule("la semana que viene", .maybe("la", "el"), .unit, .word("que"), .word("viene")) {
      parts, clock in
      unit(parts[1], 1, clock)
    },
    TimeRule("la semana proxima", .word("la", "el"), .unit, .word("next")) { parts, clock in
      unit(parts[1], 1, clock)
    },
    TimeRule("this monday", .maybe("the", "el"), .word("this", "upcoming"), .weekday) {
      parts, clock in
      parts[2].time?.weekday.map { .time(.span(clock.weekday($0, after: 0))) }
    },
    TimeRule("this coming monday", .word("this"), .word("upcoming"), .weekday) { parts, clock in
      parts[2].time?.weekday.map { .time(.span(clock.weekday($0, after: 0))) }
    },
    TimeRule("next monday", .maybe("the", "el"), .word("next"), .weekday) { parts, clock in
      parts[2].time?.weekday.map { .time(next($0, clock)) }
    },
    TimeRule("el lunes que viene", .maybe("el"), .weekday, .word("que"), .word("viene")) {
      parts, clock in
      parts[1].time?.weekday.map { .time(.span(clock.weekday($0, after: 0))) }
    },
    TimeRule("last monday", .maybe("this", "the"), .word("last", "past"), .weekday) {
      parts, clock in
      parts[2].time?.weekday.map { .time(.span(clock.weekday($0, after: -1))) }
    },
    TimeRule("two mondays ago", .number, .weekday, .word("ago", "back")) { parts, clock in
      guard let count = parts[0].number, (1...50).contains(count) else { return nil }
      return parts[1].time?.weekday.map { .time(.span(clock.weekday($0, after: -count))) }
    },
    TimeRule("since monday", .word("since"), .weekday) { parts, clock in
      guard let weekday = parts[1].time?.weekday else { return nil }
      var meaning = TimeMeaning.span(clock.weekday(weekday, after: -1))
      meaning.direction = .after
      return .time(meaning)
    },
    TimeRule(
      "the monday after a day", .maybe("the"), .maybe("first"), .weekday, .word("after", "before"),
      .maybe("the"), .time { $0.isDate && !$0.isInterval && !$0.isLatent }
    ) {
      parts, clock in
      guard let weekday = parts[2].time?.weekday, let day = parts[5].time.flatMap(clock.span),
        day.grain == .day
      else { return nil }
      let isAfter = parts[3].word == "after"
      return .time(
        .span(TimeResolver(now: day.start).weekday(weekday, after: isAfter ? 0 : -1)))
    },
    TimeRule("last christmas", .word("last", "past"), .holiday) { parts, clock in
      guard let day = parts[1].time?.holiday else { return nil }
      let year = LocalDate(minute: clock.now).year
      return [year, year - 1].lazy.compactMap { day.date(in: $0).map { WallSpan($0) } }
        .first { $0.end <= clock.now }.map { .time(.span($0)) }
    },
    TimeRule("next christmas", .word("next", "this", "upcoming"), .holiday) { parts, _ in
      parts[1]
    },
    TimeRule(
      "the week after next", .maybe("the"), .unit, .word("after", "before"), .word("next", "last")
    ) { parts, clock in
      switch (parts[2].word, parts[3].word) {
      case ("after", "next"): unit(parts[1], 2, clock)
      case ("before", "last"): unit(parts[1], -2, clock)
      default: nil
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
    TimeRule("half an hour", .maybe("a"), .word("half"), .maybe("a", "an"), .unit) { parts, _ in
      half(of: parts[3], after: 0)
    },
    TimeRule("a quarter of an hour", .maybe("a"), .word("quarter"), .word("of"), .word("an"), .unit)
    {
      parts, _ in
      if case .unit(.hour, 1) = parts[4] { .duration(15, .minute) } else { nil }
    },
    TimeRule("an hour and a half", .duration, .word("and"), .maybe("a"), .word("half")) {
      parts, _ in
      guard case .duration(let count, let grain) = parts[0] else { return nil }
      return half(of: .unit(grain, 1), after: count)
    },
    TimeRule("an hour and ten minutes", .duration, .maybe("and", ","), .duration) { parts, _ in
      guard case .duration(let hours, .hour) = parts[0], hours < 100,
        case .duration(let minutes, .minute) = parts[2], minutes < 60
      else { return nil }
      return .duration(hours * 60 + minutes, .minute)
    },
    TimeRule("two and a half hours", .number, .word("and"), .maybe("a"), .word("half"), .unit) {
      parts, _ in
      parts[0].number.flatMap { half(of: parts[4], after: $0) }
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
    TimeRule("in three days", .word("in", "en"), .maybe("about", "around"), .duration) {
      parts, clock in
      ahead(parts[2], 1, clock)
    },
    TimeRule("within three days", .word("within"), .maybe("about", "around"), .duration) {
      parts, clock in
      guard let last = ahead(parts[2], 1, clock)?.time.flatMap(clock.span) else { return nil }
      let first = last.grain.floor(clock.now)
      return .time(.span(WallSpan(first, last.end, last.grain), isInterval: true))
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
    TimeRule("monday in two weeks", .weekday, .word("in"), .duration) { parts, clock in
      // Of the week that begins that many weeks after this one.
      guard case .duration(let count, .week) = parts[2], count <= 520,
        let weekday = parts[0].time?.weekday
      else { return nil }
      let week = Grain.week.adding(count, to: Grain.week.floor(clock.now))
      return .time(.span(WallSpan(around: week + weekday * WallSpan.day, .day)))
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
      // Who names a week by its Sunday means the days that follow.
      parts[3].time.flatMap(clock.span).map {
        let isSunday = $0.grain == .day && LocalDate(minute: $0.start).weekdayOffset == 6
        return .time(
          .span(WallSpan(around: $0.start + (isSunday ? WallSpan.day : 0), .week)))
      }
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

  /// Some units and a half, in units that are finer.
  private static func half(of unit: TimePiece, after count: Int) -> TimePiece? {
    guard case .unit(let grain, 1) = unit, count < 1_000 else { return nil }
    return switch grain {
    case .hour: .duration(count * 60 + 30, .minute)
    case .day: .duration(count * 24 + 12, .hour)
    case .year: .duration(count * 12 + 6, .month)
    default: nil
    }
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
