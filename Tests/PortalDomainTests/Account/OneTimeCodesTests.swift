import Foundation
import PortalDomain
import TestSupport
import Testing

@Suite struct OneTimeCodesTests {
  let patient = PatientID("p1")
  let code = CodeID("K1")

  func point() throws -> ContactPoint { .phone(try #require(PhoneNumber("+15075550101"))) }

  func issued(_ id: String = "K1", at: String = "2026-03-02T16:00:00Z") throws
    -> OneTimeCodes.CodeIssued
  {
    let at = try instant(at)
    return OneTimeCodes.CodeIssued(
      patient: patient, code: CodeID(id), purpose: .secondFactor, hash: "h", linkHash: nil,
      to: try point(), issuedAt: at, expiresAt: at.addingTimeInterval(600))
  }

  func redeem(_ matches: Bool, for purpose: OneTimeCodes.Purpose = .secondFactor)
    -> OneTimeCodes.Command
  {
    .redeem(patient, CodeCheck(code, matches: matches), for: purpose)
  }

  @Test func `A code is issued for ten minutes`() throws {
    try expect(
      Given(OneTimeCodes.self).when(
        .issue(patient, code, .secondFactor, hash: "h", linkHash: nil, to: try point())),
      equal: try issued())
  }

  @Test func `The sixth code within an hour is refused, until the first is an hour old`() throws {
    let history = try (1...5).map { try issued("K\($0)", at: "2026-03-02T16:0\($0):00Z") }
    let command = OneTimeCodes.Command.issue(
      patient, code, .secondFactor, hash: "h", linkHash: nil, to: try point())
    let given = Given(OneTimeCodes.self, history)
    #expect(throws: OneTimeCodes.Failure.tooMany(until: try instant("2026-03-02T17:01:00Z"))) {
      try given.at("2026-03-02T17:00:59Z").when(command)
    }
    #expect(try given.at("2026-03-02T17:01:00Z").when(command).count == 1)
  }

  @Test func `A code is taken once`() throws {
    let used = OneTimeCodes.CodeUsed(patient: patient, code: code)
    try expect(Given(OneTimeCodes.self, try issued()).when(redeem(true)), equal: used)
    #expect(throws: OneTimeCodes.Failure.notAccepted) {
      try Given(OneTimeCodes.self, try issued(), used).when(redeem(true))
    }
  }

  @Test func `A wrong code is counted, and the fifth ends it for the right one too`() throws {
    var history: [any DomainEvent] = [try issued()]
    for _ in 0..<5 {
      let failed = try Given(OneTimeCodes.self, history).when(redeem(false))
      try expect(failed, equal: OneTimeCodes.CodeFailed(patient: patient, code: code))
      history += failed
    }
    #expect(throws: OneTimeCodes.Failure.notAccepted) {
      try Given(OneTimeCodes.self, history).when(redeem(true))
    }
  }

  @Test
  func `A code is worth nothing after ten minutes, for another purpose or person, or made up`()
    throws
  {
    let given = Given(OneTimeCodes.self, try issued())
    #expect(try given.at("2026-03-02T16:09:59Z").when(redeem(true)).count == 1)
    for attempt in [
      (given.at("2026-03-02T16:10:00Z"), redeem(true)),
      (given, redeem(true, for: .passwordReset)),
      (given, .redeem(PatientID("p2"), CodeCheck(code, matches: true), for: .secondFactor)),
      (given, .redeem(patient, CodeCheck(CodeID("none"), matches: true), for: .secondFactor)),
    ] {
      #expect(throws: OneTimeCodes.Failure.notAccepted) { try attempt.0.when(attempt.1) }
    }
  }

  @Test func `Whatever is tried, a code is taken at most once, after at most four wrong tries`()
    throws
  {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<200 {
      var history: [any DomainEvent] = [try issued()]
      for _ in 0..<10 {
        let attempt = redeem(Bool.random(using: &generator))
        history += (try? Given(OneTimeCodes.self, history).when(attempt)) ?? []
      }
      let used = history.indices.filter { history[$0] is OneTimeCodes.CodeUsed }
      #expect(used.count <= 1)
      #expect(history.count { $0 is OneTimeCodes.CodeFailed } <= 5)
      if let first = used.first { #expect(first <= 5 && first == history.count - 1) }
    }
  }

  @Test func `One answer tells nothing about what was wrong`() {
    #expect(OneTimeCodes.Failure.notAccepted.code == "code.notAccepted")
    #expect(OneTimeCodes.Failure.tooMany(until: .distantPast).code == "code.tooMany")
  }
}
