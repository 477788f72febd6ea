public import Foundation

/// How days and times are written in messages.
extension Preferences.Language {
  /// A day as people say it, with the year where it isn't the one of `today`.
  public func day(_ day: LocalDate, today: LocalDate) -> String {
    switch self {
    case .english: return day.spoken(today: today)
    case .spanish:
      let weekday = Self.spanishWeekdays[Weekday(of: day).rawValue]
      let name = "\(weekday) \(day.day) \(Self.spanishMonths[day.month - 1])"
      return day.year == today.year ? name : "\(name) \(day.year)"
    }
  }

  /// An instant as people say it: the day, and what the clocks of a zone show.
  public func time(_ instant: Date, today: LocalDate, in zone: TimeZone) -> String {
    let minutes =
      (Int(instant.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: instant))
      .quotientAndRemainder(dividingBy: 60).quotient
    let (hour, minute) = (((minutes / 60) % 24 + 24) % 24, (minutes % 60 + 60) % 60)
    let clock = "\(hour % 12 == 0 ? 12 : hour % 12):\(minute.twoDigits)"
    let day = day(LocalDate(instant, in: zone), today: today)
    return switch self {
    case .english: "\(day) at \(clock) \(hour < 12 ? "am" : "pm")"
    case .spanish: "\(day) a las \(clock) \(hour < 12 ? "am" : "pm")"
    }
  }

  // Accents that the alphabet of text messages lacks are left out, as people do who text.
  private static let spanishWeekdays = ["dom", "lun", "mar", "mié", "jue", "vie", "sab"]
  private static let spanishMonths = [
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic",
  ]
}
