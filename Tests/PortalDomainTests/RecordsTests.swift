import Foundation
import PortalDomain
import TestSupport
import Testing

@Suite struct RecordsTests {
  let patient = PatientID("p1")
  let id = RecordID("r1")
  let panel = Records.Panel(id: PanelID("panel1"), name: "Lipid panel")

  func result(
    _ value: String = "212", panel: Records.Panel? = nil, flag: Records.Flag? = nil
  ) throws -> Records.Result {
    Records.Result(
      code: "2093-3", name: "Total cholesterol", value: value, unit: "mg/dL",
      range: Records.ReferenceRange(high: 199), flag: flag,
      collectedAt: try instant("2026-03-01T14:00:00Z"), panel: panel)
  }

  func received(
    _ id: RecordID = RecordID("r1"), release: Records.ReleaseRule = .afterReview,
    panel: Records.Panel? = nil
  ) throws -> Records.ResultReceived {
    Records.ResultReceived(
      patient: patient, record: id, result: try result(panel: panel),
      receivedAt: try instant("2026-03-02T15:00:00Z"), release: release)
  }

  func report(_ kind: Records.Kind = .pathology) throws -> Records.Report {
    Records.Report(
      kind: kind, title: "Skin biopsy", performedAt: try instant("2026-02-27T15:00:00Z"),
      author: "Dr. N", findings: "Nevus.", impression: "Harmless.")
  }

  func note() throws -> Records.Note {
    Records.Note(
      title: "Visit", visitAt: try instant("2026-02-27T15:00:00Z"), author: "Dr. P",
      text: "Cough.", instructions: nil)
  }

  func reportReceived(_ kind: Records.Kind = .pathology) throws -> Records.ReportReceived {
    Records.ReportReceived(
      patient: patient, record: id, report: try report(kind),
      receivedAt: try instant("2026-03-02T15:00:00Z"), release: .delayedAfterReview)
  }

  func condition(since: String? = nil) throws -> Records.ConditionRecorded {
    Records.ConditionRecorded(
      patient: patient, record: id,
      condition: Records.Condition(name: "asthma", since: try since.map(day)))
  }

  func retracted() throws -> Records.Retracted {
    Records.Retracted(
      patient: patient, record: id, panel: nil, kind: .laboratory, code: "2093-3",
      reason: "wrong patient", retractedAt: try instant("2026-03-02T15:30:00Z"))
  }

  let now = "2026-03-02T16:00:00Z"

  // MARK: What comes in

  @Test func `A result is received under the rule of the policy`() throws {
    for rule in Records.ReleaseRule.allCases {
      var given = Given(Records.self)
      given.policy.records.laboratory = rule
      try expect(
        given.when(.receiveResult(patient, id, try result())),
        equal: Records.ResultReceived(
          patient: patient, record: id, result: try result(), receivedAt: try instant(now),
          release: rule))
    }
  }

  @Test func `A report, a note and a document are received under rules of their own`() throws {
    var given = Given(Records.self)
    given.policy.records.radiology = .atOnce
    given.policy.records.visitNotes = .afterReview
    try expect(
      given.when(.receiveReport(patient, id, try report(.radiology))),
      equal: Records.ReportReceived(
        patient: patient, record: id, report: try report(.radiology),
        receivedAt: try instant(now), release: .atOnce))
    try expect(
      given.when(.receiveReport(patient, id, try report(.pathology))),
      equal: Records.ReportReceived(
        patient: patient, record: id, report: try report(.pathology),
        receivedAt: try instant(now), release: .delayedAfterReview))
    try expect(
      given.when(.addNote(patient, id, try note())),
      equal: Records.NoteAdded(
        patient: patient, record: id, note: try note(), receivedAt: try instant(now),
        release: .afterReview))
    let document = Records.Document(
      title: "Letter", mediaType: "application/pdf", attachment: AttachmentID("a"), byteCount: 9,
      writtenAt: try instant("2026-02-27T15:00:00Z"))
    try expect(
      given.when(.addDocument(patient, id, document)),
      equal: Records.DocumentAdded(
        patient: patient, record: id, document: document, receivedAt: try instant(now),
        release: .atOnce))
  }

  @Test func `What makes up the summary is recorded`() throws {
    let given = Given(Records.self)
    try expect(
      given.when(.recordCondition(patient, id, try condition().condition)),
      equal: try condition())
    let allergy = Records.Allergy(substance: "Penicillin", reaction: "hives")
    try expect(
      given.when(.recordAllergy(patient, id, allergy)),
      equal: Records.AllergyRecorded(patient: patient, record: id, allergy: allergy))
    let immunization = Records.Immunization(vaccine: "Tdap", on: try day("2024-02-29"))
    try expect(
      given.when(.recordImmunization(patient, id, immunization)),
      equal: Records.ImmunizationRecorded(
        patient: patient, record: id, immunization: immunization))
    let vital = Records.Vital(
      code: "85354-9", name: "Blood pressure", value: "128/82", unit: "mmHg",
      measuredAt: try instant("2026-03-02T15:00:00Z"))
    try expect(
      given.when(.measureVital(patient, id, vital)),
      equal: Records.VitalMeasured(patient: patient, record: id, vital: vital))
  }

  @Test func `The same item is recorded once, also after it was corrected`() throws {
    let corrected = Records.Corrected(
      patient: patient, record: id, panel: nil,
      correction: Records.Correction(value: "221", reason: "typo"),
      correctedAt: try instant("2026-03-02T15:30:00Z"))
    #expect(
      try Given(Records.self, try received()).when(.receiveResult(patient, id, try result()))
        .isEmpty)
    #expect(
      try Given(Records.self, try received(), corrected)
        .when(.receiveResult(patient, id, try result())).isEmpty)
    #expect(
      try Given(Records.self, try condition())
        .when(.recordCondition(patient, id, try condition().condition)).isEmpty)
  }

  @Test func `Another item under a number that is taken is refused`() throws {
    #expect(throws: Records.Failure.taken) {
      try Given(Records.self, try condition()).when(.receiveResult(patient, id, try result()))
    }
  }

  @Test func `What says nothing is refused`() throws {
    let given = Given(Records.self)
    let instant = try instant("2026-02-27T15:00:00Z")
    let empty: [Records.Command] = [
      .receiveResult(patient, id, try result("")),
      .receiveReport(
        patient, id,
        Records.Report(
          kind: .radiology, title: "X-ray", performedAt: instant, author: nil, findings: "",
          impression: "")),
      .addNote(
        patient, id,
        Records.Note(title: "", visitAt: instant, author: nil, text: "x", instructions: nil)),
      .addDocument(
        patient, id,
        Records.Document(
          title: "Letter", mediaType: "text/plain", attachment: AttachmentID("a"), byteCount: 0,
          writtenAt: instant)),
      .recordCondition(patient, id, Records.Condition(name: "")),
      .recordAllergy(patient, id, Records.Allergy(substance: "")),
      .recordImmunization(
        patient, id, Records.Immunization(vaccine: "", on: try day("2020-01-01"))),
      .measureVital(
        patient, id,
        Records.Vital(code: "x", name: "Pulse", value: "", unit: nil, measuredAt: instant)),
    ]
    for command in empty {
      #expect(throws: Records.Failure.empty) { try given.when(command) }
    }
  }

  @Test func `Nothing can have happened tomorrow`() throws {
    let given = Given(Records.self).at("2026-02-28T16:00:00Z")
    #expect(throws: Records.Failure.inFuture) {
      try given.when(.receiveResult(patient, id, try result()))
    }
    #expect(throws: Records.Failure.inFuture) {
      try given.when(
        .recordImmunization(
          patient, id, Records.Immunization(vaccine: "Flu", on: try day("2026-03-01"))))
    }
    // 4 am on the 1st in Greenwich is still the 28th of February in Rochester.
    #expect(throws: Records.Failure.inFuture) {
      try given.at("2026-03-01T04:00:00Z").when(
        .recordCondition(
          patient, id, Records.Condition(name: "asthma", since: try day("2026-03-01"))))
    }
  }

  @Test func `Only radiology and pathology report`() throws {
    #expect(throws: Records.Failure.wrongKind(.vital)) {
      try Given(Records.self).when(.receiveReport(patient, id, try report(.vital)))
    }
  }

  // MARK: Review and release

  @Test func `A review shows a result at once`() throws {
    try expect(
      Given(Records.self, try received()).when(
        .review(patient, .record(id), by: "Dr. P", comment: "Fine.")),
      equal: Records.ResultReviewed(
        patient: patient, record: id, panel: nil, reviewer: "Dr. P", comment: "Fine.",
        reviewedAt: try instant(now), visibleFrom: try instant(now)))
  }

  @Test func `With a delay it shows 24 hours later, also when the clocks change meanwhile`() throws
  {
    // In the night to 8 March the clocks go forward: a day later it's another time on the wall.
    let events = try Given(Records.self, try reportReceived()).at("2026-03-07T20:00:00Z")
      .when(.review(patient, .record(id), by: "Dr. P", comment: nil))
    let reviewed = try #require(events.first as? Records.ResultReviewed)
    #expect(reviewed.visibleFrom == (try instant("2026-03-08T20:00:00Z")))
  }

  @Test func `All results of a panel are reviewed together, each once`() throws {
    let (first, second) = (RecordID("a"), RecordID("b"))
    let given = Given(
      Records.self, try received(first, panel: panel), try received(second, panel: panel),
      Records.ResultReviewed(
        patient: patient, record: first, panel: panel.id, reviewer: "Dr. P", comment: nil,
        reviewedAt: try instant(now), visibleFrom: try instant(now)))
    let events = try given.when(.review(patient, .panel(panel.id), by: "Dr. P", comment: "Fine."))
    #expect(events.compactMap { ($0 as? Records.ResultReviewed)?.record } == [second])
    #expect(events.first?.tags.contains("panel:panel1") == true)
  }

  @Test func `A review is taken once`() throws {
    let reviewed = Records.ResultReviewed(
      patient: patient, record: id, panel: nil, reviewer: "Dr. P", comment: nil,
      reviewedAt: try instant(now), visibleFrom: try instant(now))
    #expect(
      try Given(Records.self, try received(), reviewed)
        .when(.review(patient, .record(id), by: "Dr. Q", comment: "Again")).isEmpty)
  }

  @Test func `A release shows what its rule would still hold back, once`() throws {
    let released = Records.Released(
      patient: patient, record: id, panel: nil, releasedAt: try instant(now))
    try expect(
      Given(Records.self, try received()).when(.release(patient, .record(id))), equal: released)
    #expect(
      try Given(Records.self, try received(), released).when(.release(patient, .record(id)))
        .isEmpty)
    #expect(
      try Given(Records.self, try received(release: .atOnce))
        .when(.release(patient, .record(id))).isEmpty)
  }

  @Test func `What isn't there can't be reviewed, released, corrected, amended or taken back`()
    throws
  {
    let commands: [Records.Command] = [
      .review(patient, .record(id), by: "x", comment: nil),
      .review(patient, .panel(panel.id), by: "x", comment: nil), .release(patient, .record(id)),
      .correct(patient, id, Records.Correction(value: "1", reason: "x")),
      .amend(patient, id, text: "x", by: "x"), .retract(patient, id, reason: "x"),
      .resolveCondition(patient, id, on: try day("2026-03-01")),
    ]
    for command in commands {
      #expect(throws: Records.Failure.unknown) { try Given(Records.self).when(command) }
    }
  }

  @Test func `What was taken back can't be reviewed, released or corrected`() throws {
    let given = Given(Records.self, try received(), try retracted())
    let commands: [Records.Command] = [
      .review(patient, .record(id), by: "x", comment: nil), .release(patient, .record(id)),
      .correct(patient, id, Records.Correction(value: "1", reason: "x")),
    ]
    for command in commands {
      #expect(throws: Records.Failure.retracted) { try given.when(command) }
    }
  }

  // MARK: Changes

  @Test func `A corrected value says what it replaces, and wants another look`() throws {
    let correction = Records.Correction(value: "190", reason: "sample mixed up")
    let corrected = Records.Corrected(
      patient: patient, record: id, panel: nil, correction: correction,
      correctedAt: try instant(now))
    try expect(
      Given(Records.self, try received()).when(.correct(patient, id, correction)),
      equal: corrected)
    var entry = try #require(Records.Entry(try received()))
    entry.evolve(corrected)
    #expect(entry.corrected?.value == "212" && entry.awaitsReview)
    guard case .result(let result) = entry.content else { return }
    #expect(result.value == "190" && result.flag == .normal && result.unit == "mg/dL")
    #expect(
      try Given(Records.self, try received(), corrected).when(.correct(patient, id, correction))
        .isEmpty)
    #expect(throws: Records.Failure.empty) {
      try Given(Records.self, try received())
        .when(.correct(patient, id, Records.Correction(value: "", reason: "x")))
    }
    #expect(throws: Records.Failure.wrongKind(.condition)) {
      try Given(Records.self, try condition()).when(.correct(patient, id, correction))
    }
  }

  @Test func `Something is added below a report or a note, once`() throws {
    let amended = Records.Amended(
      patient: patient, record: id, text: "Seen again.", author: "Dr. N",
      amendedAt: try instant(now))
    let command = Records.Command.amend(patient, id, text: "Seen again.", by: "Dr. N")
    try expect(Given(Records.self, try reportReceived()).when(command), equal: amended)
    #expect(try Given(Records.self, try reportReceived(), amended).when(command).isEmpty)
    #expect(throws: Records.Failure.wrongKind(.laboratory)) {
      try Given(Records.self, try received()).when(command)
    }
    #expect(throws: Records.Failure.empty) {
      try Given(Records.self, try reportReceived()).when(.amend(patient, id, text: "", by: "x"))
    }
  }

  @Test func `What was entered in error is taken back, once`() throws {
    let command = Records.Command.retract(patient, id, reason: "wrong patient")
    try expect(
      Given(Records.self, try received()).at("2026-03-02T15:30:00Z").when(command),
      equal: try retracted())
    #expect(try Given(Records.self, try received(), try retracted()).when(command).isEmpty)
  }

  @Test func `A condition is over from a day on, once, and not from tomorrow on`() throws {
    let command = Records.Command.resolveCondition(patient, id, on: try day("2026-03-01"))
    let resolved = Records.ConditionResolved(
      patient: patient, record: id, on: try day("2026-03-01"))
    try expect(Given(Records.self, try condition()).when(command), equal: resolved)
    #expect(try Given(Records.self, try condition(), resolved).when(command).isEmpty)
    #expect(throws: Records.Failure.wrongKind(.laboratory)) {
      try Given(Records.self, try received()).when(command)
    }
    #expect(throws: Records.Failure.inFuture) {
      try Given(Records.self, try condition())
        .when(.resolveCondition(patient, id, on: try day("2026-03-03")))
    }
  }

  // MARK: Flags and trends

  @Test func `A value is flagged by its range where the laboratory says nothing`() throws {
    let range = Records.ReferenceRange(low: 2, high: 3)
    for (value, flag) in [
      ("1.9", Records.Flag.low), ("2", .normal), ("3", .normal), ("3.1", .high),
    ] {
      let result = Records.Result(
        code: "6301-6", name: "INR", value: value, range: range, collectedAt: .distantPast)
      #expect(result.flag == flag)
    }
    #expect(try result("positive").flag == nil)
    #expect(try result("12", flag: .criticalLow).flag == .criticalLow)
    #expect(Records.ReferenceRange().flag(of: 1) == nil)
    #expect(
      [range, .init(high: 199), .init(low: 12.5), .init()].map(\.text)
        == ["2 to 3", "up to 199", "12.5 or more", nil])
  }

  @Test func `A trend tells the change since the last value of the same unit`() throws {
    func entry(_ value: String, _ unit: String, _ at: String) throws -> Records.Entry {
      try #require(
        Records.Entry(
          Records.ResultReceived(
            patient: patient, record: RecordID(at),
            result: Records.Result(
              code: "x", name: "A1c", value: value, unit: unit, collectedAt: try instant(at)),
            receivedAt: try instant(at), release: .atOnce)))
    }
    let trend = try #require(
      Records.Trend([
        try entry("7.1", "%", "2026-03-01T00:00:00Z"),
        try entry("54", "mmol/mol", "2025-12-01T00:00:00Z"),
        try entry("7.4", "%", "2025-09-01T00:00:00Z"),
      ]))
    #expect(trend.points.map(\.value) == ["7.1", "7.4"])
    #expect(trend.changeSinceLast == -0.3)
    #expect(Records.Trend([]) == nil)
    let words = try #require(
      Records.Trend([
        try entry("negative", "%", "2026-03-01T00:00:00Z"),
        try entry("7.4", "%", "2025-09-01T00:00:00Z"),
      ]))
    #expect(words.changeSinceLast == nil)
  }

  // MARK: Properties

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `A result is never shown before its release`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var state = Records.initial
    var clock = try instant("2026-02-01T12:00:00Z")
    // What a plain reading of the rules allows, kept beside them.
    var allowedFrom: [RecordID: Date] = [:]
    var rules: [RecordID: Records.ReleaseRule] = [:]
    var reviewed: Set<RecordID> = []
    for _ in 0..<120 {
      clock.addTimeInterval(Double(Int.random(in: 0...40_000, using: &generator)))
      var policy = Policy()
      policy.records.laboratory = Records.ReleaseRule.allCases.randomElement(using: &generator)!
      let context = Context(now: clock, timeZone: .gmt, policy: policy, makeCode: { "C" })
      let id = RecordID("r\(Int.random(in: 0..<12, using: &generator))")
      let command: Records.Command
      switch Int.random(in: 0..<10, using: &generator) {
      case 0...4:
        let result = Records.Result(
          code: "c", name: "N", value: "1",
          collectedAt: Date(timeIntervalSince1970: 1_700_000_000),
          panel: Bool.random(using: &generator) ? panel : nil)
        command = .receiveResult(patient, id, result)
      case 5: command = .review(patient, .record(id), by: "d", comment: nil)
      case 6: command = .review(patient, .panel(panel.id), by: "d", comment: nil)
      case 7: command = .release(patient, .record(id))
      case 8:
        command = .correct(
          patient, id,
          Records.Correction(value: "\(Int.random(in: 1...9, using: &generator))", reason: "r"))
      default: command = .retract(patient, id, reason: "r")
      }
      let events = (try? Records.decide(command, state, context)) ?? []
      for event in events {
        Records.evolve(&state, event)
        switch event {
        case let event as Records.ResultReceived:
          rules[event.record] = policy.records.laboratory
          if policy.records.laboratory == .atOnce { allowedFrom[event.record] = clock }
        case let event as Records.ResultReviewed where !reviewed.contains(event.record):
          reviewed.insert(event.record)
          let delay: Double = rules[event.record] == .delayedAfterReview ? 24 * 3600 : 0
          allowedFrom[event.record] = min(
            allowedFrom[event.record] ?? .distantFuture, clock + delay)
        case let event as Records.Released:
          allowedFrom[event.record] = min(allowedFrom[event.record] ?? .distantFuture, clock)
        default: break
        }
      }
      // The same again changes nothing.
      if !events.isEmpty {
        #expect(((try? Records.decide(command, state, context)) ?? []).isEmpty)
      }
      for entry in state.entries {
        for offset in [-86_400.0, 0, 3600, 90_000] {
          let moment = clock + offset
          let isAllowed = allowedFrom[entry.id].map { $0 <= moment } ?? false
          #expect(!entry.isVisible(at: moment) || isAllowed)
          if isAllowed, !entry.isRetracted { #expect(entry.isVisible(at: moment)) }
        }
      }
    }
    #expect(!state.entries.isEmpty)
  }
}
