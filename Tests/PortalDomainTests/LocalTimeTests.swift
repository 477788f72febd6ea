import Foundation
import PortalDomain
import Testing

@Suite struct LocalTimeTests {
  let zone = ClinicDay.zone

  func instants(_ day: String, _ time: String) throws -> [String] {
    try PortalDomainTests.day(day).instants(at: try #require(LocalTime(time)), in: zone)
      .map { $0.formatted(.iso8601) }
  }

  @Test func `A time is read and written as a clock shows it`() throws {
    #expect(LocalTime("09:05")?.minutes == 545)
    #expect(LocalTime("09:05")?.description == "09:05")
    #expect(["24:00", "9:05", "09:60", "0905", "-1:00", ""].allSatisfy { LocalTime($0) == nil })
    #expect(LocalTime(minutes: 1440) == nil)
    let spoken = try ["00:00", "00:30", "09:05", "12:00", "23:59"].map {
      try #require(LocalTime($0)).spoken
    }
    #expect(spoken == ["12:00 am", "12:30 am", "9:05 am", "12:00 pm", "11:59 pm"])
  }

  @Test func `A time that the clocks skip in spring is no instant`() throws {
    #expect(try instants("2026-03-08", "02:30").isEmpty)
    #expect(try instants("2026-03-08", "01:30") == ["2026-03-08T07:30:00Z"])
    #expect(try instants("2026-03-08", "03:00") == ["2026-03-08T08:00:00Z"])
    #expect(try instants("2026-03-08", "10:30") == ["2026-03-08T15:30:00Z"])
  }

  @Test func `A time that the clocks show twice in autumn is two instants`() throws {
    #expect(
      try instants("2026-11-01", "01:30") == ["2026-11-01T06:30:00Z", "2026-11-01T07:30:00Z"])
    #expect(try instants("2026-11-01", "00:59") == ["2026-11-01T05:59:00Z"])
    #expect(try instants("2026-11-01", "02:00") == ["2026-11-01T08:00:00Z"])
  }

  @Test func `Every instant is found again by what the clock shows, all year round`() throws {
    for hour in 0..<(366 * 24) {
      let instant = Date(timeIntervalSince1970: 1_767_250_800 + Double(hour) * 3600)
      let day = LocalDate(instant, in: zone)
      #expect(day.instants(at: LocalTime(instant, in: zone), in: zone).contains(instant))
    }
  }

  @Test func `Times that come again are opened by the clock, across the changes of the clocks`()
    throws
  {
    let night = SlotPattern(
      weekdays: [.sunday], from: try #require(LocalTime("01:00")),
      to: try #require(LocalTime("03:30")), minutes: 30, place: ClinicDay.rochester, mode: .video)
    let spring = night.openings(on: try day("2026-03-08"), in: zone)
    #expect(spring.map(\.clock) == ["0100", "0130", "0300"])
    let autumn = night.openings(on: try day("2026-11-01"), in: zone)
    #expect(autumn.map(\.clock) == ["0100", "0130", "0100b", "0130b", "0200", "0230", "0300"])
    let lengths = zip(autumn, autumn.dropFirst()).map { $1.start.timeIntervalSince($0.start) }
    #expect(lengths.allSatisfy { $0 == 1800 })
    #expect(night.openings(on: try day("2026-03-09"), in: zone).isEmpty)
  }

  @Test(arguments: ["2028-02-29", "2026-12-31", "2026-01-31", "2026-03-08", "2026-11-01"])
  func `A time's name leads back to its provider, day and start`(date: String) throws {
    let date = try day(date)
    let pattern = SlotPattern(
      weekdays: Set(Weekday.allCases), from: try #require(LocalTime("00:00")),
      to: try #require(LocalTime("23:59")), minutes: 15, place: ClinicDay.rochester,
      mode: .inPerson)
    let openings = pattern.openings(on: date, in: zone)
    #expect(openings.count >= 90)
    let provider = ProviderID("dr-van-der-berg")
    var names: Set<SlotID> = []
    for opening in openings {
      let slot = Slot(opening, of: provider, on: date, specialty: "x")
      names.insert(slot.id)
      #expect(slot.id.providerDay == ProviderDay.Key(provider, date))
      #expect(slot.id.start(in: zone) == opening.start)
    }
    #expect(names.count == openings.count)
    #expect(
      ["chen", "chen-20261301-1030", "", "a-b", "chen--1030"].allSatisfy {
        SlotID($0).providerDay == nil
      })
  }
}
