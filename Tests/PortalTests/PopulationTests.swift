import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// The demonstration clinic's further patients.
@Suite struct PopulationTests {
  private let today = LocalDate(dayNumber: 20_514)

  private func stored(_ patient: PopulationPatient) throws -> [String] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try patient.events.map { event in
      type(of: event).name + String(decoding: try encoder.encode(event), as: UTF8.self)
    }
  }

  @Test func `The same seed and day make the same patients, another seed makes others`() throws {
    let population = Population(seed: 1, today: today)
    for number in [0, 7, 99_999] {
      let patient = try stored(population.patient(number))
      #expect(try stored(Population(seed: 1, today: today).patient(number)) == patient)
      #expect(try stored(Population(seed: 2, today: today).patient(number)) != patient)
    }
  }

  @Test func `Nobody shares a phone or a number, with the fixed people neither`() {
    let population = Population(seed: 1, today: today)
    let people = (0..<250_000).map {
      PopulationPatient($0, seed: population.seed, today: today).enrolled
    }
    let phones = people.compactMap(\.phone)
    #expect(phones.count > 100_000)
    #expect(Set(phones).count == phones.count)
    #expect(Set(people.map(\.patient)).count == people.count)
    #expect(Set(people.compactMap(\.clinicNumber)).count == people.count)
    #expect(phones.allSatisfy { $0.value.count == 12 && $0.value.dropFirst(5).hasPrefix("555") })
    #expect(!phones.contains { $0.value.hasPrefix("+150755501") })
    #expect(!people.contains { $0.clinicNumber?.hasPrefix("41001") == true })
  }

  @Test func `Histories are those that the rules allow`() throws {
    let population = Population(seed: 3, today: today)
    for number in 0..<2000 {
      let patient = population.patient(number)
      #expect((0..<97).contains(patient.age))
      var state = Prescriptions.initial
      for event in patient.events { Prescriptions.evolve(&state, event) }
      for prescription in state.prescriptions {
        #expect(prescription.writtenOn <= today)
        #expect(try #require(prescription.refillsLeft) >= 0)
        #expect(prescription.lastFilledOn.map { $0 < today } == true)
        #expect(prescription.requests.allSatisfy { !$0.stage.isOpen })
      }
      #expect(Set(state.prescriptions.map(\.id)).count == state.prescriptions.count)
      try expectSoundBills(of: patient)
    }
  }

  /// Nobody has paid more than they owed, and nobody's bill is overdue.
  private func expectSoundBills(of patient: PopulationPatient) throws {
    var state = Billing.initial
    for event in patient.events { Billing.evolve(&state, event) }
    for statement in state.statements.values {
      #expect(statement.owed.cents >= 0 && (statement.owed.isZero || statement.dueOn >= today))
    }
    let records = patient.events.compactMap { $0 as? any RecordAdded }
    #expect(Set(records.map(\.record)).count == records.count)
  }

  @Test func `Some of many have visits, bills, results and messages, and no time has two`()
    throws
  {
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    let context = Context(now: today.instant(hour: 10, in: zone), timeZone: zone, policy: Policy())
    {
      ""
    }
    let population = Population(
      seed: 1, today: today, times: DemonstrationClinic.timesForOthers(context))
    let patients = (0..<8000).map { population.patient($0) }
    let booked = patients.flatMap(\.events).compactMap { ($0 as? Appointments.Booked)?.slot }
    #expect(booked.count > 300 && Set(booked.map(\.id)).count == booked.count)
    #expect(booked.allSatisfy { $0.day > today })
    for (name, most) in [
      (Records.ResultReceived.name, 6000), (Billing.StatementIssued.name, 5000),
      (Messages.ThreadStarted.name, 2000), (Billing.PaymentTaken.name, 4000),
    ] {
      let count = patients.count { $0.events.contains { type(of: $0).name == name } }
      #expect(count > 500 && count < most, "\(name): \(count)")
    }
  }

  @Test func `A store is filled with as many as wanted, and says how far it is`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let portal = try Portal(opening: path, clock: { DemonstrationStore.morning })
    var told: [Int] = []
    try await DemonstrationClinic.fill(portal, patients: 300) { done, total in
      #expect(total == 307)
      told.append(done)
    }
    #expect(told == told.sorted() && told.last == 307 && told.count > 10)
    let patient = Population(seed: 1, today: portal.context.today).patient(299)
    #expect(try portal.profile(of: patient.patient)?.familyName == patient.enrolled.familyName)
    #expect(
      try portal.status(ofReadModel: "directory", withDigest: false).state == .live)
  }
}
