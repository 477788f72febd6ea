import ArgumentParser
import Foundation
import PortalDomain

/// How staff write days and names on the command line.
enum StaffArguments {
  static func day(_ text: String) throws -> LocalDate {
    guard let day = LocalDate(text) else {
      throw ValidationError("'\(text)' is no day; write it like 2026-03-02")
    }
    return day
  }

  /// One of a few words.
  static func word<Word: RawRepresentable & CaseIterable>(_ text: String) throws -> Word
  where Word.RawValue == String {
    guard let word = Word(rawValue: text) else {
      throw ValidationError(
        "'\(text)' is none of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return word
  }

  static func schedule(_ text: String) throws -> Medicine.Schedule {
    let schedules = ["II": Medicine.Schedule.two, "III": .three, "IV": .four, "V": .five]
    guard let schedule = schedules[text.uppercased()] else {
      throw ValidationError("'\(text)' is no schedule; write II, III, IV or V")
    }
    return schedule
  }
}

extension JSONValue {
  /// The text, or `null`.
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  init(_ time: Date?) { self.init(time.map { $0.formatted(.iso8601) }) }
}
