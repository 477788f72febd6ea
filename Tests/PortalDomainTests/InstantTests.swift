import Foundation
import PortalDomain
import Testing

@Suite struct InstantTests {
  @Test(
    arguments: [
      ("2026-03-02", 9, 30, "2026-03-02T15:30:00Z"), ("2026-07-02", 9, 30, "2026-07-02T14:30:00Z"),
      // The day on which the clocks go forward, and the one on which they go back.
      ("2026-03-08", 0, 0, "2026-03-08T06:00:00Z"), ("2026-03-08", 1, 59, "2026-03-08T07:59:00Z"),
      ("2026-03-08", 2, 30, "2026-03-08T08:30:00Z"), ("2026-03-08", 3, 0, "2026-03-08T08:00:00Z"),
      ("2026-11-01", 0, 0, "2026-11-01T05:00:00Z"), ("2026-11-01", 1, 30, "2026-11-01T06:30:00Z"),
      ("2026-11-01", 2, 0, "2026-11-01T08:00:00Z"), ("2026-11-02", 0, 0, "2026-11-02T06:00:00Z"),
      ("2028-02-29", 23, 59, "2028-03-01T05:59:00Z"),
    ])
  func `A time on the clinic's wall is one instant`(
    date: String, hour: Int, minute: Int, expected: String
  ) throws {
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    #expect(
      try day(date).instant(hour: hour, minute: minute, in: zone) == instant(expected))
  }
}
