import Foundation
import PortalDomain
import Testing

@Suite struct RegistrationTests {
  let patient = PatientID("p1")

  func issued(until: String = "2026-04-01") throws -> Registration.ActivationIssued {
    Registration.ActivationIssued(patient: patient, hash: "code", expiresOn: try day(until))
  }

  func application(
    given: String = "maria", family: String = "ALVAREZ", born: String = "1980-01-01",
    terms: String? = "2026-01"
  ) throws -> Registration.Application {
    Registration.Application(
      givenName: given, familyName: family, birthDate: try day(born),
      email: try #require(EmailAddress("A@Example.org")), terms: terms)
  }

  func registered() throws -> Registration.Registered {
    Registration.Registered(
      patient: patient, email: try #require(EmailAddress("a@example.org")), terms: "2026-01",
      activation: "code")
  }

  func register(
    _ application: Registration.Application, matches: Bool = true,
    _ credential: Registration.FirstCredential? = nil
  ) -> Registration.Command {
    .register(patient, application, codeMatches: matches, credential)
  }

  func ready() throws -> Given<Registration> {
    Given(Registration.self, try enrolled("p1"), try issued())
  }

  @Test func `An activation code is good for thirty days`() throws {
    try expect(
      Given(Registration.self, try enrolled("p1")).when(.issueActivation(patient, hash: "code")),
      equal: try issued())
    #expect(throws: Registration.Failure.noMatch) {
      try Given(Registration.self).when(.issueActivation(patient, hash: "code"))
    }
  }

  @Test func `Who gives number, code, name, birth date and e-mail is registered`() throws {
    try expect(try ready().when(register(try application())), equal: try registered())
  }

  @Test func `The same again changes nothing, and with another e-mail is refused`() throws {
    let after = try ready().and(try registered())
    #expect(try after.when(register(try application())).isEmpty)
    var other = try application()
    other.email = try #require(EmailAddress("b@example.org"))
    #expect(throws: Registration.Failure.noMatch) { try after.when(register(other)) }
  }

  @Test func `A PIN, or a username with a password, comes with the account`() throws {
    try expect(
      try ready().when(register(try application(), .pin(hash: "h"))), equal: try registered(),
      Account.PINSet(patient: patient, hash: "h"))
    let username = Username("Maria", key: "k")
    try expect(
      try ready().when(register(try application(), .password(username: username, hash: "h"))),
      equal: try registered(),
      Credentials.UsernameChosen(patient: patient, username: username, previous: nil),
      Credentials.PasswordSet(patient: patient, hash: "h"))
    let taken = try ready().and(
      Credentials.UsernameChosen(
        patient: PatientID("p2"), username: Username("MARIA", key: "k"), previous: nil))
    #expect(throws: Registration.Failure.usernameTaken) {
      try taken.when(register(try application(), .password(username: username, hash: "h")))
    }
  }

  @Test func `A wrong code, name or birth date is counted, and never told apart`() throws {
    let failed = Registration.ActivationFailed(patient: patient)
    for wrong in [
      register(try application(), matches: false), register(try application(given: "Mario")),
      register(try application(family: "Alvares")), register(try application(born: "1980-01-02")),
    ] {
      try expect(try ready().when(wrong), equal: failed)
    }
    let five = Given(
      Registration.self, [try enrolled("p1"), try issued()] + Array(repeating: failed, count: 5))
    #expect(throws: Registration.Failure.noMatch) { try five.when(register(try application())) }
    // A new code starts anew.
    #expect(try five.and(try issued()).when(register(try application())).count == 1)
  }

  @Test func `Nobody registers without a code, or after its last day`() throws {
    #expect(throws: Registration.Failure.noMatch) {
      try Given(Registration.self, try enrolled("p1")).when(register(try application()))
    }
    #expect(throws: Registration.Failure.noMatch) {
      try Given(Registration.self).when(register(try application()))
    }
    // 2026-04-01 in Rochester is over at 05:00 UTC.
    #expect(try ready().at("2026-04-02T04:59:00Z").when(register(try application())).count == 1)
    #expect(throws: Registration.Failure.noMatch) {
      try ready().at("2026-04-02T05:00:00Z").when(register(try application()))
    }
  }

  @Test func `Whoever is younger than thirteen has no account of their own`() throws {
    let child = Given(
      Registration.self, try enrolled("p1", born: "2013-03-02"), try issued())
    #expect(try child.when(register(try application(born: "2013-03-02"))).count == 1)
    for (born, now) in [
      ("2013-03-03", "2026-03-02T16:00:00Z"),
      // Born on a leap day: thirteen on the first of March.
      ("2012-02-29", "2025-02-28T16:00:00Z"),
    ] {
      #expect(throws: Registration.Failure.tooYoung(minimum: 13)) {
        try child.at(now).when(register(try application(born: born)))
      }
    }
    // It's told before anything is looked up.
    #expect(throws: Registration.Failure.tooYoung(minimum: 13)) {
      try Given(Registration.self).when(register(try application(born: "2020-01-01")))
    }
  }

  @Test func `The terms in force are accepted first, and later ones later`() throws {
    for terms in [nil, "2025-01"] {
      #expect(throws: Registration.Failure.termsNotAccepted(version: "2026-01")) {
        try ready().when(register(try application(terms: terms)))
      }
    }
    let after = try ready().and(try registered())
    #expect(try after.when(.acceptTerms(patient, version: "2026-01")).isEmpty)
    let later = after.under { $0.account.termsVersion = "2027-01" }
    try expect(
      later.when(.acceptTerms(patient, version: "2027-01")),
      equal: Registration.TermsAccepted(patient: patient, terms: "2027-01"))
    #expect(throws: Registration.Failure.termsNotAccepted(version: "2027-01")) {
      try later.when(.acceptTerms(patient, version: "2026-01"))
    }
  }
}
