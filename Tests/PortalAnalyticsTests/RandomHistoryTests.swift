import EventStore
import Foundation
import Portal
import PortalDomain
import Projections
import TestSupport
import Testing

@testable import PortalAnalytics

/// The tables equal an independent fold of the log, after histories at random with erasures in them.
@Suite struct RandomHistoryTests {
  private let system = Origin(actor: .system, channel: .feed)

  @Test(arguments: Endurance.seeds(2, all: 10))
  func `The tables are what the log says, whatever happened and whoever was erased`(seed: UInt64)
    async throws
  {
    let folder = TemporaryFolder()
    let store = folder.path + "/store"
    try EventLog.create(store)
    let morning = DemonstrationStore.morning
    let portal = try Portal(opening: store, clock: { morning })
    try await DemonstrationClinic.fill(portal, patients: 30, seed: seed)
    let keeper = AnalyticsKeeper(folder.path + "/analytics.sqlite", of: portal.eventLog)
    var generator = SeededGenerator(seed: seed)
    var things = try Known(portal)
    var erasures = 0
    for _ in 0..<Endurance.steps(60, all: 400) {
      switch Int.random(in: 0..<12, using: &generator) {
      case 0 where things.patients.count > 20:
        let index = Int.random(in: things.patients.indices, using: &generator)
        let patient = things.patients[index]
        _ = try await portal.erase(patient, reason: "asked", as: system)
        things = try Known(portal)
        erasures += 1
      case 1...2: _ = try keeper.catchUp()
      default: try await portal.record(things.next(&generator), as: system)
      }
    }
    _ = try keeper.catchUp()
    #expect(erasures > 0)
    let fold = try TableFold(portal)
    let tables = try AnalyticsStore(folder.path + "/analytics.sqlite")
    #expect(try tables.position == portal.eventLog.head())
    for table in TableFold.columns.keys.sorted() {
      let expected = fold.things(in: table)
      #expect(!expected.isEmpty, "nothing of \(table) was tried")
      #expect(try TableFold.things(in: table, of: tables) == expected, "seed \(seed), \(table)")
    }
    await portal.close()
    withExtendedLifetime(folder) {}
  }
}

/// What there is, that more can happen to.
private struct Known {
  private(set) var patients: [PatientID] = []
  private var visits: [Appointments.Booked] = []
  private var prescriptions: [Prescriptions.Prescribed] = []
  private var refills: [Prescriptions.RefillRequested] = []
  private var results: [Records.ResultReceived] = []
  private var messages: [Messages.Sent] = []
  private var statements: [Billing.StatementIssued] = []
  private var number = 0

  init(_ portal: Portal) throws {
    try portal.replay(.all) { recorded in
      switch try recorded.event.flatMap(EventCoding.decode) {
      case let event as Account.Enrolled: patients.append(event.patient)
      case let event as Appointments.Booked: visits.append(event)
      case let event as Prescriptions.Prescribed: prescriptions.append(event)
      case let event as Prescriptions.RefillRequested: refills.append(event)
      case let event as Records.ResultReceived: results.append(event)
      case let event as Messages.Sent: messages.append(event)
      case let event as Billing.StatementIssued: statements.append(event)
      default: break
      }
      return true
    }
    number = Int(try portal.eventLog.head())
  }

  /// Something that happens to one of them; rules are not asked.
  mutating func next(_ generator: inout SeededGenerator) -> [any DomainEvent] {
    number += 1
    let now = DemonstrationStore.morning
    let today = LocalDate(now, in: .gmt)
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: return visits.randomElement(using: &generator).map { [visit($0, &generator)] } ?? []
    case 1:
      guard let event = prescriptions.randomElement(using: &generator) else { return [] }
      let (patient, id) = (event.patient, event.prescription)
      let refill = RefillID("F\(number)")
      refills.append(
        Prescriptions.RefillRequested(
          patient: patient, prescription: id, refill: refill, expectedOn: today))
      return [
        Prescriptions.AutoRefillTurnedOn(patient: patient, prescription: id),
        refills[refills.count - 1],
        Prescriptions.Dispensed(patient: patient, prescription: id, on: today),
      ]
    case 2:
      return refills.randomElement(using: &generator).map { event in
        [
          Prescriptions.RefillShipped(
            patient: event.patient, prescription: event.prescription, refill: event.refill,
            on: today)
        ]
      } ?? []
    case 3:
      return results.randomElement(using: &generator).map { event in
        [
          Records.Retracted(
            patient: event.patient, record: event.record, panel: nil, kind: .laboratory,
            code: event.result.code, reason: "mixed up", retractedAt: now)
        ]
      } ?? []
    case 4:
      return messages.randomElement(using: &generator).map { event in
        [
          Messages.Answered(
            patient: event.patient, thread: event.thread, message: MessageID("A\(number)"),
            number: 9, author: "nurse", text: String(repeating: "a", count: number % 90),
            attached: [], answeredAt: now)
        ]
      } ?? []
    case 5:
      return statements.randomElement(using: &generator).map { event in
        [
          Billing.LateFeeAdded(
            patient: event.patient, statement: event.statement,
            amount: Money(cents: 100 + number % 900, currency: .usd), on: today)
        ]
      } ?? []
    case 6:
      return patients.randomElement(using: &generator).map { patient in
        let notice = NoticeReference(
          patient: patient, about: "refill:\(number)", notice: NoticeID("N\(number)"), due: now)
        return [
          Notices.Claimed(notice, channel: .sms, until: now),
          Notices.Failed(notice, attempt: 1, reason: "busy", nextTry: now),
          number.isMultiple(of: 2)
            ? Notices.Sent(notice, channel: .sms)
            : Notices.GaveUp(notice, attempts: 1, reason: "no such number"),
        ]
      } ?? []
    default:
      return patients.randomElement(using: &generator).map { patient in
        [
          Account.SignInFailed(patient: patient, lockedUntil: number.isMultiple(of: 3) ? now : nil)
        ]
      } ?? []
    }
  }

  private func visit(
    _ event: Appointments.Booked, _ generator: inout SeededGenerator
  ) -> any DomainEvent {
    let (patient, id, slot) = (event.patient, event.appointment, event.slot)
    return switch Int.random(in: 0..<4, using: &generator) {
    case 0: Appointments.Confirmed(patient: patient, appointment: id, slot: slot.id)
    case 1: Appointments.NoShow(patient: patient, appointment: id, slot: slot.id, feeCents: 4_000)
    case 2: Appointments.Completed(patient: patient, appointment: id, slot: slot.id)
    default:
      Appointments.Cancelled(
        patient: patient, appointment: id, slot: slot, reason: nil, feeCents: nil)
    }
  }
}
