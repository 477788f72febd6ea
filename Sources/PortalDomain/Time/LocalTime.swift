public import Foundation

/// A time of day as a clock shows it, to the minute, without date or place.
public struct LocalTime: Hashable, Comparable, Sendable {
  /// The minutes since midnight that the clock shows.
  public let minutes: Int

  /// - Returns: `nil` where no clock shows it.
  public init?(minutes: Int) {
    guard (0..<24 * 60).contains(minutes) else { return nil }
    self.minutes = minutes
  }

  /// Reads `HH:MM`, from `00:00` to `23:59`.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 5, bytes[2] == UInt8(ascii: ":") else { return nil }
    let digits = [0, 1, 3, 4].map { Int(bytes[$0]) - 48 }
    guard digits.allSatisfy((0...9).contains) else { return nil }
    let (hour, minute) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    guard hour < 24, minute < 60 else { return nil }
    minutes = hour * 60 + minute
  }

  /// What the clock shows somewhere at an instant.
  public init(_ instant: Date, in timeZone: TimeZone) {
    let local = instant.timeIntervalSince1970 + Double(timeZone.secondsFromGMT(for: instant))
    let second = local - (local / 86_400).rounded(.down) * 86_400
    minutes = Int(second) / 60
  }

  public var hour: Int { minutes / 60 }
  public var minute: Int { minutes % 60 }

  public static func < (left: LocalTime, right: LocalTime) -> Bool { left.minutes < right.minutes }

  /// As people say it: `10:30 am`.
  public var spoken: String {
    let clock = hour % 12 == 0 ? 12 : hour % 12
    return "\(clock):\(minute.twoDigits) \(hour < 12 ? "am" : "pm")"
  }
}

extension LocalTime: CustomStringConvertible {
  /// `HH:MM`.
  public var description: String { "\(hour.twoDigits):\(minute.twoDigits)" }
}

extension LocalTime: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let time = LocalTime(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no such time")
    }
    self = time
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension LocalDate {
  /// The instants at which clocks somewhere show a time on this day, the earliest first: none where
  /// they skip it in spring, two where they go back in autumn.
  public func instants(at time: LocalTime, in timeZone: TimeZone) -> [Date] {
    let shown = Double(dayNumber) * 86_400 + Double(time.minutes) * 60
    // Whatever the clocks do that day, they go by the offset of the day before or the day after.
    let offsets = Set(
      [-86_400, 0, 86_400].map {
        timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: shown + $0))
      })
    return offsets.compactMap { offset in
      let instant = Date(timeIntervalSince1970: shown - Double(offset))
      return timeZone.secondsFromGMT(for: instant) == offset ? instant : nil
    }.sorted()
  }
}
