internal import Foundation

/// Instants as ISO 8601 writes them, in the one form that is stored: `2026-03-02T16:00:30Z`.
enum JSONTime {
  private static let template = Array("0000-00-00T00:00:00Z".utf8)

  /// - Returns: whether it was written; a year of other than four digits is Foundation's matter.
  static func append(_ date: Date, to output: inout [UInt8]) -> Bool {
    let time = date.timeIntervalSince1970
    guard time >= 0, time < 253_402_300_800 else { return false }
    let seconds = Int(time)
    let (day, rest) = (seconds / 86_400, seconds % 86_400)
    let (year, month, dayOfMonth) = civil(day)
    let start = output.count
    output.append(contentsOf: template)
    put(year / 100, at: start, &output)
    put(year % 100, at: start + 2, &output)
    put(month, at: start + 5, &output)
    put(dayOfMonth, at: start + 8, &output)
    put(rest / 3600, at: start + 11, &output)
    put(rest / 60 % 60, at: start + 14, &output)
    put(rest % 60, at: start + 17, &output)
    return true
  }

  /// - Returns: `nil` for any other form.
  static func read(_ text: ArraySlice<UInt8>) -> Date? {
    guard text.count == template.count else { return nil }
    var fields: [Int] = []
    var number = 0
    for (byte, pattern) in zip(text, template) {
      if pattern == UInt8(ascii: "0") {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
      } else {
        guard byte == pattern else { return nil }
        fields.append(number)
        number = 0
      }
    }
    let (year, month, day) = (fields[0], fields[1], fields[2])
    let (hour, minute, second) = (fields[3], fields[4], fields[5])
    guard year >= 1970, (1...12).contains(month), (1...28).contains(day) || isDay(year, month, day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let seconds = days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
    return Date(timeIntervalSince1970: Double(seconds))
  }

  private static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
    guard (29...31).contains(day) else { return false }
    let (_, sameMonth, sameDay) = civil(days(year, month, day))
    return sameMonth == month && sameDay == day
  }

  private static func put(_ number: Int, at place: Int, _ output: inout [UInt8]) {
    output[place] = UInt8(ascii: "0") + UInt8(number / 10)
    output[place + 1] = UInt8(ascii: "0") + UInt8(number % 10)
  }

  /// The days since 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The inverse, from 1970 on.
  private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthIndex + 2) / 5 + 1
    )
  }
}
