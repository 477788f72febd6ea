import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

@Suite struct SchedulerTests {
  /// A refill of Maria's that is due by itself, beside bills that nobody pays.
  func prepared() async throws -> OutboxClinic {
    let clinic = try await OutboxClinic()
    let patient = Origin(actor: .patient(OutboxClinic.maria), channel: .chat)
    try await clinic.portal.perform(
      Prescriptions.self,
      .setAutoRefill(OutboxClinic.maria, OutboxClinic.lisinopril, on: true), as: patient)
    return clinic
  }

  @Test func `What is due follows from the log and the clock, and looking changes nothing`()
    async throws
  {
    let clinic = try await prepared()
    let head = try clinic.portal.head()
    let now = try clinic.portal.dueWork()
    #expect(now == (try clinic.portal.dueWork()))
    #expect(now.contains(DueWork(work: .autoRefills, count: 1)))
    #expect(try clinic.portal.head() == head)
  }

  @Test func `After a day of downtime each thing is done, once`() async throws {
    let clinic = try await prepared()
    clinic.pass(hours: 24 * 7)
    let due = try clinic.portal.dueWork()
    #expect(due.contains { $0.work == .billingDay }, "no late fee was due: \(due)")
    let scheduler = SchedulerService(clinic.portal, logger: clinic.quiet)
    let first = await scheduler.round()
    #expect(Set(first.done.map(\.work)) == Set(due.map(\.work)) && first.failed.isEmpty)
    #expect(try clinic.portal.dueWork().isEmpty)
    let head = try clinic.portal.head()
    let second = await scheduler.round()
    #expect(second.done.isEmpty && second.failed.isEmpty)
    #expect(try clinic.portal.head() == head)
  }

  @Test func `Several schedulers at once do each thing once`() async throws {
    let (alone, together) = (try await prepared(), try await prepared())
    for clinic in [alone, together] { clinic.pass(hours: 24 * 7) }
    _ = await SchedulerService(alone.portal, logger: alone.quiet).round()
    await withTaskGroup { group in
      for _ in 0..<4 {
        group.addTask {
          let round = await SchedulerService(together.portal, logger: together.quiet).round()
          #expect(round.failed.isEmpty)
        }
      }
    }
    #expect(try together.portal.head() == alone.portal.head())
    #expect(try together.portal.dueWork().isEmpty)
  }

  @Test func `A card that ran out while nobody worked is noted, and its patient is texted once`()
    async throws
  {
    let clinic = try await OutboxClinic()
    let james = PatientID("james")
    try await clinic.portal.perform(
      Account.self, .consent(james, .billingByText, given: true), as: OutboxClinic.system)
    try await clinic.portal.perform(
      Billing.self,
      .addMethod(
        Billing.MethodAdded(
          patient: james, method: MethodID("M1"), kind: .card, brand: "Visa", lastFour: "4242",
          expires: Billing.CardExpiry(year: 2026, month: 3), token: "tok_visa:james")),
      as: OutboxClinic.system)
    // From the second of March to the third of April.
    clinic.pass(hours: 32 * 24)
    let scheduler = SchedulerService(clinic.portal, logger: clinic.quiet)
    #expect(await scheduler.round().done.contains(DueWork(work: .cards, count: 1)))
    let carrier = RecordingCarrier()
    let worker = clinic.worker(sms: carrier)
    while try await worker.round().isProgress {}
    #expect(
      carrier.taken.filter { $0.text.contains("card") }.map(\.text) == [
        "Riverbend Clinic: Your card on file has run out. Got a new one? Text us: new card"
      ])
    #expect(await scheduler.round().done.allSatisfy { $0.work != .cards })
    #expect(try await !worker.round().isProgress)
  }

  @Test func `A processor that doesn't answer holds up nothing else`() async throws {
    let clinic = try await OutboxClinic(payments: SilentProcessor())
    let card = try #require(try clinic.portal.methods(of: OutboxClinic.maria).first)
    let order = try clinic.portal.order(
      for: OutboxClinic.maria, Money(cents: 20_00), method: card.id)
    _ = try await clinic.portal.pay(order, as: OutboxClinic.system)
    let round = await SchedulerService(clinic.portal, logger: clinic.quiet).round()
    #expect(round.failed.isEmpty)
    #expect(try clinic.portal.dueWork() == [DueWork(work: .payments, count: 1)])
  }
}

/// A processor that is never there.
private struct SilentProcessor: PaymentProcessor {
  func authorize(_ token: String, key: String) async throws -> PaymentAuthorization {
    throw PaymentProcessorUnreachable()
  }

  func charge(_ token: String, _ amount: Money, key: String) async throws -> PaymentAnswer {
    throw PaymentProcessorUnreachable()
  }

  func refund(_ reference: String, _ amount: Money, key: String) async throws -> PaymentAnswer {
    throw PaymentProcessorUnreachable()
  }
}
