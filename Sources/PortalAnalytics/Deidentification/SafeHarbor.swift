internal import EventStore
internal import Foundation
internal import PortalDomain

/// De-identification by Safe Harbor (45 CFR 164.514(b)(2)): the one place through which everything goes
/// that the analysts' tables hold of a person.
///
/// A person and a thing is known by a keyed hash; the key is the store's, so that nobody without it can
/// make or compare one. A person's days are moved back by 1 to 364 days, the same number for all of
/// them, so that their distances stay. What is free text has no way in.
struct SafeHarbor: Sendable {
  /// Whose data a row is: the number that stands for them, and how far their days are moved.
  struct Person: Hashable, Sendable {
    let key: Int64
    let shift: Int
  }

  private let hash: @Sendable (_ text: String, _ context: String) -> String
  private let timeZone: TimeZone

  /// - Parameters:
  ///   - log: its key makes the pseudonyms.
  ///   - timeZone: the clinic's, in which a moment becomes a day.
  init(_ log: EventLog, timeZone: TimeZone) {
    hash = { log.keyedHash($0, for: $1) }
    self.timeZone = timeZone
  }

  /// - Parameter subject: as the log names them: `patient:P1`, `phone:+15075550199`.
  func person(_ subject: String) -> Person {
    let digits = hash(subject, "analytics.person")
    let shift = UInt64(digits.suffix(8), radix: 16) ?? 0
    return Person(key: Self.number(digits), shift: 1 + Int(shift % 364))
  }

  /// The number that stands for a thing of the portal's.
  ///
  /// - Parameters:
  ///   - kind: what it is, so that things of two kinds are never taken for one.
  ///   - id: how the portal knows it.
  func key(_ kind: String, _ id: some CustomStringConvertible) -> Int64 {
    Self.number(hash("\(kind):\(id)", "analytics.thing"))
  }

  /// 62 bits: SQLite's integers have 64 with a sign, and a collision is not to be expected among
  /// hundreds of millions.
  private static func number(_ digits: String) -> Int64 {
    Int64(UInt64(digits.prefix(16), radix: 16).map { $0 >> 2 } ?? 0)
  }

  // MARK: Time

  /// A day of a person's, moved: `2025-07-14`.
  func day(_ day: LocalDate, of person: Person) -> String {
    day.adding(days: -person.shift).description
  }

  /// A moment of a person's, moved by whole days: `2025-07-14 09:30:00`, by the clinic's clock.
  func moment(_ moment: Date, of person: Person) -> String {
    let day = LocalDate(moment, in: timeZone)
    let second = secondOfDay(moment)
    let clock = [second / 3600, second / 60 % 60, second % 60].map(\.twoDigits)
    return self.day(day, of: person) + " " + clock.joined(separator: ":")
  }

  /// The hour of the clinic's clock, 0 to 23.
  func hour(_ moment: Date) -> Int { secondOfDay(moment) / 3600 }

  private func secondOfDay(_ moment: Date) -> Int {
    let local = Int(moment.timeIntervalSince1970) + timeZone.secondsFromGMT(for: moment)
    return ((local % 86_400) + 86_400) % 86_400
  }

  // MARK: People

  /// A decade of life; ages over 89 are one: `40-49`, `90+`.
  static func ageBand(years: Int) -> String {
    guard years < 90 else { return "90+" }
    let decade = max(0, years) / 10 * 10
    return "\(decade)-\(decade + 9)"
  }

  /// The first three digits of a ZIP code; `000` where they stand for 20,000 people or fewer.
  static func region(zip: String) -> String {
    let digits = String(zip.prefix(3))
    return digits.count == 3 && !smallRegions.contains(digits) ? digits : "000"
  }

  /// By the census of 2000, as the Office for Civil Rights lists them ("Guidance Regarding Methods for
  /// De-identification of Protected Health Information", 2012).
  private static let smallRegions: Set<String> = [
    "036", "059", "063", "102", "203", "556", "692", "790", "821", "823", "830", "831", "878",
    "879", "884", "890", "893",
  ]

  // MARK: Words

  /// A term of the field, such as a medicine's name or a unit; `nil` for what may be more than that:
  /// long text, addresses, numbers of five digits and more.
  static func term(_ text: String?) -> String? {
    guard let text, !text.isEmpty, text.utf8.count <= 64, !text.contains("@") else { return nil }
    var run = 0
    for byte in text.utf8 {
      run = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? run + 1 : 0
      if run > 4 { return nil }
    }
    return text
  }

  /// A code of a published vocabulary (LOINC, RxNorm, ICD-10); `nil` for what can't be one.
  static func code(_ text: String?) -> String? {
    guard let text, (1...16).contains(text.utf8.count) else { return nil }
    let isCode = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    return isCode ? text : nil
  }
}
