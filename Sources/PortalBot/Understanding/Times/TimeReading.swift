public import Foundation

/// How fine a time was said.
public enum Grain: Int, Codable, Sendable, Comparable {
  case minute, hour, day, week, month, year

  public static func < (left: Grain, right: Grain) -> Bool { left.rawValue < right.rawValue }
}

/// A time that a message names, worked out.
public struct TimeReading: Hashable, Sendable {
  public enum Kind: String, Codable, Sendable {
    /// One minute, hour, day, week, month or year; ``TimeReading/start`` is its beginning.
    case instant
    /// From ``TimeReading/start`` up to, and without, ``TimeReading/end``.
    case interval
    /// From ``TimeReading/start`` on.
    case after
    /// Until ``TimeReading/start``.
    case before
  }

  public let kind: Kind
  public let grain: Grain
  public let start: Date
  /// The first instant that no longer belongs to it; of an open time, the end of what was named.
  public let end: Date
  /// Whether an open time leaves out what was named: "after Friday" does, "since Friday" doesn't.
  public let isBeyond: Bool
  /// As written.
  public let text: String
  /// What else it could mean as well: then it's to be asked.
  public let otherwise: Otherwise?
  /// Whether the half of the day was said, or follows; a bare `at 3` leaves it open.
  public let isHalfKnown: Bool
  /// Whether a time of day was said, or a part of one.
  public let saysTimeOfDay: Bool
  /// Whether a day was said.
  public let saysDay: Bool
  /// The part of the day by its name, where one was said: `morning`.
  public let part: String?
  /// How many days later would do as well: "in two weeks" is seldom meant to the day.
  public let spareDays: Int
  /// The rules that led to it, the last one last.
  public let trace: [String]

  /// A second meaning.
  public struct Otherwise: Hashable, Sendable {
    public let start: Date
    public let end: Date
  }
}
