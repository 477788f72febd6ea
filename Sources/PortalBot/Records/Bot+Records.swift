internal import Foundation
internal import Portal
internal import PortalDomain

/// What the clinic knows of a patient's health, as far as it's released to them.
extension Bot {
  func startRecords(
    _ understanding: Understanding, _ patient: PatientID, _ turn: inout Turn
  ) throws {
    let said = said(turn, understanding)
    if understanding.intent == .recordsDownload {
      let flow = DownloadFlow()
      let begun = try flow.taking(said, self, patient) ?? flow.step
      return try begun.flow.proceed(self, patient, &turn)
    }
    if understanding.intent == .recordsShare,
      said.has(["stop", "end", "revoke", "unshare", "cancel", "undo", "remove"])
    {
      let named = try facts.shares(of: patient).first { share in
        share.recipient.split(separator: " ").last.map { said.says(String($0)) } ?? false
      }
      return try UnshareFlow(share: named?.id).proceed(self, patient, &turn)
    }
    if understanding.intent == .recordsShare, said.has(["who"]) {
      let open = try facts.shares(of: patient).filter { $0.isOpen(at: facts.context.now) }
      turn.replies.append(phrases.sharedWith(open.map(\.recipient)))
      return
    }
    if understanding.intent == .recordsShare {
      let flow = ShareFlow()
      let begun = try flow.taking(said, self, patient) ?? flow.step
      return try begun.flow.proceed(self, patient, &turn)
    }
    guard try agrees(turn, to: .healthDetailsByText) else {
      turn.replies.append(phrases.notAgreed(.healthDetailsByText))
      return
    }
    switch understanding.intent {
    case .recordsReports: try showReports(said, patient, &turn)
    case .recordsVisitNotes:
      turn.told.insert(.notes)
      turn.replies.append(
        phrases.visitNote(try facts.visitNotes(of: patient, at: nil, page: 0).first, zone))
    case .recordsSummary:
      turn.told.formUnion([.summary, .medicines])
      turn.replies.append(phrases.summary(try facts.summary(of: patient)))
    default: try showResults(said, patient, &turn)
    }
  }

  var zone: ClinicDays { ClinicDays(zone: facts.context.timeZone, today: facts.context.today) }

  private func showResults(_ said: Said, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.results)
    let (shown, pending) = try facts.latestResults(of: patient, at: nil)
    let results = shown.compactMap { entry in
      if case .result(let result) = entry.content { result } else { nil }
    }
    var latest: [Records.Result] = []
    for result in results where !latest.contains(where: { $0.code == result.code }) {
      latest.append(result)
    }
    let words = TestWords(said)
    let named = latest.filter { words.name($0.name) }
    guard !named.isEmpty else {
      // The last time that blood was taken, and no more: a text message is short.
      let day = latest.first.map { zone.day($0.collectedAt) }
      let together = latest.filter { zone.day($0.collectedAt) == day }.prefix(6)
      turn.replies.append(phrases.results(Array(together), pending: pending.count, zone))
      return
    }
    for result in named.prefix(2) {
      let points = try facts.trend(of: patient, code: result.code, at: nil)?.points ?? []
      turn.replies.append(phrases.trend(result, points, zone))
    }
  }

  private func showReports(_ said: Said, _ patient: PatientID, _ turn: inout Turn) throws {
    turn.told.insert(.reports)
    let isPathology = said.has(["pathology", "biopsy", "mole", "skin", "tissue"])
    let isRadiology = said.has([
      "xray", "x", "ray", "scan", "mri", "ct", "radiology", "ultrasound", "imaging", "mammogram",
      "chest",
    ])
    let kind: Records.Kind? =
      isPathology == isRadiology ? nil : isPathology ? .pathology : .radiology
    let reports = try facts.reports(of: patient, kind: kind, at: nil, page: 0).compactMap {
      entry in
      if case .report(let report) = entry.content { report } else { nil }
    }
    turn.replies.append(phrases.reports(Array(reports.prefix(2)), zone))
  }
}

/// How a moment is said.
struct ClinicDays {
  let zone: TimeZone
  let today: LocalDate

  func day(_ instant: Date) -> LocalDate { LocalDate(instant, in: zone) }
  func spoken(_ instant: Date) -> String { day(instant).spoken(today: today) }
}

/// What a message calls tests by.
struct TestWords {
  private let said: Said
  /// Parts of the names of those that it names in lay words.
  private let meant: [String]

  init(_ said: Said) {
    self.said = said
    meant = Self.lay.flatMap { word, names in said.says(word) ? names : [] }
  }

  /// Whether it's about a test.
  func name(_ test: String) -> Bool {
    let plain = test.lowercased()
    let own = plain.split { !$0.isLetter && !$0.isNumber }.map(String.init)
      .filter { $0.count >= 3 && !["total", "count", "blood", "test"].contains($0) }
    return said.has(Set(own)) || meant.contains { plain.contains($0) }
  }

  private static let lay: [String: [String]] = [
    "cholesterol": ["cholesterol", "ldl", "hdl"], "bad cholesterol": ["ldl"],
    "good cholesterol": ["hdl"], "lipid": ["cholesterol", "ldl", "hdl", "triglyc"],
    "a1c": ["a1c"], "sugar": ["glucose", "a1c"], "kidney": ["creatinine", "gfr"],
    "thyroid": ["tsh"], "iron": ["ferritin", "iron"],
  ]
}
