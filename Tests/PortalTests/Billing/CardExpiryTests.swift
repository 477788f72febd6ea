import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// Cards whose last month is over.
@Suite struct CardExpiryTests {
  let james = ClinicAtTime.james
  let card = MethodID("M-james-visa")
  let system = Origin(actor: .system, channel: .system)

  /// James keeps a card to the end of April 2026; it's the second of March. He's texted of bills, and
  /// what the demonstration itself has to tell is out of the way.
  private func clinic(isSpanish: Bool = false) async throws -> ClinicAtTime {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    try await portal.perform(Account.self, .consent(james, .billingByText, given: true), as: system)
    if isSpanish {
      try await portal.perform(
        Preferences.self, .change(james, Preferences.Change(language: .spanish)), as: system)
    }
    try await portal.perform(
      Billing.self,
      .addMethod(
        Billing.MethodAdded(
          patient: james, method: card, kind: .card, brand: "Visa", lastFour: "4242",
          expires: Billing.CardExpiry(year: 2026, month: 4), token: "tok_visa:james")), as: system)
    return clinic
  }

  private func told(_ clinic: ClinicAtTime) throws -> [Portal.DueNotice] {
    try clinic.portal.dueNotices().filter { $0.notice.about == "method:\(card)" }
  }

  @Test func `A card that runs out is noted once, and its patient is told before and then`()
    async throws
  {
    let clinic = try await clinic()
    let portal = clinic.portal
    #expect(try told(clinic).isEmpty)
    // Sixteen days before the last of April, an hour on.
    clinic.pass(hours: 43 * 24)
    #expect(
      try told(clinic).map(\.text) == [
        "Riverbend Clinic: Your card 4242 is good until Thu, Apr 30. Got a new one? "
          + "Text us: new card"
      ])
    #expect(try await portal.perform(PeriodicWork.cards) == 0)
    // The first of May.
    clinic.pass(hours: 17 * 24)
    #expect(try told(clinic).isEmpty)
    #expect(try portal.dueWork().contains(DueWork(work: .cards, count: 1)))
    #expect(try await portal.perform(PeriodicWork.cards) == 1)
    #expect(try portal.methods(of: james).filter { $0.id == card }.map(\.isMarkedExpired) == [true])
    #expect(
      try told(clinic).map(\.text) == [
        "Riverbend Clinic: Your card on file has run out. Got a new one? Text us: new card"
      ])
    #expect(try portal.dueWork().allSatisfy { $0.work != .cards })
    #expect(try await portal.perform(PeriodicWork.cards) == 0)
  }

  @Test func `Who speaks Spanish is told in Spanish`() async throws {
    let clinic = try await clinic(isSpanish: true)
    clinic.pass(hours: 43 * 24)
    let text = try #require(try told(clinic).first?.text)
    #expect(text.hasPrefix("Riverbend Clinic: Su tarjeta 4242 vale hasta el jue 30 abr."))
  }

  @Test func `A card that was removed is no news`() async throws {
    let clinic = try await clinic()
    try await clinic.portal.perform(Billing.self, .removeMethod(james, card), as: system)
    clinic.pass(hours: 43 * 24)
    #expect(try told(clinic).isEmpty)
    clinic.pass(hours: 17 * 24)
    #expect(try await clinic.portal.perform(PeriodicWork.cards) == 0)
    #expect(try told(clinic).isEmpty)
  }

  @Test func `Who has another way to pay isn't told that a card has run out`() async throws {
    let clinic = try await clinic()
    _ = try await clinic.portal.addMethod(token: "tok_amex:james", of: james, as: system)
    clinic.pass(hours: 60 * 24)
    #expect(try await clinic.portal.perform(PeriodicWork.cards) == 1)
    #expect(try told(clinic).map(\.sending) == [.suppress(.tooLate)])
  }

  @Test func `A card that ran out long ago is left alone`() async throws {
    let clinic = try await clinic()
    clinic.pass(hours: 130 * 24)
    #expect(try await clinic.portal.perform(PeriodicWork.cards) == 0)
    let visa = try #require(try clinic.portal.methods(of: james).first { $0.id == card })
    #expect(visa.isExpired(on: clinic.portal.context.today))
  }

  @Test func `Of an erased patient no card is left to run out`() async throws {
    let clinic = try await clinic()
    _ = try await clinic.portal.erase(james, reason: "asked for it", as: system)
    clinic.pass(hours: 60 * 24)
    #expect(try await clinic.portal.perform(PeriodicWork.cards) == 0)
  }
}
