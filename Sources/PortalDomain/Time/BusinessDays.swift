/// A day of the week.
public enum Weekday: Int, Codable, CaseIterable, Sendable {
  case sunday, monday, tuesday, wednesday, thursday, friday, saturday

  public init(of date: LocalDate) {
    // 1970-01-01 was a Thursday.
    let index = ((date.dayNumber + 4) % 7 + 7) % 7
    self = Weekday(rawValue: index) ?? .sunday
  }

  public var abbreviation: String {
    ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][rawValue]
  }
}

extension LocalDate {
  /// Whether the clinic's offices work: no weekend, no federal holiday.
  public var isBusinessDay: Bool {
    switch Weekday(of: self) {
    case .saturday, .sunday: false
    default: !isFederalHoliday
    }
  }

  /// The day that is so many business days later.
  ///
  /// - Parameter days: at least 1.
  public func adding(businessDays days: Int) -> LocalDate {
    var date = self
    var left = days
    while left > 0 {
      date = date.adding(days: 1)
      if date.isBusinessDay { left -= 1 }
    }
    return date
  }

  /// Whether it is observed as a holiday of the United States (5 U.S.C. 6103): where one falls on
  /// a Saturday the Friday before, on a Sunday the Monday after.
  public var isFederalHoliday: Bool {
    switch Weekday(of: self) {
    case .saturday, .sunday: isHoliday
    case .friday: isHoliday || adding(days: 1).isFixedHoliday
    case .monday: isHoliday || adding(days: -1).isFixedHoliday
    default: isHoliday
    }
  }

  private var isHoliday: Bool { isFixedHoliday || isFloatingHoliday }

  private var isFixedHoliday: Bool {
    switch (month, day) {
    case (1, 1), (7, 4), (11, 11), (12, 25): true
    case (6, 19): year >= 2021
    default: false
    }
  }

  private var isFloatingHoliday: Bool {
    let ordinal = (day - 1) / 7 + 1
    let isLast = day + 7 > LocalDate.length(ofMonth: month, in: year)
    return switch (month, Weekday(of: self)) {
    case (1, .monday), (2, .monday): ordinal == 3
    case (5, .monday): isLast
    case (9, .monday): ordinal == 1
    case (10, .monday): ordinal == 2
    case (11, .thursday): ordinal == 4
    default: false
    }
  }
}
