import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

@Suite struct RecordViewTests {
  let staff = Origin(actor: .staff("patel"), channel: .staff)
  let maria = PatientID("maria")
  let cbc = PanelID("maria-cbc")
  let morning = DemonstrationStore.morning

  @Test func `Maria has a lipid panel with three years of history, and a count not reviewed yet`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let results = try portal.results(of: maria)
    #expect(Set(results.compactMap(\.panel?.name)) == ["Lipid panel"])
    #expect(results.count == 16)
    let cholesterol = try portal.resultHistory(of: maria, code: "2093-3")
    #expect(cholesterol.compactMap(\.happenedAt).count == 4)
    let first = try #require(cholesterol.last?.happenedAt)
    let last = try #require(cholesterol.first?.happenedAt)
    #expect(last.timeIntervalSince(first) > 3 * 365 * 86_400 - 86_400)
    #expect(try portal.trend(of: maria, code: "2093-3")?.changeSinceLast == -16)
    #expect(
      try portal.pendingResults(of: maria).map(\.title) == ["Complete blood count (CBC)"])
    #expect(Set(try portal.reviewQueue().compactMap(\.entry.panel?.id)) == [cbc])
    #expect(try portal.reviewQueue().allSatisfy { $0.patient == maria })
  }

  @Test func `Maria has a chest X-ray, a skin pathology, a visit note and a summary`() async throws
  {
    let portal = try await DemonstrationStore().portal
    #expect(
      try portal.reports(of: maria).map(\.title) == [
        "Skin biopsy, left forearm", "Chest X-ray, two views",
      ])
    #expect(try portal.reports(of: maria, kind: .radiology).count == 1)
    #expect(try portal.visitNotes(of: maria).count == 1)
    let summary = try portal.summary(of: maria)
    #expect(
      summary.conditions.map(\.title) == [
        "High blood pressure (hypertension)", "High cholesterol", "Type 2 diabetes",
      ])
    #expect(summary.allergies.map(\.title) == ["Penicillin"])
    #expect(summary.immunizations.count == 3 && summary.medicines.count == 5)
    #expect(summary.vitals.count == 5)
    #expect(summary.vitals.map(\.title).contains("Blood pressure"))
    let inr = try portal.resultHistory(of: PatientID("rosa"), code: "6301-6")
    #expect(inr.count == 6)
    #expect(try portal.unreadMessages(of: maria) == 1)
  }

  @Test func `A result arrives, is reviewed, and is then shown`() async throws {
    let portal = try await DemonstrationStore().portal
    let result = Records.Result(
      code: "4548-4", name: "Hemoglobin A1c", value: "7.1", unit: "%",
      collectedAt: morning - 3600)
    let id = RecordID("a1c")
    try await portal.perform(Records.self, .receiveResult(maria, id, result), as: staff)
    #expect(try portal.recordItem(id, of: maria) == nil)
    #expect(try portal.resultHistory(of: maria, code: "4548-4").isEmpty)
    #expect(try portal.chartItem(id, of: maria) != nil)
    let (patient, target) = try #require(try portal.patient(ofReview: "a1c"))
    try await portal.perform(
      Records.self, .review(patient, target, by: "Dr. P", comment: "Good."), as: staff)
    #expect(try portal.recordItem(id, of: maria)?.review?.comment == "Good.")
    #expect(try portal.results(of: maria).first?.id == id)
    #expect(try portal.patient(ofReview: "a1c") == nil)
  }

  @Test func `A report with a delay shows a day after its review`() async throws {
    let portal = try await DemonstrationStore().portal
    let report = Records.Report(
      kind: .pathology, title: "Biopsy", performedAt: morning - 3600, author: nil, findings: "",
      impression: "Fine.")
    let id = RecordID("biopsy")
    try await portal.perform(Records.self, .receiveReport(maria, id, report), as: staff)
    try await portal.perform(
      Records.self, .review(maria, .record(id), by: "Dr. P", comment: nil), as: staff)
    let day: TimeInterval = 24 * 3600
    #expect(try portal.recordItem(id, of: maria, at: morning + day - 1) == nil)
    #expect(try portal.recordItem(id, of: maria, at: morning + day) != nil)
    #expect(try portal.reports(of: maria, at: morning + day).first?.id == id)
    #expect(try portal.pendingResults(of: maria).contains { $0.title == "Biopsy" })
  }

  @Test func `Critical values stand first in the queue, and what waits too long is overdue`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let result = Records.Result(
      code: "2823-3", name: "Potassium", value: "6.9", unit: "mmol/L", flag: .criticalHigh,
      collectedAt: morning - 60)
    try await portal.perform(
      Records.self, .receiveResult(PatientID("rosa"), RecordID("k"), result), as: staff)
    let queue = try portal.reviewQueue()
    #expect(queue.first?.entry.id == RecordID("k") && queue.first?.isCritical == true)
    let item = try #require(queue.first)
    #expect(!item.isOverdue(today: item.dueOn))
    #expect(item.isOverdue(today: item.dueOn.adding(days: 1)))
  }

  @Test func `What was taken back is in no list, and of a vital the one before shows again`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let newest = try #require(
      try portal.summary(of: maria).vitals.first { $0.title == "Pulse" })
    for id in [newest.id, RecordID("maria-penicillin"), RecordID("maria-2093-3-0")] {
      try await portal.perform(Records.self, .retract(maria, id, reason: "error"), as: staff)
    }
    let summary = try portal.summary(of: maria)
    #expect(summary.allergies.isEmpty)
    let pulse = try #require(summary.vitals.first { $0.title == "Pulse" })
    #expect(pulse.id != newest.id)
    #expect(try portal.resultHistory(of: maria, code: "2093-3").count == 3)
    #expect(try portal.resultHistory(of: maria, code: "8867-4").map(\.id) == [pulse.id])
  }

  @Test func `A long list comes page by page, the newest first, each item once`() async throws {
    let portal = try await DemonstrationStore().portal
    let rosa = PatientID("rosa")
    var generator = SeededGenerator(seed: 5)
    var days: [Int] = (0..<130).map { _ in Int.random(in: 1...2_000, using: &generator) }
    // Many of one month too.
    days += Array(repeating: 400, count: 70)
    let events = days.enumerated().map { index, day in
      Records.ResultReceived(
        patient: rosa, record: RecordID("x\(index)"),
        result: Records.Result(
          code: "718-7", name: "Hemoglobin", value: "13",
          collectedAt: morning - Double(day) * 86_400 - Double(index)),
        receivedAt: morning, release: .atOnce)
    }
    try await portal.record(events, as: staff)
    var found: [Records.Entry] = []
    for page in 0... {
      let entries = try portal.results(of: rosa, page: page)
      if entries.isEmpty { break }
      #expect(entries.count <= portal.policy.records.pageSize)
      found += entries
    }
    #expect(Set(found.map(\.id)).count == found.count && found.count == 200 + 6)
    let times = found.compactMap(\.happenedAt)
    #expect(times == times.sorted(by: >))
    #expect(try portal.resultHistory(of: rosa, code: "718-7", limit: 500).count == 200)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `The views equal what the rules fold from the log, whatever happened`(seed: UInt64)
    async throws
  {
    let portal = try await DemonstrationStore().portal
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let id = RecordID("r\(Int.random(in: 0..<10, using: &generator))")
      let at = morning - Double(Int.random(in: 0..<90_000_000, using: &generator))
      let panel = Records.Panel(id: cbc, name: "CBC")
      let command: Records.Command =
        switch Int.random(in: 0..<9, using: &generator) {
        case 0...2:
          .receiveResult(
            maria, id,
            Records.Result(
              code: "718-7", name: "Hemoglobin", value: "12", collectedAt: at, panel: panel))
        case 3:
          .measureVital(
            maria, id,
            Records.Vital(code: "8867-4", name: "Pulse", value: "70", unit: nil, measuredAt: at))
        case 4: .recordCondition(maria, id, Records.Condition(name: "asthma"))
        case 5: .review(maria, .panel(cbc), by: "d", comment: nil)
        case 6: .correct(maria, id, Records.Correction(value: "13", reason: "x"))
        case 7: .retract(maria, id, reason: "x")
        default: .release(maria, .record(id))
        }
      do {
        try await portal.perform(Records.self, command, as: staff)
      } catch is Records.Failure {}
    }
    let (state, _) = try portal.load(
      Records.self, portal.query(of: Records.self, Boundary(tags: maria.tag)))
    for entry in state.entries { #expect(try portal.chartItem(entry.id, of: maria) == entry) }
    let visible = state.entries.filter { $0.isVisible(at: morning) }
    #expect(
      Set(try portal.resultHistory(of: maria, code: "718-7")).map(\.id).sorted(by: before)
        == visible.filter { $0.code == "718-7" }.map(\.id).sorted(by: before))
    #expect(
      Set(try portal.reviewQueue().map(\.entry.id))
        == Set(state.entries.filter(\.awaitsReview).map(\.id)))
    let summary = try portal.summary(of: maria)
    #expect(
      Set(summary.conditions.map(\.id))
        == Set(visible.filter { $0.kind == .condition && $0.resolvedOn == nil }.map(\.id)))
    for vital in summary.vitals {
      let newest = visible.filter { $0.code == vital.code }.compactMap(\.happenedAt).max()
      #expect(vital.happenedAt == newest)
    }
  }

  private func before(_ left: RecordID, _ right: RecordID) -> Bool { left.value < right.value }
}
