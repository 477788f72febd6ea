import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

@Suite struct AccountingTests {
  let maria = PatientID("maria")
  let system = Origin(actor: .system, channel: .system)

  func look(_ portal: Portal, _ matters: Set<Disclosures.Matter>) async throws {
    try await portal.noteAccess(
      to: maria, matters, for: .patientRequest,
      as: Origin(actor: .patient(maria), channel: .sms, conversation: "+15075550101"))
  }

  @Test func `Who looks again a moment later is recorded once`() async throws {
    let portal = try await DemonstrationStore().portal
    let before = try portal.disclosures(of: maria).count
    try await look(portal, [.medicines, .results])
    let head = try portal.head()
    for _ in 0..<10 { try await look(portal, [.results]) }
    #expect(try portal.head() == head)
    try await look(portal, [.billing])
    let entries = try portal.disclosures(of: maria)
    #expect(entries.count == before + 2)
    #expect(entries.prefix(2).map(\.matters) == [[.billing], [.medicines, .results]])
    #expect(entries.first?.actor == .patient(maria) && entries.first?.why == "patientRequest")
  }

  @Test func `Many who look at once are let through when it's durable, in few appends`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let patients = ["maria", "james", "wei", "mia", "jun", "rosa", "tom"].map { PatientID($0) }
    let before = try portal.head()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for patient in patients {
        for _ in 0..<20 {
          group.addTask {
            try await portal.noteAccess(to: patient, [.billing], for: .payment, as: system)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try portal.head() == before + UInt64(patients.count))
    for patient in patients {
      #expect(try portal.disclosures(of: patient).first?.matters == [.billing])
    }
  }

  @Test func `What the law wants kept is there when the patient is erased`() async throws {
    let portal = try await DemonstrationStore().portal
    try await look(portal, [.results])
    try await portal.perform(
      Disclosures.self,
      .disclose(
        .init(
          patient: maria, disclosure: DisclosureID("D1"), recipient: "Dr. Lee, Mankato",
          matters: [.results], ground: .treatment, on: portal.context.today)), as: system)
    let before = try portal.disclosures(of: maria)
    _ = try await portal.erase(maria, reason: "asked for it", as: system)
    #expect(try portal.disclosures(of: maria) == before)
    #expect(before.first?.recipient == "Dr. Lee, Mankato")
  }

  @Test func `The accounting is asked for by days`() async throws {
    let portal = try await DemonstrationStore().portal
    try await look(portal, [.results])
    let today = LocalDate(DemonstrationStore.morning, in: .gmt)
    #expect(try !portal.disclosures(of: maria, on: today...today).isEmpty)
    let tomorrow = today.adding(days: 1)
    #expect(try portal.disclosures(of: maria, on: tomorrow...tomorrow).isEmpty)
    #expect(try portal.disclosures(of: maria, limit: 0).isEmpty)
  }
}
