import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// Every read model, with an erasure at every prefix of a history. A normal run takes some of them:
/// the first ones, the last, and others in between, different ones for each patient.
@Suite struct ErasureAtEveryPrefixTests {
  let staff = Origin(actor: .staff("nurse"), channel: .staff)

  @Test(arguments: ClinicHistory.victims)
  func
    `Wherever in a history a patient is erased, nothing of theirs is left and all others are kept`(
      victim: PatientID
    ) async throws
  {
    let history = try await ClinicHistory.shared.value.events
    let others = history.filter { !ClinicHistory.isOf(victim, $0) }
    let without = try await Clinic(appending: others).contents()
    let first = try #require(history.firstIndex { ClinicHistory.isOf(victim, $0) })
    for count in first...history.count where Self.isTried(count, victim, first, history.count) {
      let clinic = try await Clinic(appending: Array(history[..<count]))
      let name = Comment(rawValue: "\(victim) erased behind \(count) events")
      guard count > first else {
        await #expect(name) { try await clinic.erase(victim, as: staff) } throws: {
          ($0 as? LogError)?.code == .invalid
        }
        continue
      }
      let erasure = try await clinic.erase(victim, as: staff)
      try await clinic.append(history[count...], refusing: victim, name)
      try check(clinic.portal, victim, erasure, name)
      let kept = try ViewContents(clinic.portal)
      #expect(kept == without, name)
      #expect(try await clinic.rebuilt() == kept, name)
    }
  }

  /// `make endurance` tries all of them.
  private static func isTried(_ count: Int, _ victim: PatientID, _ first: Int, _ last: Int) -> Bool
  {
    let turn = ClinicHistory.victims.firstIndex(of: victim) ?? 0
    return Endurance.isAll || count <= first + 1 || count == last || count % 29 == 7 * turn
  }

  /// Whatever way one looks for the erased, nothing is shown, and nothing fails.
  private func check(
    _ portal: Portal, _ victim: PatientID, _ erasure: Erasure, _ name: Comment
  ) throws {
    let marks = try #require(ClinicHistory.marks[victim])
    let contents = try ViewContents(portal)
    #expect(!contents.everyOwner.contains(.patient(victim)), name)
    for text in contents.texts {
      #expect(!marks.contains { text.contains($0) }, "\(name): a read model says \(text)")
    }
    #expect(try portal.profile(of: victim) == nil, name)
    #expect(try portal.prescriptions(of: victim).prescriptions.isEmpty, name)
    #expect(try portal.refillQueue().allSatisfy { $0.patient != victim }, name)
    for phone in ClinicHistory.phones {
      #expect(try !portal.patients(withPhone: phone).contains(victim), name)
      #expect(try portal.lastReply(to: phone)?.patient != victim, name)
    }
    #expect(try portal.erasure(of: victim) == erasure, name)
    var unreadable = 0
    var kept = 0
    try portal.replay { recorded in
      guard let event = recorded.event else {
        unreadable += 1
        return true
      }
      let isProof = recorded.position == erasure.position
      #expect(isProof == (event.type == Erasure.eventType), name)
      guard !isProof, event.subject == Subject("patient:\(victim)") else { return true }
      // What the law wants kept says who saw what, and nothing of what they saw.
      #expect(event.keyClass == .audit && event.type.hasPrefix("access."), name)
      let said = String(decoding: event.data + event.metadata, as: UTF8.self)
      // Whose it is stands there, in quotes.
      let others = marks.filter { $0.replacing("\"", with: "") != victim.value }
      #expect(!others.contains { said.contains($0) }, "\(name): what is kept says \(said)")
      kept += 1
      return true
    }
    #expect(unreadable == erasure.removed.events, name)
    #expect(kept + 1 == erasure.kept.auditEvents, name)
    #expect(try portal.disclosures(of: victim).count == kept, name)
    var found: [String] = []
    try portal.replay(Query(tags: [victim.tag])) { recorded in
      found += [recorded.event?.type].compactMap(\.self)
      return true
    }
    #expect(found == [Erasure.eventType], name)
    #expect(try portal.log.check().isEmpty, name)
  }
}

/// A store of its own that a history is appended to.
private struct Clinic {
  let folder = QuickFolder()
  let portal: Portal
  private var path: String { folder.path + "/store" }

  init(appending events: [NewEvent]) async throws {
    try EventLog.create(folder.path + "/store")
    portal = try Portal(opening: folder.path + "/store", clock: { DemonstrationStore.morning })
    if !events.isEmpty { try await portal.log.append(events) }
  }

  @discardableResult
  func erase(_ patient: PatientID, as origin: Origin) async throws -> Erasure {
    try await portal.erase(patient, reason: "asked for it", as: origin)
  }

  /// Appends what can be appended, as far as possible together.
  func append(
    _ events: ArraySlice<NewEvent>, refusing victim: PatientID, _ name: Comment
  ) async throws {
    if let refused = events.first(where: { ClinicHistory.isOf(victim, $0) }) {
      await #expect(name) { try await portal.log.append([refused]) } throws: {
        ($0 as? LogError)?.code == .subjectErased
      }
    }
    let rest = events.filter { !ClinicHistory.isOf(victim, $0) }
    if !rest.isEmpty { try await portal.log.append(rest) }
  }

  func contents() throws -> ViewContents { try ViewContents(portal) }

  /// What the read models hold when they are made anew from the log.
  func rebuilt() async throws -> ViewContents {
    try portal.forgetViews()
    let again = try Portal(opening: path, clock: { DemonstrationStore.morning })
    defer { withExtendedLifetime(portal) {} }
    return try ViewContents(again)
  }
}
