internal import PortalDomain

extension TimeRule {
  /// From one time to another, parts of a day, a week, a month or a year, and open ends.
  static let intervals: [TimeRule] = [
    TimeRule(
      "from nine to eleven", .maybe("from"), .clock, .word("-", "to", "until", "through"),
      .maybe("las"), .clock
    ) {
      parts, clock in
      // "9 to 11" may count anything; "9 till 11" are hours.
      hours(
        parts[1], parts[4], isPlain: parts[0].word.isEmpty && ["-", "to"].contains(parts[2].word))
    },
    TimeRule(
      "between nine and eleven", .maybe("in"), .word("between"), .clock,
      .word("and", "-", "to", "until", "through"), .clock
    ) { parts, _ in
      hours(parts[2], parts[4], isPlain: false)
    },
    TimeRule(
      "later than nine but before eleven", .time { $0.direction == .after && $0.isTimeOfDay },
      .maybe("but", "and"), .time { $0.direction == .before && $0.isTimeOfDay }
    ) {
      parts, _ in hours(parts[0], parts[2], isPlain: false)
    },
    TimeRule(
      "from monday to friday", .maybe("from", "between"), .date,
      .word("-", "to", "until", "through", "and"), .date
    ) {
      parts, clock in
      // "May 20-third" is the 23rd, and no days up to the next third.
      guard !parts[0].word.isEmpty || parts[2].word != "and", let first = parts[1].time,
        parts[2].word != "-" || first.day == nil || parts[3].time?.day == nil
          || first.month == nil || parts[3].time?.month != nil,
        let last = parts[3].time, first.month != nil || last.month == nil || first.day == nil
      else { return nil }
      // "between June and August 2027" begins in that year.
      var begin = first
      if first.month != nil, first.span == nil { begin.year = first.year ?? last.year }
      return days(clock.span(of: begin), last, clock)
    },
    TimeRule(
      "july 13-15", .maybe("from"), .time { $0.day != nil && $0.month != nil && $0.isDate },
      .word("-", "to", "until", "through"), .maybe("the"), .dayNumber
    ) {
      parts, clock in
      guard let first = parts[1].time, let day = parts[4].number, day > first.day ?? 31 else {
        return nil
      }
      var last = first
      last.day = day
      return days(clock.span(of: first), last, clock)
    },
    TimeRule(
      "13-15 july", .maybe("from", "between"), .maybe("the"), .dayNumber,
      .word("-", "to", "until", "through", "and"), .maybe("the"),
      .time { $0.day != nil && $0.month != nil && $0.isDate }
    ) {
      parts, clock in
      guard let day = parts[2].number, let last = parts[5].time, let end = last.day, day < end
      else { return nil }
      var first = last
      first.day = day
      return days(clock.span(of: first), last, clock)
    },
    TimeRule(
      "for ten days from a day", .word("for"), .duration, .word("from", "starting"),
      .maybe("from", "on", "the"), .time { !$0.isLatent }
    ) {
      parts, clock in lasting(parts[1], from: parts[4], clock)
    },
    TimeRule(
      "from a day for ten days", .maybe("from", "starting"), .time { !$0.isLatent }, .word("for"),
      .duration
    ) {
      parts, clock in lasting(parts[3], from: parts[1], clock)
    },
    TimeRule(
      "next three days", .maybe("the", "in"), .maybe("the"), .word("next", "last", "past"),
      .duration
    ) {
      parts, clock in
      guard case .duration(let count, let grain) = parts[3], count <= 1_000 else { return nil }
      let isAhead = parts[2].word == "next"
      let start = grain.adding(isAhead ? 1 : -count, to: grain.floor(clock.now))
      return .time(.span(WallSpan(start, grain.adding(count, to: start), grain), isInterval: true))
    },
    TimeRule(
      "the end of a time", .maybe("the", "at", "by"), .maybe("the"),
      .word("beginning", "start", "early", "mid", "middle", "end", "late"), .maybe("of", "in", "-"),
      .maybe("the", "about", "around"), .time { $0.isDate && !$0.isInterval }
    ) {
      parts, clock in
      parts[5].time.flatMap(clock.span).flatMap {
        stretch(parts[2].word, of: $0, isBound: parts[0].word == "by")
      }
    },
    TimeRule(
      "the end of the month", .maybe("the", "at", "by"), .maybe("the"),
      .word("beginning", "start", "early", "mid", "middle", "end", "late"),
      .maybe("of", "in", "-"), .maybe("the", "this"), .unit
    ) {
      parts, clock in
      guard case .unit(let grain, 1) = parts[5], grain >= .week else { return nil }
      return stretch(
        parts[2].word, of: WallSpan(around: clock.now, grain), isBound: parts[0].word == "by")
    },
    TimeRule(
      "the end of 2027", .maybe("the", "at", "by"), .maybe("the"),
      .word("beginning", "start", "early", "mid", "middle", "end", "late"), .maybe("of", "in", "-"),
      .number
    ) {
      parts, _ in
      guard case .number(let year, 4) = parts[4], (1900...2100).contains(year),
        let first = LocalDate(year: year, month: 1, day: 1)
      else { return nil }
      return stretch(
        parts[2].word, of: WallSpan(around: first.minute, .year), isBound: parts[0].word == "by")
    },
    TimeRule(
      "the first weekend of june", .maybe("the"), .ordinal, .word("weekend"), .word("of", "in"),
      .maybe("the"), .time { $0.isDate }
    ) {
      parts, clock in
      guard let place = parts[1].number, let month = parts[5].time.flatMap(clock.span),
        month.grain == .month
      else { return nil }
      // It is the month's that its Saturday lies in.
      let saturday = TimeResolver(now: month.start - WallSpan.day).weekday(5, after: place - 1)
      return saturday.start < month.end
        ? weekend(of: WallSpan(around: saturday.start, .week), weeks: 0) : nil
    },
    TimeRule(
      "the last weekend of june", .maybe("the"), .word("last"), .word("weekend"), .word("of", "in"),
      .maybe("the"), .time { $0.isDate }
    ) {
      parts, clock in
      guard let month = parts[5].time.flatMap(clock.span), month.grain == .month else { return nil }
      let saturday = TimeResolver(now: month.end).weekday(5, after: -1)
      return weekend(of: WallSpan(around: saturday.start, .week), weeks: 0)
    },
    TimeRule(
      "a season of a year", .maybe("the"), .word("spring", "summer", "fall", "autumn", "winter"),
      .maybe("of", ","), .number
    ) {
      parts, _ in
      guard case .number(let year, 4) = parts[3], (1900...2100).contains(year),
        let first = LocalDate(year: year, month: 3, day: 1)
      else { return nil }
      return season(parts[1].word, "", TimeResolver(now: first.minute))
    },
    TimeRule("eom", .maybe("at", "by"), .maybe("the"), .word("bom", "eom", "eoy")) { parts, clock in
      stretch(
        parts[2].word == "bom" ? "beginning" : "end",
        of: WallSpan(around: clock.now, parts[2].word == "eoy" ? .year : .month),
        isBound: parts[0].word == "by")
    },
    TimeRule(
      "the rest of the week", .maybe("the"), .word("rest"), .word("of"), .maybe("the", "this"),
      .unit
    ) {
      parts, clock in
      guard case .unit(let grain, 1) = parts[4], grain >= .week else { return nil }
      let whole = WallSpan(around: clock.now, grain)
      // The last day of a week is no longer its rest.
      let end = grain == .week ? whole.end - WallSpan.day : whole.end
      return .time(
        .span(WallSpan(clock.today.start, max(end, clock.today.end), .day), isInterval: true))
    },
    TimeRule("week-end", .unit, .word("-"), .word("end")) { parts, _ in
      if case .unit(.week, 1) = parts[0] { .word("weekend") } else { nil }
    },
    TimeRule(
      "a weekend", .maybe("the", "over"), .maybe("the", "this"),
      .maybe("this", "next", "last", "upcoming", "past"), .word("weekend")
    ) {
      parts, clock in
      let week = WallSpan(around: clock.now, .week)
      return weekend(of: week, weeks: ["next": 1, "last": -1, "past": -1][parts[2].word] ?? 0)
    },
    TimeRule(
      "the weekend after next", .maybe("the"), .word("weekend"), .word("after"), .word("next")
    ) { _, clock in weekend(of: WallSpan(around: clock.now, .week), weeks: 2) },
    TimeRule(
      "the weekend of a day", .maybe("the"), .word("weekend"), .word("of"), .maybe("the"), .date
    ) {
      parts, clock in
      parts[4].time.flatMap(clock.span).flatMap {
        $0.grain == .day ? weekend(of: WallSpan(around: $0.start, .week), weeks: 0) : nil
      }
    },
    TimeRule("labor day weekend", .holiday, .word("weekend")) { parts, clock in
      guard let day = parts[0].time.flatMap(clock.span) else { return nil }
      // A holiday on a Monday makes the weekend before it long.
      guard LocalDate(minute: day.start).weekdayOffset == 0 else {
        return weekend(of: WallSpan(around: day.start, .week), weeks: 0)
      }
      let friday = day.start - 3 * WallSpan.day
      return .time(.span(WallSpan(friday + 18 * 60, day.end, .hour), isInterval: true))
    },
    TimeRule(
      "a season", .maybe("the"), .maybe("this", "next", "last"),
      .word("spring", "summer", "fall", "autumn", "winter", "season")
    ) {
      parts, clock in season(parts[2].word, parts[1].word, clock)
    },
    TimeRule(
      "after a time", .word("after", "since"), .maybe("the"),
      .time { !$0.isLatent && $0.direction == nil }
    ) { parts, _ in
      open(parts[2].time, .after, isBeyond: parts[0].word == "after")
    },
    TimeRule("after three", .word("after", "since", "before", "until", "by"), .clock) { parts, _ in
      open(
        parts[1].time, ["after", "since"].contains(parts[0].word) ? .after : .before,
        isBeyond: ["after", "before"].contains(parts[0].word))
    },
    TimeRule(
      "before a time", .word("before", "until", "by", "through"), .maybe("the"),
      .time { !$0.isLatent && $0.direction == nil }
    ) { parts, _ in
      open(parts[2].time, .before, isBeyond: parts[0].word == "before")
    },
    TimeRule(
      "later than a time", .maybe("no", "not"), .word("later", "earlier"), .word("than"),
      .time { $0.direction == nil }
    ) { parts, _ in
      // "no later than Friday" is on Friday at the latest.
      open(
        parts[3].time, (parts[1].word == "later") == parts[0].word.isEmpty ? .after : .before,
        isBeyond: parts[0].word.isEmpty)
    },
    TimeRule(
      "three or later",
      .time { !$0.isLatent && $0.direction == nil && ($0.clock != nil || $0.isDate) },
      .word("or", "and"), .word("later", "after", "earlier", "before")
    ) { parts, _ in
      open(parts[0].time, ["later", "after"].contains(parts[2].word) ? .after : .before)
    },
    TimeRule(
      "from a time on", .maybe("from", "starting"),
      .time { !$0.isLatent && $0.direction == nil && !$0.isInterval },
      .word("on", "onwards", "onward", "forward")
    ) { parts, _ in
      // "Monday on" alone is no beginning: "is Monday on?"
      parts[0].word.isEmpty && parts[2].word == "on" ? nil : open(parts[1].time, .after)
    },
    TimeRule("from three on", .word("from", "starting"), .maybe("at"), .clock) { parts, _ in
      open(parts[2].time, .after)
    },
    TimeRule("after days", .word("after"), .duration) { parts, clock in
      guard case .duration(let count, let grain) = parts[1], count <= 10_000 else { return nil }
      let minute = grain.finer.floor(grain.adding(count, to: clock.now))
      return open(.span(WallSpan(around: minute, grain.finer)), .after, isBeyond: true)
    },
    TimeRule("after lunch", .word("after"), .word("lunch", "school", "work")) { parts, _ in
      switch parts[1].word {
      case "lunch": .time(.hours(13, 17, "after lunch"))
      case "school": .time(.hours(15, 21, "after school"))
      default: .time(.hours(17, 21, "after work"))
      }
    },
    TimeRule("before lunch", .word("before"), .word("lunch", "school", "work")) { parts, _ in
      parts[1].word == "lunch"
        ? .time(.hours(0, 12, "morning")) : .time(.hours(6, 9, "before \(parts[1].word)"))
    },
  ]

  /// From Friday evening to the end of Sunday.
  private static func weekend(of week: WallSpan, weeks: Int) -> TimePiece? {
    let friday = week.start + (7 * weeks + 4) * WallSpan.day
    return .time(
      .span(WallSpan(friday + 18 * 60, friday + 3 * WallSpan.day, .hour), isInterval: true))
  }

  /// Some days from a day on, that day and the last one included.
  private static func lasting(
    _ duration: TimePiece, from time: TimePiece, _ clock: TimeResolver
  ) -> TimePiece? {
    guard case .duration(let count, let grain) = duration, count <= 10_000,
      let meaning = time.time, !meaning.isInterval, meaning.direction == nil,
      let span = clock.span(of: meaning)
    else { return nil }
    let finest = min(grain, span.grain)
    let end = finest.adding(1, to: grain.adding(count, to: span.start))
    return .time(.span(WallSpan(span.start, end, finest), isInterval: true))
  }

  /// - Parameter isBeyond: see ``TimeReading/isBeyond``.
  private static func open(
    _ meaning: TimeMeaning?, _ direction: TimeReading.Kind, isBeyond: Bool = false
  ) -> TimePiece? {
    // "after lunch" is a part of the day.
    guard var meaning, meaning.hours == nil else { return nil }
    (meaning.direction, meaning.isBeyond) = (direction, isBeyond)
    return .time(meaning.latent(false))
  }

  private static func days(
    _ first: WallSpan?, _ last: TimeMeaning, _ clock: TimeResolver
  ) -> TimePiece? {
    guard let first, let end = TimeResolver(now: first.start).span(of: last),
      first.grain == end.grain, first.grain >= .day, first.start < end.start
    else { return nil }
    return .time(.span(WallSpan(first.start, end.end, first.grain), isInterval: true))
  }

  /// Two clocks; what one says of the half of the day holds for both, where it can.
  private static func hours(_ first: TimePiece, _ last: TimePiece, isPlain: Bool) -> TimePiece? {
    guard let from = first.time, let to = last.time, let start = from.clock, let end = to.clock,
      !isPlain || !from.isLatent || !to.isLatent, from.zone == nil || from.zone == to.zone
    else { return nil }
    let pair: (Int, Int)?
    if start.isHalfKnown, end.isHalfKnown {
      // Over midnight.
      pair = (start.minute, end.minute + (end.minute < start.minute ? WallSpan.day : 0))
    } else if start.isHalfKnown {
      pair = end.candidates.first { $0 > start.minute }.map { (start.minute, $0) }
    } else if end.isHalfKnown {
      pair = start.candidates.last { $0 < end.minute }.map { ($0, end.minute) }
    } else {
      // Nobody comes at night.
      let early = start.candidates.first { $0 >= 7 * 60 } ?? start.minute
      pair = end.candidates.first { $0 > early }.map { (early, $0) }
    }
    guard let (early, late) = pair, early < late else { return nil }
    let grain = min(start.grain, end.grain)
    var meaning = TimeMeaning()
    meaning.hours = TimeMeaning.Hours(
      from: early, to: grain.adding(1, to: late), grain: grain, name: nil)
    meaning.zone = to.zone
    return .time(meaning)
  }

  /// The beginning, the middle or the end of a week, a month or a year.
  ///
  /// - Parameter isBound: whether all until then is meant: "by the end of the month".
  private static func stretch(_ which: String, of span: WallSpan, isBound: Bool) -> TimePiece? {
    let isFirst = ["beginning", "start", "early"].contains(which)
    let isLast = which == "end" || which == "late"
    let (first, last, grain): (WallMinute, WallMinute, Grain)
    switch span.grain {
    case .week:
      grain = .day
      first = span.start + (isFirst ? 0 : isLast ? 4 : 2) * WallSpan.day
      last = isFirst ? span.start + 3 * WallSpan.day : isLast ? span.end : first + 2 * WallSpan.day
    case .month:
      grain = .day
      first = span.start + (isFirst ? 0 : isLast ? 20 : 10) * WallSpan.day
      last = isLast ? span.end : first + 10 * WallSpan.day
    case .year:
      grain = .month
      first = Grain.month.adding(isFirst ? 0 : isLast ? 8 : 4, to: span.start)
      last = isFirst ? Grain.month.adding(3, to: first) : Grain.month.adding(4, to: first)
    default: return nil
    }
    if isBound { return open(.span(WallSpan(around: last - WallSpan.day, grain)), .before) }
    return .time(.span(WallSpan(first, last, grain), isInterval: true))
  }

  private static func season(
    _ name: String, _ which: String, _ clock: TimeResolver
  ) -> TimePiece? {
    let year = LocalDate(minute: clock.now).year
    let begins = [(3, 20), (6, 21), (9, 23), (12, 21)]
    let wanted = ["spring": 0, "summer": 1, "fall": 2, "autumn": 2, "winter": 3][name]
    var spans: [(season: Int, span: WallSpan)] = []
    for year in year - 2...year + 2 {
      for (index, (month, day)) in begins.enumerated() {
        let (next, after) = begins[(index + 1) % 4]
        guard let first = LocalDate(year: year, month: month, day: day),
          let last = LocalDate(year: index == 3 ? year + 1 : year, month: next, day: after)
        else { continue }
        // The day that ends one by its name begins the next; "this season" leaves its last day out.
        let end = last.minute + (wanted == nil ? -WallSpan.day : WallSpan.day)
        spans.append((index, WallSpan(first.minute, end, .day)))
      }
    }
    let fitting = spans.filter { wanted == nil || $0.season == wanted }.map(\.span)
    guard let index = fitting.firstIndex(where: { $0.end > clock.now }) else { return nil }
    let isNow = fitting[index].start <= clock.now
    let place = index + (which == "last" ? -1 : which == "next" && isNow ? 1 : 0)
    return fitting.indices.contains(place) ? .time(.span(fitting[place], isInterval: true)) : nil
  }
}
