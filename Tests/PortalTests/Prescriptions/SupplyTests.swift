import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

@Suite struct SupplyTests {
  let maria = PatientID("maria")
  let lisinopril = PrescriptionID("maria-lisinopril")
  let system = Origin(actor: .system, channel: .system)

  @Test func `A refill that is due comes by itself, once`() async throws {
    let portal = try await DemonstrationStore().portal
    try await portal.perform(
      Prescriptions.self, .setAutoRefill(maria, lisinopril, on: true), as: system)
    #expect(try portal.autoRefills().map(\.id) == [lisinopril])
    #expect(try await portal.requestAutoRefills().count == 1)
    #expect(try await portal.requestAutoRefills().isEmpty)
    #expect(try portal.refillQueue().map(\.prescription.id) == [lisinopril])
    try await portal.perform(
      Prescriptions.self, .stop(maria, lisinopril, reason: "replaced"), as: system)
    #expect(try portal.autoRefills().isEmpty && portal.refillQueue().isEmpty)
  }

  @Test func `What became of a prescription can be read, and how regularly it was taken`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let james = PatientID("james")
    let zolpidem = PrescriptionID("james-zolpidem")
    let history = try portal.history(of: zolpidem, james)
    #expect(history.count { $0.what == .filled } == 6)
    #expect(history.last?.what == .prescribed)
    #expect(try portal.history(of: zolpidem, james, limit: 3).count == 3)
    let adherence = try #require(try portal.adherence(to: zolpidem, of: james))
    // Filled every 29 days for 30: never without.
    #expect(adherence.days == 176 && adherence.coveredDays == 176 && adherence.percent == 100)
  }

  @Test func `The pharmacy is asked, and its queue is empty when it answered`() async throws {
    let portal = try await DemonstrationStore().portal
    let origin = Origin(actor: .patient(maria), channel: .sms)
    try await portal.sendPharmacyMessage("Is it in?", about: lisinopril, of: maria, as: origin)
    try await portal.sendPharmacyMessage("When are you open?", about: nil, of: maria, as: origin)
    let queue = try portal.pharmacyQueue()
    #expect(queue.count == 2)
    for item in queue {
      try await portal.perform(
        Prescriptions.self, .answerPharmacyMessage(maria, item.message.id, text: "Yes."),
        as: system)
    }
    #expect(try portal.pharmacyQueue().isEmpty)
    #expect(try portal.pharmacyMessages(of: maria).map(\.message.answer) == ["Yes.", "Yes."])
    #expect(try portal.pharmacyMessages(of: maria, about: lisinopril).count == 1)
  }

  @Test func `A refill loads what is about its prescription, however much else there is`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    // A patient who asked a lot, and changed their mind about texts a lot.
    let many = (0..<2_000).map { index -> any DomainEvent in
      index % 2 == 0
        ? Account.ConsentGiven(patient: maria, topic: .billingByText)
        : Account.ConsentWithdrawn(patient: maria, topic: .billingByText)
    }
    try await portal.record(many, as: system)
    let command = Prescriptions.Command.requestRefill(maria, lisinopril)
    let query = portal.query(of: Prescriptions.self, Prescriptions.boundary(of: command))
    let loaded = try portal.log.read(query).count
    #expect(loaded == 2)
    #expect(try await portal.perform(Prescriptions.self, command, as: system).count == 1)
  }
}
