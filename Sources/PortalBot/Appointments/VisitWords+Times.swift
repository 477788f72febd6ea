internal import Foundation
internal import PortalDomain

extension Said {
  /// The times that it names, as seen from the clinic.
  func times(_ context: Context) -> [TimeReading] {
    TimeReader(at: context.now, in: context.timeZone).readings(in: text)
  }

  /// Two days, where the one that it names could be either.
  func unclearDays(_ context: Context) -> [LocalDate]? {
    let times = times(context).filter(\.saysDay)
    guard times.count == 1, let other = times[0].otherDays(context) else { return nil }
    return [times[0].days(context).lowerBound, other.lowerBound].sorted()
  }
}

extension TimeReading {
  /// The days that it touches; of a distance in weeks or months, the days that would do as well.
  /// Of an open time, the days that it begins or ends with.
  func days(_ context: Context) -> ClosedRange<LocalDate> {
    let first = LocalDate(start, in: context.timeZone)
    let last = LocalDate(end.addingTimeInterval(-60), in: context.timeZone)
    if isBeyond, isOpenByDay {
      let bound = kind == .after ? last.adding(days: 1) : first.adding(days: -1)
      return bound...bound
    }
    // A weekend begins on Friday evening, and a visit on Saturday.
    let isEvening = first < last && LocalTime(start, in: context.timeZone).hour >= 17
    return first.adding(days: isEvening ? 1 : 0)...max(first, last).adding(days: spareDays)
  }

  /// The days of its other meaning.
  func otherDays(_ context: Context) -> ClosedRange<LocalDate>? {
    guard !isOpenByDay else { return nil }
    return otherwise.map {
      let first = LocalDate($0.start, in: context.timeZone)
      return first...max(first, LocalDate($0.end.addingTimeInterval(-60), in: context.timeZone))
    }
  }

  /// Whether it begins or ends with a day, at whatever time of it: "after Friday", "before Friday in the
  /// morning".
  fileprivate var isOpenByDay: Bool {
    (kind == .after || kind == .before) && (!saysTimeOfDay || part != nil)
  }

  /// The time of day by the clinic's clock; nobody means three in the night.
  fileprivate func clock(_ context: Context) -> LocalTime? {
    let time = LocalTime(start, in: context.timeZone)
    return !isHalfKnown && time.hour < 7 ? LocalTime(minutes: time.minutes + 720) : time
  }

  fileprivate var partOfDay: PartOfDay? { part.flatMap { PartOfDay(rawValue: $0) } }
}

extension SlotQuery {
  /// The same, at the times that were named; where none were, it stays as it is.
  func with(_ times: [TimeReading], _ context: Context) -> SlotQuery {
    var query = self
    var weekdays = Set(query.weekdays)
    let days = times.filter { $0.saysDay && $0.days(context).upperBound >= context.today }
    if !days.isEmpty {
      // Of a day that is one of two, both are looked at, and no other day between.
      let others = days.compactMap { $0.otherDays(context) }
      let ranges = days.map { $0.days(context) } + others
      weekdays = Set(others.map { Weekday(of: $0.lowerBound) })
      query.from = ranges.map { max($0.lowerBound, context.today) }.min()
      query.through = ranges.map(\.upperBound).max()
      for time in days where time.isOpenByDay {
        if time.kind == .after { query.through = nil }
        if time.kind == .before { query.from = context.today }
      }
    }
    var parts = Set(times.compactMap(\.partOfDay))
    let clocks = times.filter { $0.saysTimeOfDay && $0.partOfDay == nil }
    if parts.isEmpty, clocks.isEmpty {
      parts = Set(query.partsOfDay)
    } else {
      (query.earliest, query.latest) = (nil, nil)
    }
    for time in clocks {
      let start = time.clock(context)
      if time.kind != .before { query.earliest = start }
      if time.kind == .interval {
        let last = time.end.addingTimeInterval(time.grain == .hour ? -3_600 : -60)
        query.latest = LocalTime(last, in: context.timeZone)
      } else if time.kind != .after {
        query.latest = start.flatMap { LocalTime(minutes: $0.minutes - (time.isBeyond ? 1 : 0)) }
      }
    }
    return SlotQuery(
      specialty: query.specialty, provider: query.provider, place: query.place, mode: query.mode,
      from: query.from, through: query.through, weekdays: weekdays, partsOfDay: parts,
      earliest: query.earliest, latest: query.latest)
  }
}
