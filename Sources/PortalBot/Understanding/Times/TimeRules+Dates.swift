internal import PortalDomain

extension TimeRule {
  /// Days, months and years by their names and numbers.
  static let dates: [TimeRule] = [
    TimeRule("twenty-first", .number, .maybe("-"), .ordinal) { parts, _ in
      guard case .number(let tens, 0) = parts[0], case .ordinal(let ones, true) = parts[2],
        tens == 20 || tens == 30, ones < 10
      else { return nil }
      return .ordinal(tens + ones, isWord: true)
    },
    TimeRule("3rd", .number, .word("st", "nd", "rd", "th")) { parts, _ in
      guard case .number(let number, 1...2) = parts[0] else { return nil }
      return .ordinal(number, isWord: false)
    },
    TimeRule("a day of a month", .ordinal) { parts, _ in
      parts[0].number.flatMap { (1...31).contains($0) ? .time(.day($0).latent(true)) : nil }
    },
    TimeRule("the 3rd", .word("the", "el"), .ordinal) { parts, _ in
      guard case .ordinal(let day, let isWord) = parts[1], day <= 31 else { return nil }
      return .time(.day(day).latent(isWord))
    },
    TimeRule("on the third", .word("on"), .maybe("the"), .ordinal) { parts, _ in
      parts[2].number.flatMap { $0 <= 31 ? .time(.day($0)) : nil }
    },
    TimeRule("march 3", .month, .maybe("."), .maybe("the"), .dayNumber) { parts, _ in
      day(parts[3], of: parts[0])
    },
    TimeRule("the ides of march", .maybe("the"), .word("ides"), .word("of"), .month) { parts, _ in
      guard let month = parts[3].time?.month else { return nil }
      return day(.number([3, 5, 7, 10].contains(month) ? 15 : 13, digits: 2), of: parts[3])
    },
    TimeRule(
      "3 march", .maybe("the", "el"), .dayNumber, .maybe("day"), .maybe("of", "de", "-"), .month
    ) {
      parts, _ in day(parts[1], of: parts[4])
    },
    TimeRule(
      "march 2027", .time { $0.month != nil && $0.year == nil && $0.isDate },
      .maybe(",", "of", "de", "del"), .number
    ) {
      parts, _ in
      guard case .number(let year, 4) = parts[2], (1900...2100).contains(year),
        var meaning = parts[0].time
      else { return nil }
      meaning.year = year
      return .time(meaning.latent(false))
    },
    TimeRule("may/2027", .month, .word("/", "-"), .number) { parts, _ in
      guard case .number(let year, 4) = parts[2], (1900...2100).contains(year),
        var meaning = parts[0].time, meaning.year == nil
      else { return nil }
      meaning.year = year
      return .time(meaning.latent(false))
    },
    TimeRule("2027 may 5", .number, .time { $0.month != nil && $0.day != nil && $0.isDate }) {
      parts, _ in
      guard case .number(let year, 4) = parts[0], (1900...2100).contains(year),
        var meaning = parts[1].time, meaning.year == nil
      else { return nil }
      meaning.year = year
      return .time(meaning)
    },
    TimeRule("in 2027", .word("in"), .number) { parts, _ in
      guard case .number(let year, 4) = parts[1], (1900...2100).contains(year) else { return nil }
      var meaning = TimeMeaning()
      meaning.year = year
      return .time(meaning)
    },
    TimeRule("3/14", .number, .word("/", "-"), .number) { parts, _ in
      guard case .number(let month, 1...2) = parts[0], case .number(let day, let digits) = parts[2],
        (1...12).contains(month)
      else { return nil }
      if digits == 4, parts[1].word == "/", (1900...2100).contains(day) {
        var meaning = TimeMeaning()
        (meaning.month, meaning.year) = (month, day)
        return .time(meaning)
      }
      return digits <= 2 && (1...31).contains(day) ? .time(.day(day, month: month)) : nil
    },
    TimeRule("3/14/2027", .number, .word("/", "-", "."), .number, .word("/", "-", "."), .number) {
      parts, _ in
      guard case .number(let first, let digits) = parts[0],
        case .number(let second, 1...2) = parts[2],
        case .number(let third, let last) = parts[4], parts[1] == parts[3]
      else { return nil }
      if digits == 4 {
        return LocalDate(year: first, month: second, day: third).map { .time(.span(WallSpan($0))) }
      }
      guard digits <= 2, last == 2 || last == 4 else { return nil }
      let year = last == 4 ? third : third + (third < 50 ? 2000 : 1900)
      // "14/3/2027" has the day first, as there is no fourteenth month.
      let (month, day) = first > 12 ? (second, first) : (first, second)
      return LocalDate(year: year, month: month, day: day).map { .time(.span(WallSpan($0))) }
    },
    TimeRule(
      "first tuesday in october", .maybe("the"), .ordinal, .weekday, .maybe("in", "of"),
      .maybe("the"), .time { $0.isDate }
    ) {
      parts, clock in
      guard let place = parts[1].number, let weekday = parts[2].time?.weekday,
        let month = parts[5].time.flatMap(clock.span), month.grain == .month
      else { return nil }
      let first = LocalDate(minute: month.start)
      let day = first.adding(days: (weekday - first.weekdayOffset + 7) % 7 + 7 * (place - 1))
      return day.minute < month.end ? .time(.span(WallSpan(day))) : nil
    },
    TimeRule(
      "last friday of march", .maybe("the"), .word("last"), .weekday, .word("in", "of"),
      .maybe("the"), .time { $0.isDate }
    ) {
      parts, clock in
      guard let weekday = parts[2].time?.weekday, let month = parts[5].time.flatMap(clock.span),
        month.grain == .month
      else { return nil }
      let last = LocalDate(minute: month.end - 1)
      return .time(.span(WallSpan(last.adding(days: -((last.weekdayOffset - weekday + 7) % 7)))))
    },
    TimeRule(
      "the last day of october", .maybe("the"), .word("last"), .unit, .word("of", "in"),
      .maybe("the"), .time { $0.isDate }
    ) {
      parts, clock in unit(-1, parts[2], in: parts[5], clock)
    },
    TimeRule(
      "the last day of the month", .maybe("the"), .word("last"), .unit, .word("of", "in"),
      .word("the"),
      .unit
    ) {
      parts, clock in
      guard case .unit(let grain, 1) = parts[5] else { return nil }
      return unit(-1, parts[2], in: .time(.span(WallSpan(around: clock.now, grain))), clock)
    },
    TimeRule(
      "the third week of october", .maybe("the"), .ordinal, .unit, .word("of", "in"), .maybe("the"),
      .time { $0.isDate }
    ) {
      parts, clock in unit(parts[1].number ?? 1, parts[2], in: parts[5], clock)
    },
    TimeRule(
      "easter 2027", .holiday, .maybe(",", "of"),
      .number
    ) {
      parts, _ in
      guard case .number(let year, 4) = parts[2], var meaning = parts[0].time else { return nil }
      meaning.year = year
      return .time(meaning)
    },
    TimeRule(
      "the 20th of next month", .maybe("the"), .dayNumber, .maybe("day"), .word("of"),
      .maybe("the"), .time { $0.span?.grain == .month }
    ) {
      parts, clock in
      guard let number = parts[1].number, let month = parts[5].time?.span else { return nil }
      return clock.firstDay(of: .day(number), in: month).map { .time(.span($0)) }
    },
    TimeRule(
      "the second closest monday to a day", .maybe("the"), .ordinal, .word("closest", "nearest"),
      .weekday, .word("to"), .date
    ) {
      parts, clock in closest(parts[3], to: parts[5], parts[1].number ?? 1, clock)
    },
    TimeRule(
      "the closest monday to a day", .maybe("the"), .word("closest", "nearest"), .weekday,
      .word("to"), .date
    ) {
      parts, clock in closest(parts[2], to: parts[4], 1, clock)
    },
  ]

  private static func day(_ number: TimePiece, of month: TimePiece) -> TimePiece? {
    guard let day = number.number, var meaning = month.time else { return nil }
    meaning.day = day
    return .time(meaning.latent(false))
  }

  /// One of the days or whole weeks of a month or year, counted from its end where it's negative.
  private static func unit(
    _ place: Int, _ unit: TimePiece, in time: TimePiece, _ clock: TimeResolver
  ) -> TimePiece? {
    guard case .unit(let grain, 1) = unit, grain == .day || grain == .week,
      let outer = time.time.flatMap(clock.span), outer.grain > grain
    else { return nil }
    let first = grain.floor(outer.start)
    let start = first < outer.start ? grain.adding(1, to: first) : first
    let last = grain.adding(-1, to: grain.floor(outer.end))
    let begin = place < 0 ? last : grain.adding(place - 1, to: start)
    return begin <= last ? .time(.span(WallSpan(around: begin, grain))) : nil
  }

  private static func closest(
    _ weekday: TimePiece, to day: TimePiece, _ place: Int, _ clock: TimeResolver
  ) -> TimePiece? {
    guard let weekday = weekday.time?.weekday, (1...5).contains(place),
      let middle = day.time.flatMap(clock.span), middle.grain == .day
    else { return nil }
    let center = LocalDate(minute: middle.start)
    let first = center.adding(days: (weekday - center.weekdayOffset + 7) % 7)
    let days = (-5...5).map { first.adding(days: 7 * $0) }.sorted {
      abs($0.dayNumber - center.dayNumber) < abs($1.dayNumber - center.dayNumber)
    }
    return .time(.span(WallSpan(days[place - 1])))
  }
}
