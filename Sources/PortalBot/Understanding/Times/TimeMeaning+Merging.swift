extension TimeMeaning {
  /// What both say together; `nil` where they don't fit.
  func merged(with other: TimeMeaning, _ resolver: TimeResolver) -> TimeMeaning? {
    guard !isInterval || !other.hasDate, !other.isInterval || !hasDate else { return nil }
    guard var result = mergedDate(with: other, resolver) else { return nil }
    guard direction == nil || other.direction == nil, !(isInterval && other.direction != nil),
      !(other.isInterval && direction != nil), zone == nil || other.zone == nil,
      !(clock != nil && other.clock != nil), !(hours != nil && other.hours != nil)
    else { return nil }
    result.direction = direction ?? other.direction
    result.isBeyond = isBeyond || other.isBeyond
    result.zone = zone ?? other.zone
    result.clock = clock ?? other.clock
    result.hours = hours ?? other.hours
    result.isToday = isToday || other.isToday
    result.isInterval = isInterval || other.isInterval
    result.isLatent = false
    result.otherwise = (isDate ? otherwise : nil) ?? (other.isDate ? other.otherwise : nil)
    result.trace.rules = trace.rules + other.trace.rules
    return result.settled()
  }

  private func mergedDate(with other: TimeMeaning, _ resolver: TimeResolver) -> TimeMeaning? {
    if let span, other.span == nil, other.hasDate {
      return other.inside(span, resolver)
    }
    if let span = other.span, self.span == nil, hasDate { return inside(span, resolver) }
    guard span == nil || other.span == nil, holiday == nil || other.holiday == nil,
      year == nil || other.year == nil, month == nil || other.month == nil,
      day == nil || other.day == nil, weekday == nil || other.weekday == nil
    else { return nil }
    var result = self
    result.span = span ?? other.span
    result.holiday = holiday ?? other.holiday
    result.year = year ?? other.year
    result.month = month ?? other.month
    result.day = day ?? other.day
    result.weekday = weekday ?? other.weekday
    return result
  }

  /// "Wednesday" of next week, "the 20th" of next month.
  private func inside(_ outer: WallSpan, _ resolver: TimeResolver) -> TimeMeaning? {
    var date = self
    (date.clock, date.hours, date.direction) = (nil, nil, nil)
    guard outer.grain >= .day, let found = resolver.firstDay(of: date, in: outer) else {
      return nil
    }
    var result = TimeMeaning()
    result.span = found
    return result
  }

  /// A clock is told its half by the part of the day: "3 in the afternoon".
  private func settled() -> TimeMeaning? {
    guard let clock, let hours else { return self }
    guard hours.name != nil else { return nil }
    // "Five in the evening" is before evening begins, and no less in that half of the day.
    let fitting =
      (clock.candidates + [clock.minute % 720 == 0 ? WallSpan.day : -1])
      .first { hours.from <= $0 && $0 <= hours.to }
      ?? (hours.from >= 720 && !clock.isHalfKnown ? clock.candidates.last : nil)
    guard let fitting else { return nil }
    var result = self
    result.clock = Clock(minute: fitting, grain: clock.grain, isHalfKnown: true)
    result.hours = nil
    return result
  }
}
