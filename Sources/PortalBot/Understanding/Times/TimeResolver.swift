internal import PortalDomain

/// Works out when a time is, seen from one minute.
struct TimeResolver {
  let now: WallMinute
  var today: WallSpan { WallSpan(around: now, .day) }

  /// When it is; the first that isn't past.
  func span(of meaning: TimeMeaning) -> WallSpan? {
    if let clock = meaning.clock { return span(of: clock, meaning) }
    if let hours = meaning.hours { return span(of: hours, meaning) }
    return date(of: meaning)
  }

  private func span(of clock: TimeMeaning.Clock, _ meaning: TimeMeaning) -> WallSpan? {
    func at(_ minute: Int, _ day: WallSpan) -> WallSpan {
      WallSpan(around: day.start + minute, clock.grain == .minute ? .minute : .hour)
    }
    if meaning.hasDate {
      // "In seven days" is said to the hour, until an hour is named.
      guard var date = date(of: meaning),
        date.grain == .day || date.grain == .hour && !meaning.isInterval
      else { return nil }
      date = WallSpan(around: date.start, .day)
      let spans = clock.candidates.map { at($0, date) }
      return spans.first { !isPast($0) } ?? spans.last
    }
    for ahead in 0...1 {
      let spans = clock.candidates.map { at($0, today.moved(by: ahead * WallSpan.day)) }
      if let span = spans.first(where: { !isPast($0) }) { return span }
    }
    return nil
  }

  /// An hour that isn't over isn't past.
  private func isPast(_ span: WallSpan) -> Bool { WallSpan(around: span.start, .hour).end <= now }

  private func span(of hours: TimeMeaning.Hours, _ meaning: TimeMeaning) -> WallSpan? {
    func on(_ day: WallSpan) -> WallSpan {
      WallSpan(day.start + hours.from, day.start + hours.to, hours.grain)
    }
    if meaning.hasDate {
      guard let date = date(of: meaning), date.grain == .day else { return nil }
      return on(date)
    }
    let first = on(today)
    return meaning.isToday || first.end > now ? first : first.moved(by: WallSpan.day)
  }

  private func date(of meaning: TimeMeaning) -> WallSpan? {
    if let span = meaning.span { return span }
    guard meaning.hasDate else { return meaning.isToday ? today : nil }
    if let holiday = meaning.holiday {
      let year = LocalDate(minute: now).year
      return (meaning.year.map { [$0] } ?? [year, year + 1]).lazy.compactMap {
        holiday.date(in: $0).map { WallSpan($0) }
      }.first { meaning.year != nil || $0.end > now }
    }
    if meaning.day == nil, meaning.weekday == nil { return month(of: meaning) }
    let year = meaning.year.flatMap { LocalDate(year: $0, month: 1, day: 1) }
    let onlyWeekday = meaning.day == nil && meaning.month == nil && meaning.year == nil
    // A weekday that is today's is the next one, as nobody calls today by its name.
    // "Sunday, February 10", just past, is this year's.
    if meaning.weekday != nil, meaning.day != nil, let month = meaning.month, year == nil,
      let past = LocalDate(year: LocalDate(minute: now).year, month: month, day: 1),
      let day = firstDay(of: meaning, in: WallSpan(around: past.minute, .month))
    {
      return day
    }
    let start = year?.minute ?? today.start + (onlyWeekday ? WallSpan.day : 0)
    let end = Grain.year.adding(year == nil ? 9 : 1, to: start)
    return firstDay(of: meaning, in: WallSpan(start, end, .year))
  }

  private func month(of meaning: TimeMeaning) -> WallSpan? {
    guard let month = meaning.month else {
      return meaning.year.flatMap { LocalDate(year: $0, month: 1, day: 1) }
        .map { WallSpan(around: $0.minute, .year) }
    }
    let this = LocalDate(minute: now)
    let year = meaning.year ?? (month < this.month ? this.year + 1 : this.year)
    return LocalDate(year: year, month: month, day: 1).map { WallSpan(around: $0.minute, .month) }
  }

  /// The first day in a span that meets the conditions; a month, where no day is said.
  func firstDay(of meaning: TimeMeaning, in outer: WallSpan) -> WallSpan? {
    if meaning.day == nil, meaning.weekday == nil {
      guard let month = meaning.month, outer.grain == .year else { return nil }
      let year = LocalDate(minute: outer.start).year
      return LocalDate(year: year, month: month, day: 1).map { WallSpan(around: $0.minute, .month) }
    }
    var day = LocalDate(minute: outer.start)
    while day.minute < outer.end {
      let isDay = meaning.day.map { $0 == day.day } ?? true
      let isMonth = meaning.month.map { $0 == day.month } ?? true
      if isDay, isMonth, meaning.weekday.map({ $0 == day.weekdayOffset }) ?? true,
        meaning.year.map({ $0 == day.year }) ?? true
      {
        return WallSpan(day)
      }
      // Whole months are passed over at once.
      day =
        isMonth
        ? day.adding(days: 1)
        : LocalDate(minute: Grain.month.adding(1, to: Grain.month.floor(day.minute)))
    }
    return nil
  }

  /// The weekday that comes next, those after it, and from -1 on those before today.
  func weekday(_ weekday: Int, after count: Int) -> WallSpan {
    let today = LocalDate(minute: now)
    if count < 0 {
      let back = (today.weekdayOffset - weekday + 7) % 7
      return WallSpan(today.adding(days: -(back == 0 ? 7 : back) + 7 * (count + 1)))
    }
    let ahead = (weekday - today.weekdayOffset + 7) % 7
    return WallSpan(today.adding(days: (ahead == 0 ? 7 : ahead) + 7 * count))
  }
}

extension Holiday {
  func date(in year: Int) -> LocalDate? {
    let day: LocalDate? =
      switch anchor {
      case .fixed(let month, let day): LocalDate(year: year, month: month, day: day)
      case .weekday(let weekday, let place, let month):
        Holiday.weekday(weekday, place, LocalDate(year: year, month: month, day: 1))
      case .easter: Holiday.easter(in: year)
      }
    return day?.adding(days: daysAfter)
  }

  /// A weekday in the month that begins with a day.
  private static func weekday(_ weekday: Int, _ place: Int, _ first: LocalDate?) -> LocalDate? {
    guard let first else { return nil }
    guard place < 0 else {
      return first.adding(days: (weekday - first.weekdayOffset + 7) % 7 + 7 * (place - 1))
    }
    let last = first.adding(months: 1).adding(days: -1)
    return last.adding(days: -((last.weekdayOffset - weekday + 7) % 7) + 7 * (place + 1))
  }

  /// The Gregorian computus (Meeus, Jones, Butcher).
  private static func easter(in year: Int) -> LocalDate? {
    let (a, b, c) = (year % 19, year / 100, year % 100)
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7
    let n = h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114
    return LocalDate(year: year, month: n / 31, day: n % 31 + 1)
  }
}
