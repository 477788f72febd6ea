import Foundation
import PortalDomain
import Testing

@Suite struct TimeTests {
  @Test func `Days are counted as the Gregorian calendar counts them`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for number in stride(from: -200_000, through: 200_000, by: 97) {
      let date = LocalDate(dayNumber: number)
      let parts = calendar.dateComponents(
        [.year, .month, .day, .weekday],
        from: Date(timeIntervalSince1970: Double(number) * 86_400))
      guard date.year > 1583 else { continue }
      #expect(parts.year == date.year && parts.month == date.month && parts.day == date.day)
      #expect(parts.weekday == Weekday(of: date).rawValue + 1)
      #expect(date.dayNumber == number)
    }
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "x", "", "2026-01-32"])
  func `What is no day is refused`(text: String) { #expect(LocalDate(text) == nil) }

  @Test func `A day changes at the clinic's midnight, also when the clocks change`() throws {
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    let style = Date.ISO8601FormatStyle()
    #expect(
      LocalDate(try style.parse("2026-03-08T05:59:59Z"), in: zone).description == "2026-03-07")
    #expect(
      LocalDate(try style.parse("2026-03-08T06:00:00Z"), in: zone).description == "2026-03-08")
    #expect(
      LocalDate(try style.parse("2026-03-09T04:59:59Z"), in: zone).description == "2026-03-08")
    #expect(
      LocalDate(try style.parse("2026-03-09T05:00:00Z"), in: zone).description == "2026-03-09")
  }

  @Test func `The months after the 31st end on their last day`() throws {
    #expect(try day("2026-01-31").adding(months: 1).description == "2026-02-28")
    #expect(try day("2027-08-31").adding(months: 6).description == "2028-02-29")
    #expect(try day("2026-12-31").adding(months: 1).description == "2027-01-31")
  }

  @Test func `An age is counted in full years`() throws {
    #expect(try day("2008-02-29").years(until: day("2026-02-28")) == 17)
    #expect(try day("2008-02-29").years(until: day("2026-03-01")) == 18)
  }

  // As published by the U.S. Office of Personnel Management for 2026 and 2027.
  @Test(arguments: [
    "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-07-03",
    "2026-09-07", "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25", "2027-06-18",
    "2027-07-05", "2027-12-24", "2027-12-31",
  ])
  func `Federal holidays are no business days`(text: String) throws {
    #expect(try day(text).isFederalHoliday)
    #expect(try !day(text).isBusinessDay)
  }

  @Test func `A year has eleven federal holidays that fall on working days or are moved to them`()
    throws
  {
    let start = try day("2026-01-01").dayNumber
    let holidays = (0..<365).map { LocalDate(dayNumber: start + $0) }.filter { date in
      let weekday = Weekday(of: date)
      return date.isFederalHoliday && weekday != .saturday && weekday != .sunday
    }
    #expect(holidays.count == 11)
  }

  @Test func `Business days skip the weekend and Thanksgiving`() throws {
    #expect(try day("2026-11-25").adding(businessDays: 1).description == "2026-11-27")
    #expect(try day("2026-11-27").adding(businessDays: 1).description == "2026-11-30")
  }

  @Test(arguments: [
    ("507-555-0101", "+15075550101"), ("(507) 555-0101", "+15075550101"),
    ("+1 507 555 0101", "+15075550101"), ("15075550101", "+15075550101"),
    ("+4915112345678", "+4915112345678"),
  ])
  func `A phone number is read as people write it`(text: String, number: String) {
    #expect(PhoneNumber(text)?.value == number)
  }

  @Test(arguments: ["", "5550101", "call me", "+1", "507-555-0101x", "25075550101"])
  func `What is no phone number is refused`(text: String) { #expect(PhoneNumber(text) == nil) }
}
