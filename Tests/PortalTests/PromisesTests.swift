import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// What is promised to a patient whatever happens, across all features: things at random, and after
/// each a look wherever a patient, a proxy, a provider or a carrier may look.
@Suite struct PromisesTests {
  let maria = ClinicAtTime.maria
  let doctor = Origin(actor: .staff("patel"), channel: .staff)
  let system = Origin(actor: .system, channel: .system)

  // MARK: Nothing is shown before its release

  /// What is known of an item, by other means than the rules'.
  private struct Held {
    var rule: Records.ReleaseRule
    var shownFrom: Date?
    var isRetracted = false
    /// Words that are of this item alone.
    var marks: [String]
  }

  @Test(arguments: Endurance.seeds(3, all: 20))
  func `Nothing of a result is shown, sent or given away before its release`(seed: UInt64)
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    var generator = SeededGenerator(seed: seed)
    var held: [RecordID: Held] = [:]
    var hiddenLooks = 0
    for step in 0..<Endurance.steps(25, all: 200) {
      let now = portal.context.now
      let known = held.keys.sorted { $0.value < $1.value }.randomElement(using: &generator)
      switch (Int.random(in: 0..<10, using: &generator), known) {
      case (0...2, _), (_, nil):
        let (id, item) = try await arrive(step, portal, &generator)
        held[id] = item
      case (3...4, let id?):
        guard try await perform(.review(maria, .record(id), by: "d", comment: "cm\(step)q"), portal)
        else { continue }
        let wait: TimeInterval = held[id]?.rule == .delayedAfterReview ? 24 * 3600 : 0
        let from = min(held[id]?.shownFrom ?? .distantFuture, now + wait)
        held[id]?.shownFrom = from
        held[id]?.marks.append("cm\(step)q")
      case (5, let id?):
        if try await perform(.release(maria, .record(id)), portal) {
          let from = min(held[id]?.shownFrom ?? now, now)
          held[id]?.shownFrom = from
        }
      case (6, let id?):
        let correction = Records.Correction(value: "vl\(step)q", reason: "rs\(step)q")
        if try await perform(.correct(maria, id, correction), portal) {
          held[id]?.marks = ["vl\(step)q"]
        }
      case (7, let id?):
        if try await perform(.amend(maria, id, text: "am\(step)q", by: "d"), portal) {
          held[id]?.marks.append("am\(step)q")
        }
      case (8, let id?):
        if try await perform(.retract(maria, id, reason: "error"), portal) {
          held[id]?.isRetracted = true
        }
      default: clinic.pass(hours: Double(Int.random(in: 1...30, using: &generator)))
      }
      let at = portal.context.now
      let hidden = held.values.filter { $0.isRetracted || $0.shownFrom.map { $0 > at } ?? true }
      hiddenLooks += hidden.count
      let shown = try everythingShown(portal)
      for mark in hidden.flatMap(\.marks) {
        #expect(!shown.contains(mark), "seed \(seed), step \(step): \(mark) is shown")
      }
      for (id, item) in held where !item.isRetracted && item.shownFrom.map({ $0 <= at }) ?? false {
        #expect(try portal.recordItem(id, of: maria) != nil, "\(id) is kept back")
      }
    }
    #expect(hiddenLooks > 10)
  }

  /// Something comes in under a rule of its kind.
  private func arrive(
    _ step: Int, _ portal: Portal, _ generator: inout SeededGenerator
  ) async throws -> (RecordID, Held) {
    let (id, mark) = (RecordID("zz\(step)"), "mk\(step)q")
    let now = portal.context.now
    if Bool.random(using: &generator) {
      let result = Records.Result(
        code: "718-7", name: "Hemoglobin", value: mark, collectedAt: now - 3600)
      try await portal.perform(Records.self, .receiveResult(maria, id, result), as: doctor)
      return (id, Held(rule: portal.policy.records.laboratory, marks: [mark]))
    }
    let kind: Records.Kind = Bool.random(using: &generator) ? .radiology : .pathology
    let report = Records.Report(
      kind: kind, title: "Scan", performedAt: now - 3600, author: nil, findings: mark,
      impression: mark)
    try await portal.perform(Records.self, .receiveReport(maria, id, report), as: doctor)
    let rule = portal.policy.records.release(of: kind)
    return (id, Held(rule: rule, marks: [mark]))
  }

  /// - Returns: whether the rules took it.
  private func perform(_ command: Records.Command, _ portal: Portal) async throws -> Bool {
    do {
      return try await !portal.perform(Records.self, command, as: doctor).isEmpty
    } catch is Records.Failure { return false }
  }

  /// All that a patient, those who act for them, those they share with and a carrier can be shown.
  private func everythingShown(_ portal: Portal) throws -> String {
    var shown = [try portal.record(of: maria).text(), try portal.record(of: maria).csv()]
    let shared = try portal.record(of: maria, .everything)
    shown += [shared.text(), shared.csv()]
    for entries in [
      try portal.results(of: maria), try portal.reports(of: maria), try portal.documents(of: maria),
      try portal.resultHistory(of: maria, code: "718-7"),
      try portal.summary(of: maria).conditions,
    ] {
      shown.append(String(describing: entries))
    }
    shown.append(String(describing: try portal.trend(of: maria, code: "718-7")))
    // That something has come may be said, and of what kind it is.
    shown.append(String(describing: try portal.pendingResults(of: maria)))
    shown += try portal.dueNotices().map(\.text)
    shown += try portal.notices(of: maria).map { String(describing: $0.parameters) }
    return shown.joined(separator: "\n")
  }

  // MARK: A number that said STOP

  @Test func `Whatever happens to a patient, no text goes to a number that said STOP`()
    async throws
  {
    var seen = (texts: 0, kept: 0)
    for seed in Endurance.seeds(3, all: 20) {
      let (texts, kept) = try await textsThroughStops(seed)
      seen.texts += texts
      seen.kept += kept
    }
    // Neither is true of nothing: there was something to send, and something to keep back.
    #expect(seen.texts > 0 && seen.kept > 0)
  }

  /// - Returns: how often a text was to be sent, and how often it was kept back for a STOP.
  private func textsThroughStops(_ seed: UInt64) async throws -> (texts: Int, kept: Int) {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    var generator = SeededGenerator(seed: seed)
    let numbers = try ["+15075550101", "+15075550103", "+15075550177"].map {
      try #require(PhoneNumber($0))
    }
    var stopped: Set<PhoneNumber> = []
    var (texts, kept) = (0, 0)
    for step in 0..<Endurance.steps(30, all: 300) {
      let number = try #require(numbers.randomElement(using: &generator))
      switch Int.random(in: 0..<8, using: &generator) {
      case 0:
        try await portal.perform(OptOuts.self, .stop(number), as: system)
        stopped.insert(number)
      case 1:
        try await portal.perform(OptOuts.self, .start(number), as: system)
        stopped.remove(number)
      case 2: clinic.pass(hours: Double(Int.random(in: 1...12, using: &generator)))
      case 3: try await change(number, portal, &generator)
      default: try await happen(step, portal, &generator)
      }
      let now = portal.context.now
      for due in try portal.dueNotices(limit: 200) {
        for sending in [due.sending, try portal.sending(of: due.notice.reference, at: now)] {
          switch sending {
          case .send(.sms, let to):
            texts += 1
            #expect(
              !stopped.contains { $0.value == to }, "seed \(seed), step \(step): \(due.notice.kind)"
            )
          case .suppress(.optedOut): kept += 1
          default: break
          }
        }
        if Bool.random(using: &generator) {
          try await portal.perform(Notices.self, .claim(due.notice.reference, .sms), as: system)
        }
      }
      for number in numbers where stopped.contains(number) {
        #expect(try portal.isStopped(number))
      }
    }
    return (texts, kept)
  }

  /// What a patient or the desk sets: another number, other wishes, another consent.
  private func change(
    _ number: PhoneNumber, _ portal: Portal, _ generator: inout SeededGenerator
  ) async throws {
    do {
      switch Int.random(in: 0..<3, using: &generator) {
      case 0:
        try await portal.perform(ContactDetails.self, .correct(maria, .phone(number)), as: system)
      case 1:
        let channel = Preferences.ReminderChannel.allCases.randomElement(using: &generator)
        try await portal.perform(
          Preferences.self, .change(maria, Preferences.Change(reminders: channel)), as: system)
      default:
        let topic = try #require(Account.Topic.allCases.randomElement(using: &generator))
        try await portal.perform(
          Account.self,
          .consent(maria, topic, phone: number, given: .random(using: &generator)), as: system)
      }
    } catch is any Refusal {}
  }

  /// Something of which a patient is told.
  private func happen(
    _ step: Int, _ portal: Portal, _ generator: inout SeededGenerator
  ) async throws {
    let patient = try #require([maria, ClinicAtTime.wei].randomElement(using: &generator))
    do {
      switch Int.random(in: 0..<6, using: &generator) {
      case 0:
        let result = Records.Result(
          code: "718-7", name: "Hemoglobin", value: "12", collectedAt: portal.context.now)
        let id = RecordID("n\(step)")
        try await portal.perform(Records.self, .receiveResult(patient, id, result), as: doctor)
        try await portal.perform(Records.self, .release(patient, .record(id)), as: doctor)
      case 1:
        try await portal.perform(
          Messages.self,
          .startByTeam(
            patient, ThreadID("t\(step)"), by: "Dr. P", role: .nurse, subject: "Hello", about: nil,
            Messages.Draft(MessageID("t\(step)-0"), "Please call us.")), as: doctor)
      case 2:
        let today = portal.context.today
        try await portal.perform(
          Billing.self,
          .issue(
            Billing.StatementIssued(
              patient: patient, statement: StatementID("N\(step)"), guarantor: nil,
              issuedOn: today, dueOn: today.adding(days: 20),
              lines: [
                Billing.Line(code: "99213", text: "Office visit", amount: Money(cents: 60_00))
              ])), as: system)
      case 3:
        try await portal.perform(
          Forms.self, .assign(Forms.Assignment(patient, QuestionnaireID("phq-2"))), as: system)
      case 4:
        let slots = try portal.openSlots(matching: SlotQuery(), limit: 5)
        guard let slot = slots.randomElement(using: &generator) else { return }
        try await portal.perform(
          Appointments.self, .book(patient, slot.id, reason: nil), as: system)
      default:
        let prescription = PrescriptionID("maria-lisinopril")
        let changes = try await portal.perform(
          Prescriptions.self, .requestRefill(maria, prescription), as: system)
        guard let asked = changes.first?.event as? Prescriptions.RefillRequested else { return }
        for command in [
          Prescriptions.Command.approve(maria, prescription, asked.refill, newRefills: nil),
          .ship(maria, prescription, asked.refill),
        ] {
          try await portal.perform(Prescriptions.self, command, as: system)
        }
      }
    } catch is any Refusal {}
  }
}
