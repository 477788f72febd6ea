internal import Foundation
internal import PortalDomain

/// Minutes since 1970 by the clock on the wall, which knows no zone.
typealias WallMinute = Int

/// From one minute of the wall's clock up to another.
struct WallSpan: Hashable {
  var start: WallMinute
  var end: WallMinute
  var grain: Grain

  /// The minute, hour, day, … that a minute lies in.
  init(around minute: WallMinute, _ grain: Grain) {
    start = grain.floor(minute)
    end = grain.adding(1, to: start)
    self.grain = grain
  }

  init(_ start: WallMinute, _ end: WallMinute, _ grain: Grain) {
    (self.start, self.end, self.grain) = (start, end, grain)
  }

  init(_ day: LocalDate) {
    self.init(around: day.dayNumber * WallSpan.day, .day)
  }

  static let day = 24 * 60

  func moved(by minutes: Int) -> WallSpan { WallSpan(start + minutes, end + minutes, grain) }

  func contains(_ other: WallSpan) -> Bool { start <= other.start && other.end <= end }
}

extension LocalDate {
  init(minute: WallMinute) {
    self.init(dayNumber: Int((Double(minute) / Double(WallSpan.day)).rounded(.down)))
  }

  /// Days after Monday.
  var weekdayOffset: Int { ((dayNumber + 3) % 7 + 7) % 7 }

  var minute: WallMinute { dayNumber * WallSpan.day }
}

extension Grain {
  /// The beginning of the minute, hour, day, week (from Monday), month or year.
  func floor(_ minute: WallMinute) -> WallMinute {
    let day = LocalDate(minute: minute)
    switch self {
    case .minute: return minute
    case .hour: return day.minute + (minute - day.minute) / 60 * 60
    case .day: return day.minute
    case .week: return day.adding(days: -day.weekdayOffset).minute
    case .month: return day.adding(days: 1 - day.day).minute
    case .year: return LocalDate(year: day.year, month: 1, day: 1)?.minute ?? day.minute
    }
  }

  func adding(_ count: Int, to minute: WallMinute) -> WallMinute {
    let day = LocalDate(minute: minute)
    switch self {
    case .minute: return minute + count
    case .hour: return minute + count * 60
    case .day: return minute + count * WallSpan.day
    case .week: return minute + count * 7 * WallSpan.day
    case .month: return day.adding(months: count).minute + (minute - day.minute)
    case .year: return day.adding(months: 12 * count).minute + (minute - day.minute)
    }
  }

  /// How fine "in two days" is.
  var finer: Grain {
    switch self {
    case .minute, .hour: .minute
    case .day: .hour
    case .week, .month: .day
    case .year: .month
    }
  }
}
