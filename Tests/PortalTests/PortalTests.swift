import EventStore
import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@Suite struct PortalTests {
  let staff = Origin(actor: .staff("nurse"), channel: .staff)
  let maria = PatientID("maria")
  let lisinopril = PrescriptionID("maria-lisinopril")

  @Test func `The demonstration clinic has the people it promises`() async throws {
    let portal = try await DemonstrationStore().portal
    let phone = try #require(PhoneNumber("+15075550103"))
    #expect(try portal.patients(withPhone: phone).map(\.value) == ["wei", "mia", "jun"])
    let profile = try #require(try portal.profile(of: maria))
    #expect(profile.clinicNumber == "4100101")
    #expect(profile.birthDate.description == "1985-03-12")
    #expect(profile.consents.contains(.healthDetailsByText))
    let names = try portal.prescriptions(of: maria).prescriptions.map(\.medicine.label)
    #expect(
      names == [
        "atorvastatin 20 mg", "insulin glargine 100 units/mL", "insulin lispro 100 units/mL",
        "lisinopril 10 mg", "metformin 500 mg",
      ])
  }

  @Test func `A store is filled once`() async throws {
    let store = try await DemonstrationStore()
    let error = await #expect(throws: LogError.self) {
      try await DemonstrationClinic.fill(store.portal)
    }
    #expect(error?.code == .storeExists)
  }

  @Test func `Of many requests for the same refill one is recorded, the others are told so`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let origin = Origin(actor: .patient(maria), channel: .chat)
    let outcomes = await withTaskGroup(of: Bool?.self) { group in
      for _ in 0..<32 {
        group.addTask {
          do {
            let changes = try await portal.perform(
              Prescriptions.self, .requestRefill(maria, lisinopril), as: origin)
            return changes.count == 1
          } catch is Prescriptions.Failure {
            return false
          } catch {
            return nil
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(outcomes.count { $0 == true } == 1)
    #expect(outcomes.count { $0 == false } == 31)
    #expect(try portal.refillQueue().count == 1)
  }

  @Test func `A refill goes from the queue to the patient`() async throws {
    let portal = try await DemonstrationStore().portal
    try await portal.perform(
      Prescriptions.self, .requestRefill(maria, lisinopril),
      as: Origin(actor: .patient(maria), channel: .chat))
    let item = try #require(try portal.refillQueue().first)
    #expect(item.patient == maria && item.prescription.id == lisinopril)
    let id = item.request.id
    for command in [
      Prescriptions.Command.approve(maria, lisinopril, id, newRefills: nil),
      .ship(maria, lisinopril, id), .deliver(maria, lisinopril, id),
    ] {
      try await portal.perform(Prescriptions.self, command, as: staff)
    }
    #expect(try portal.refillQueue().isEmpty)
    let prescription = try #require(try portal.prescriptions(of: maria)[lisinopril])
    #expect(prescription.refillsLeft == 1)
    #expect(prescription.lastFilledOn == portal.context.today)
  }

  @Test func `The view equals what the rules fold from the log`() async throws {
    let portal = try await DemonstrationStore().portal
    try await portal.perform(
      Prescriptions.self, .requestRefill(maria, lisinopril),
      as: Origin(actor: .patient(maria), channel: .chat))
    var folded = Prescriptions.initial
    try portal.replay(Query(tags: [maria.tag])) { recorded in
      let event = try #require(recorded.event)
      if let type = EventCatalogue.type(named: event.type) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        Prescriptions.evolve(&folded, try decoder.decode(type, from: Data(event.data)))
      }
      return true
    }
    #expect(
      Set(folded.prescriptions) == Set(try portal.prescriptions(of: maria).prescriptions))
  }

  @Test func `A PIN signs in, wrong ones lock the account`() async throws {
    let portal = try await DemonstrationStore().portal
    let origin = Origin(actor: .unknown, channel: .chat)
    #expect(try await portal.signIn(maria, pin: "2580", as: origin).failure == nil)
    for _ in 0..<5 {
      #expect(try await portal.signIn(maria, pin: "1111", as: origin).failure == .wrongPIN)
    }
    guard case .locked = try await portal.signIn(maria, pin: "2580", as: origin).failure else {
      Issue.record("the right PIN was taken while the account was locked")
      return
    }
  }

  @Test func `Records of another system are taken once`() async throws {
    let portal = try await DemonstrationStore().portal
    let origin = Origin(actor: .system, channel: .feed)
    let provider = Staff.ProviderAdded(
      provider: ProviderID("x"), name: "Dr. X", specialty: nil, source: "fhir:Practitioner/x")
    #expect(try await portal.importRecords([provider], as: origin) == 1)
    #expect(try await portal.importRecords([provider], as: origin) == 0)
  }

  @Test func `Every event says who caused it, by which way, under which policy`() async throws {
    let portal = try await DemonstrationStore().portal
    try portal.replay { recorded in
      let metadata = try JSONDecoder().decode(
        EventMetadata.self, from: Data(try #require(recorded.event).metadata))
      #expect(metadata.origin.actor == .system)
      #expect(metadata.policy == 1)
      return true
    }
  }
}
