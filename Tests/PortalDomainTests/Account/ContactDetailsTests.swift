import Foundation
import PortalDomain
import Testing

@Suite struct ContactDetailsTests {
  let patient = PatientID("p1")
  let change = ContactChangeID("CCODE")
  let check = CodeCheck(CodeID("K1"), matches: true)

  func phone(_ text: String) throws -> PhoneNumber { try #require(PhoneNumber(text)) }

  func detail() throws -> ContactDetails.Detail { .phone(try phone("+15075550143")) }

  func requested() throws -> ContactDetails.ChangeRequested {
    ContactDetails.ChangeRequested(patient: patient, change: change, detail: try detail())
  }

  func changed(_ change: ContactChangeID?) throws -> ContactDetails.Changed {
    ContactDetails.Changed(
      patient: patient, detail: try detail(), previous: .phone(try phone("+15075550142")),
      change: change)
  }

  func issued() throws -> OneTimeCodes.CodeIssued {
    let at = try instant("2026-03-02T16:00:00Z")
    return OneTimeCodes.CodeIssued(
      patient: patient, code: CodeID("K1"), purpose: .contactChange, hash: "h", linkHash: nil,
      to: .phone(try phone("+15075550142")), issuedAt: at, expiresAt: at.addingTimeInterval(600))
  }

  func ready() throws -> Given<ContactDetails> {
    Given(ContactDetails.self, try enrolled("p1"))
  }

  @Test func `A change is asked for, and done only with a code`() throws {
    try expect(try ready().when(.request(patient, try detail())), equal: try requested())
    let given = try ready().and(try requested(), try issued())
    try expect(
      given.when(.confirm(patient, change, check)),
      equal: OneTimeCodes.CodeUsed(patient: patient, code: CodeID("K1")), try changed(change))
    try expect(
      given.when(.confirm(patient, change, CodeCheck(CodeID("K1"), matches: false))),
      equal: OneTimeCodes.CodeFailed(patient: patient, code: CodeID("K1")))
  }

  @Test func `A change is done once, and what is so already isn't asked for`() throws {
    let after = try ready().and(
      try requested(), try issued(), OneTimeCodes.CodeUsed(patient: patient, code: CodeID("K1")),
      try changed(change))
    #expect(try after.when(.confirm(patient, change, check)).isEmpty)
    #expect(try after.when(.request(patient, try detail())).isEmpty)
  }

  @Test func `An old code, one of another purpose and an unknown change are refused`() throws {
    let given = try ready().and(try requested(), try issued())
    #expect(throws: ContactDetails.Failure.code(.notAccepted)) {
      try given.at("2026-03-02T16:10:00Z").when(.confirm(patient, change, check))
    }
    #expect(throws: ContactDetails.Failure.unknownChange) {
      try given.when(.confirm(patient, ContactChangeID("none"), check))
    }
    #expect(throws: ContactDetails.Failure.unknownPatient) {
      try Given(ContactDetails.self).when(.request(patient, try detail()))
    }
    #expect(throws: ContactDetails.Failure.noWay) {
      try Given(ContactDetails.self, try enrolled("p1", phone: nil))
        .when(.request(patient, try detail()))
    }
  }

  @Test func `Staff who have seen the patient change it at once`() throws {
    try expect(try ready().when(.correct(patient, try detail())), equal: try changed(nil))
    #expect(
      try ready().and(try changed(nil)).when(.correct(patient, try detail())).isEmpty)
    #expect(ContactDetails.roles(for: .correct(patient, try detail())).contains(.frontDesk))
    #expect(ContactDetails.roles(for: .request(patient, try detail())).isEmpty)
  }

  @Test func `E-mail and address change too`() throws {
    let email = try #require(EmailAddress("b@example.org"))
    let registered = Registration.Registered(
      patient: patient, email: try #require(EmailAddress("a@example.org")), terms: "t",
      activation: "a")
    try expect(
      try ready().and(registered).when(.correct(patient, .email(email))),
      equal: ContactDetails.Changed(
        patient: patient, detail: .email(email), previous: .email(registered.email), change: nil))
    let address = try #require(
      PostalAddress(street: "42 Elm Street", city: "Rochester", state: "MN", zip: "55901"))
    try expect(
      try ready().when(.correct(patient, .address(address))),
      equal: ContactDetails.Changed(
        patient: patient, detail: .address(address), previous: nil, change: nil))
  }
}
