public import Foundation

extension LocalDate {
  /// The instant at which a clock on the wall shows a time of this day.
  ///
  /// Where the clocks go forward over it, they show an hour more then; where it comes twice, it's the
  /// first.
  ///
  /// - Parameters:
  ///   - hour: 0 to 23.
  ///   - minute: 0 to 59.
  ///   - timeZone: where the clock hangs.
  public func instant(hour: Int, minute: Int = 0, in timeZone: TimeZone) -> Date {
    let seconds = Double(dayNumber) * 86_400 + Double(hour * 3600 + minute * 60)
    // What the clock would be if it never changed; the true offset is that of before or after.
    let noted = Date(timeIntervalSince1970: seconds)
    let before = timeZone.secondsFromGMT(for: noted.addingTimeInterval(-86_400))
    let after = timeZone.secondsFromGMT(for: noted.addingTimeInterval(86_400))
    for offset in [before, after] {
      let instant = noted.addingTimeInterval(-Double(offset))
      if timeZone.secondsFromGMT(for: instant) == offset { return instant }
    }
    return noted.addingTimeInterval(-Double(before))
  }

  /// The first instant of this day.
  public func start(in timeZone: TimeZone) -> Date { instant(hour: 0, in: timeZone) }
}
