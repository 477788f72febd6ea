import Foundation
import TestSupport
import Testing

@testable import PortalBot

struct TimeReaderTests {
  private static let zone = TimeZone(identifier: "America/Chicago") ?? .gmt

  /// A Saturday, at ten in the morning.
  private static let saturday = "2026-11-28T10:00:00"

  private static func style() -> Date.ISO8601FormatStyle {
    Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
      .time(includingFractionalSeconds: false)
  }

  private func readings(_ text: String, at now: String = saturday) throws -> [TimeReading] {
    let now = try Self.style().parse(now)
    return TimeReader(at: now, in: Self.zone).readings(in: text)
  }

  private func described(_ text: String, at now: String = saturday) throws -> [String] {
    try readings(text, at: now).map { reading in
      let start = reading.start.formatted(Self.style()).dropLast(3)
      let end = reading.end.formatted(Self.style()).dropLast(3)
      return reading.kind == .interval
        ? "\(start) \(end) \(reading.grain)" : "\(reading.kind) \(start) \(reading.grain)"
    }
  }

  @Test(arguments: [
    ("tomorrow at 3pm", "instant 2026-11-29T15:00 hour"),
    ("can i come in thursday morning?", "2026-12-03T00:00 2026-12-03T12:00 hour"),
    ("the 3rd of december at 10:30", "instant 2026-12-03T10:30 minute"),
    ("next week", "instant 2026-11-30T00:00 week"),
    ("in two weeks", "instant 2026-12-12T00:00 day"),
    ("after 2 pm", "after 2026-11-28T14:00 hour"),
    ("before friday", "before 2026-12-04T00:00 day"),
    ("december 3-5", "2026-12-03T00:00 2026-12-06T00:00 day"),
    ("from 9 to 11am on tuesday", "2026-12-01T09:00 2026-12-01T12:00 hour"),
    ("first tuesday in january", "instant 2027-01-05T00:00 day"),
    ("el jueves a las 3 de la tarde", "instant 2026-12-03T15:00 hour"),
    ("la semana que viene", "instant 2026-11-30T00:00 week"),
    ("mañana por la mañana", "2026-11-29T00:00 2026-11-29T12:00 hour"),
    ("12/14", "instant 2026-12-14T00:00 day"),
  ])
  func `a time is worked out`(text: String, expected: String) throws {
    #expect(try described(text) == [expected])
  }

  @Test(arguments: [
    "good morning", "call me at 507-555-0101", "i take 2 pills twice a day", "i owe $30",
    "the second one please", "may i come in", "we sat down", "lisinopril 10 mg",
  ])
  func `what is no time is none`(text: String) throws {
    #expect(try described(text) == [])
  }

  @Test func `next Monday, said on a Saturday, is one of two days`() throws {
    let reading = try #require(try readings("next monday").first)
    #expect(reading.start.formatted(Self.style()).hasPrefix("2026-11-30"))
    #expect(reading.otherwise?.start.formatted(Self.style()).hasPrefix("2026-12-07") == true)
    #expect(try readings("monday").first?.otherwise == nil)
    #expect(try readings("next week").first?.otherwise == nil)
  }

  @Test func `on a day when the clocks go back, each hour is where the clock shows it`() throws {
    let reading = try #require(try readings("tomorrow at 9am", at: "2026-10-31T12:00:00").first)
    #expect(reading.start.formatted(.iso8601) == "2026-11-01T15:00:00Z")
  }

  @Test func `the rules that led to a time are told`() throws {
    #expect(try readings("on thursday").first?.trace == ["thursday", "on a day"])
  }

  @Test func `a long message takes no long time`() throws {
    let text = String(repeating: "monday at 3 to 4 or the 5th of may in 2 weeks ", count: 40)
    let start = ContinuousClock.now
    _ = try readings(text)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  /// Measured: 98.8 % of those seen, 88.9 % of the third that was not, and no time in what has none.
  @Test(.enabled(if: TestData.isPresent, Comment(rawValue: TestData.skipNote)))
  func `most of Duckling's phrases come to the time that they should`() throws {
    let figures = try TimeEvaluation(
      jsonLines: String(
        decoding: try TestData.contents(of: "nlu/duckling-time-en.jsonl"), as: UTF8.self))
    #expect(figures.seen.share >= 0.98, "\(figures.seen.mistakes)")
    #expect(figures.unseen.share >= 0.88, "\(figures.unseen.share)")
    #expect(figures.negatives.share == 1, "\(figures.negatives.mistakes)")
  }
}
