import Foundation
import PortalDomain
import Testing

@Suite struct NoticeTemplateTests {
  static let zone = TimeZone(identifier: "America/Chicago") ?? .gmt
  static let noon = Date(timeIntervalSince1970: 1_772_474_400)

  /// A notice with everything that any template asks for, each as long as it gets.
  func notice(_ kind: NoticeKind) throws -> Notice {
    let day = try day("2027-12-30")
    let time = Date(timeIntervalSince1970: 1_830_192_000)
    let plan = NoticePlan(
      kind,
      [
        "number": .text("R23456789"), "day": .day(day), "time": .time(time), "until": .time(time),
        "amount": .cents(123_456), "digits": .text("4242"),
      ], due: Self.noon, until: .distantFuture)
    return try #require(NoticeEffect(PatientID("p1"), "x", plan).notices(at: 1).first)
  }

  @Test(arguments: NoticeKind.allCases, Preferences.Language.allCases)
  func `Every notice has a text in every language, and it fits into one message`(
    kind: NoticeKind, language: Preferences.Language
  ) throws {
    #expect(NoticeTemplates.template(kind, in: language) != nil)
    let text = try notice(kind).text(
      in: language, from: ClinicProfile(), now: Self.noon, Self.zone)
    #expect(!text.contains("{") && !text.contains("}"), "\(text)")
    let length = try #require(TextAlphabet.length(of: text), "\(text) isn't in the alphabet")
    #expect(length <= TextAlphabet.messageLength, "\(text)")
  }

  @Test(arguments: NoticeKind.allCases)
  func `Both languages ask for the same parameters`(kind: NoticeKind) throws {
    let asked = Preferences.Language.allCases.map { language in
      Set(
        (NoticeTemplates.template(kind, in: language) ?? "").matches(of: /\{([a-z]+)\}/)
          .map { String($0.output.1) }
      ).subtracting(["phone"])
    }
    #expect(asked[0] == asked[1])
  }

  @Test(arguments: NoticeKind.allCases)
  func `The words are those of a sixth-grader`(kind: NoticeKind) throws {
    let text = try notice(kind).text(
      in: .english, from: ClinicProfile(name: "Clinic"), now: Self.noon, Self.zone)
    // Flesch and Kincaid's formula, the digits and names left out.
    let words = text.split { !$0.isLetter && $0 != "'" }.map { $0.lowercased() }
    let sentences = max(1, text.count { ".?!".contains($0) })
    let syllables = words.reduce(0) { sum, word in
      let groups = word.split { !"aeiouy".contains($0) }.count
      return sum + max(1, word.hasSuffix("e") && groups > 1 ? groups - 1 : groups)
    }
    let grade =
      0.39 * Double(words.count) / Double(sentences) + 11.8 * Double(syllables)
      / Double(words.count) - 15.59
    #expect(grade <= 6, "grade \(grade): \(text)")
  }

  @Test func `Days and times are said as people say them`() throws {
    let time = try Date.ISO8601FormatStyle().parse("2026-03-08T15:30:00Z")
    let plan = NoticePlan(.visitBooked, ["time": .time(time)], due: Self.noon, until: time)
    let notice = try #require(NoticeEffect(PatientID("p1"), "x", plan).notices(at: 1).first)
    func text(_ language: Preferences.Language) -> String {
      notice.text(in: language, from: ClinicProfile(), now: Self.noon, Self.zone)
    }
    // The clocks go forward that morning.
    #expect(text(.english) == "Riverbend Clinic: Your visit is booked for Sun, Mar 8 at 10:30 am.")
    #expect(text(.spanish) == "Riverbend Clinic: Su cita es el dom 8 mar a las 10:30 am.")
  }
}
