import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// Restricted records, broken glass, and the evidence that somebody looks after both.
@Suite struct RestrictionTests {
  let maria = ClinicAtTime.maria

  private func staff(_ name: String) -> Origin { Origin(actor: .staff(name), channel: .staff) }

  private func look(_ portal: Portal, as name: String) async throws {
    try await portal.noteAccess(to: maria, [.results], for: .treatment, as: staff(name))
  }

  @Test func `A restricted record is open to the care team, and to who says why for a while`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    try await look(portal, as: "nurse")
    clinic.pass(hours: 1)
    try await portal.perform(Disclosures.self, .restrict(maria), as: staff("ann"))
    await #expect(throws: Disclosures.Failure.restricted) { try await look(portal, as: "nurse") }
    // Chen is of Maria's care team.
    try await look(portal, as: "chen")
    try await portal.noteAccess(to: maria, [.results], for: .operations, as: staff("ann"))
    try await portal.noteAccess(
      toEach: [maria, ClinicAtTime.james], [.results], for: .operations, as: staff("nurse"))
    try await portal.perform(
      Disclosures.self, .breakGlass(maria, [.results, .medicines], .emergencyCare),
      as: staff("nurse"))
    try await look(portal, as: "nurse")
    await #expect(throws: Disclosures.Failure.restricted) {
      try await portal.noteAccess(to: maria, [.notes], for: .treatment, as: staff("nurse"))
    }
    await #expect(throws: Disclosures.Failure.restricted) {
      try await portal.noteAccess(to: maria, [.summary], for: .treatment, as: staff("pharmacist"))
    }
    clinic.pass(hours: 5)
    await #expect(throws: Disclosures.Failure.restricted) { try await look(portal, as: "nurse") }
    try await portal.perform(Disclosures.self, .unrestrict(maria), as: staff("ann"))
    try await look(portal, as: "nurse")
    await #expect(throws: Staff.Failure.self) {
      try await portal.perform(Disclosures.self, .restrict(maria), as: staff("nurse"))
    }
  }

  @Test func `Who may not see a part by their role sees it when they say why, for a while`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let needs: Set<Role> = [.nurse, .provider]
    let refusal = Staff.Failure.mayNotSee(.results, needs: needs)
    clinic.pass(hours: 1)
    await #expect(throws: refusal) { try await look(portal, as: "pharmacist") }
    await #expect(throws: refusal) { try await look(portal, as: "ann") }
    try await portal.perform(
      Disclosures.self, .breakGlass(maria, [.results], .emergencyCare), as: staff("pharmacist"))
    try await look(portal, as: "pharmacist")
    try await portal.noteAccess(
      to: maria, [.results, .medicines], for: .treatment, as: staff("pharmacist"))
    await #expect(throws: Staff.Failure.mayNotSee(.notes, needs: needs)) {
      try await portal.noteAccess(to: maria, [.notes], for: .treatment, as: staff("pharmacist"))
    }
    // What is opened is one record, not the list of all.
    await #expect(throws: refusal) {
      try await portal.noteAccess(
        toEach: [maria], [.results], for: .treatment, as: staff("pharmacist"))
    }
    // An empty list tells something too.
    await #expect(throws: refusal) {
      try await portal.noteAccess(toEach: [], [.results], for: .treatment, as: staff("biller"))
    }
    clinic.pass(hours: 5)
    await #expect(throws: refusal) { try await look(portal, as: "pharmacist") }
  }

  @Test func `A broken glass is an alarm until a review covers it`() async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    #expect(try portal.alarms().isEmpty)
    clinic.pass(hours: 1)
    try await portal.perform(
      Disclosures.self, .breakGlass(maria, [.results], .patientSafety), as: staff("nurse"))
    #expect(try portal.alarms().map(\.patient) == [maria])
    clinic.pass(hours: 1)
    let changes = try await portal.recordReview(findings: " Justified. ", as: staff("ann"))
    let review = try #require(changes.first?.event as? AccessReviews.Reviewed)
    #expect(review.glassBroken == 1 && review.unusual >= 1 && review.looks >= review.unusual)
    #expect(try portal.alarms().isEmpty)
    #expect(try portal.accessReviews().map(\.review) == [review])
    #expect(try portal.accessReviews().first?.actor == .staff("ann"))
    // The next one begins where this one ends.
    clinic.pass(hours: 1)
    try await portal.perform(
      Disclosures.self, .breakGlass(maria, [.results], .patientSafety), as: staff("nurse"))
    #expect(try portal.alarms().count == 1)
    clinic.pass(hours: 1)
    let next = try await portal.recordReview(findings: "Nothing else.", as: staff("ann"))
    #expect((next.first?.event as? AccessReviews.Reviewed)?.from == review.until)
  }

  @Test func `A review says what was found, of a time that is over, by an administrator`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    clinic.pass(hours: 1)
    await #expect(throws: AccessReviews.Failure.noFindings) {
      try await portal.recordReview(findings: "  ", as: staff("ann"))
    }
    await #expect(throws: AccessReviews.Failure.wrongPeriod) {
      try await portal.recordReview(
        until: portal.context.now.addingTimeInterval(60), findings: "Fine.", as: staff("ann"))
    }
    await #expect(throws: Staff.Failure.self) {
      try await portal.recordReview(findings: "Fine.", as: staff("nurse"))
    }
    #expect(try portal.accessReviews().isEmpty)
  }

  @Test func `Whoever lists the looks at many patients is recorded, once`() async throws {
    let clinic = try await ClinicAtTime()
    let head = try clinic.portal.head()
    try await clinic.portal.noteListing(by: "nurse", as: staff("ann"))
    #expect(try clinic.portal.head() == head + 1)
    await #expect(throws: Staff.Failure.self) {
      try await clinic.portal.noteListing(as: staff("nurse"))
    }
  }
}
