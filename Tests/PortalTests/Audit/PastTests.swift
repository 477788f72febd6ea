import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// What a patient's views showed at another time.
@Suite struct PastTests {
  let auditor = Origin(actor: .staff("ann"), channel: .staff)

  /// What was shown at a moment.
  private struct Saved {
    let patient: PatientID
    let instant: Date
    let contents: [PastView: [Portal.Thing]]
  }

  @Test(arguments: Endurance.seeds(3, all: 20))
  func `What is told of a moment later is what was shown then`(seed: UInt64) async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    var generator = SeededGenerator(seed: seed)
    var saved: [Saved] = []
    for step in 0..<Endurance.steps(40, all: 200) {
      clinic.pass(hours: Double(Int.random(in: 1...30, using: &generator)))
      try await ClinicHistory.step(portal, &generator)
      guard step % 5 == 0, let patient = ClinicHistory.victims.randomElement(using: &generator)
      else { continue }
      let contents = try PastView.allCases.map { ($0, try portal.things(of: patient, in: $0)) }
      saved.append(
        Saved(
          patient: patient, instant: portal.context.now,
          contents: Dictionary(uniqueKeysWithValues: contents)))
    }
    clinic.pass(hours: 1)
    #expect(saved.contains { !($0.contents[.prescriptions]?.isEmpty ?? true) })
    for moment in saved {
      let past = try await portal.past(
        of: moment.patient, asOf: moment.instant, PastView.allCases, as: auditor)
      for contents in past.contents {
        #expect(
          contents.things == moment.contents[contents.view],
          "seed \(seed), \(contents.view) of \(moment.patient) at \(moment.instant)")
      }
    }
  }

  @Test func `Every view tells what it shows today, and who looks is recorded first`() async throws
  {
    let store = try await DemonstrationStore()
    let portal = store.portal
    let maria = ClinicAtTime.maria
    let before = try portal.disclosures(of: maria).count
    let past = try await portal.past(
      of: maria, asOf: portal.context.now, PastView.allCases, as: auditor)
    #expect(past.position == (try portal.head()))
    for contents in past.contents {
      #expect(contents.things == (try portal.things(of: maria, in: contents.view)))
    }
    let shown = past.contents.filter { !$0.things.isEmpty }.map(\.view)
    #expect(Set(shown).isSuperset(of: [.appointments, .balance, .messages, .results, .payments]))
    let looks = try portal.disclosures(of: maria)
    #expect(looks.count == before + 1 && looks.first?.actor == .staff("ann"))
    #expect(Set(looks.first?.matters ?? []) == Set(PastView.allCases.map(\.matter)))
    // Neither a card's token nor a code's hash is anybody's business.
    let text = past.contents.flatMap(\.things).map(\.json).joined()
    #expect(!text.contains("token") && !text.contains("odeHash"))
  }

  @Test func `Before the first event there is nothing, and of who was erased nobody can tell`()
    async throws
  {
    let store = try await DemonstrationStore()
    let portal = store.portal
    let past = try await portal.past(
      of: ClinicAtTime.maria, asOf: .distantPast, [.profile, .results], as: auditor)
    #expect(past.position == 0 && past.contents.allSatisfy(\.things.isEmpty))
    _ = try await portal.erase(ClinicAtTime.maria, reason: "asked for it", as: auditor)
    await #expect {
      try await portal.past(
        of: ClinicAtTime.maria, asOf: .distantPast, [.profile], as: auditor)
    } throws: { ($0 as? LogError)?.code == .subjectErased }
    withExtendedLifetime(store) {}
  }
}
