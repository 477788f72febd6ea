internal import Foundation
internal import PortalDomain

extension PatientRecord {
  /// The record as plain text that people can read and print.
  public func text() -> String {
    var text = TextPage()
    text.title("Health record of \(profile.givenName) \(profile.familyName)")
    text.line("Born \(profile.birthDate)")
    if let number = profile.clinicNumber { text.line("Clinic number \(number)") }
    text.line("\(clinic.name), \(clinic.phone)")
    text.line("Put together on \(day(madeAt))")
    summary(&text)
    results(&text)
    for entry in Self.newest(entries(.radiology) + entries(.pathology)) { report(entry, &text) }
    for entry in entries(.visitNote) { note(entry, &text) }
    text.section("Documents", entries(.document)) { "\(day($0.happenedAt))  \($0.title)" }
    messages(&text)
    return text.content
  }

  private func summary(_ text: inout TextPage) {
    text.section("Conditions", entries(.condition)) { entry in
      guard case .condition(let condition) = entry.content else { return entry.title }
      let since = condition.since.map { ", since \($0)" } ?? ""
      return entry.title + since + (entry.resolvedOn.map { ", over on \($0)" } ?? "")
    }
    text.section("Allergies", entries(.allergy)) { entry in
      guard case .allergy(let allergy) = entry.content else { return entry.title }
      return allergy.substance + (allergy.reaction.map { ": \($0)" } ?? "")
        + (allergy.isSevere ? " (severe)" : "")
    }
    text.section("Medicines", medicines.filter(\.isActive)) { medicine in
      [medicine.medicine.label, medicine.directions].compactMap { $0 }.joined(separator: ": ")
    }
    text.section("Past medicines", medicines.filter { !$0.isActive }) { medicine in
      medicine.medicine.label + (medicine.stoppedBecause.map { " (\($0))" } ?? "")
    }
    text.section("Immunizations", entries(.immunization)) { entry in
      "\(entry.givenOn?.description ?? "")  \(entry.title)"
    }
    text.section("Vitals", entries(.vital)) { entry in
      guard case .vital(let vital) = entry.content else { return entry.title }
      return "\(day(vital.measuredAt))  \(vital.name) \(vital.label)"
    }
  }

  private func results(_ text: inout TextPage) {
    text.section("Test results", entries(.laboratory)) { entry in
      guard case .result(let result) = entry.content else { return entry.title }
      var line = "\(day(result.collectedAt))  \(result.name) \(result.label)"
      if let flag = result.flag { line += ", \(flag.words)" }
      if let range = result.range?.text { line += " (usual: \(range))" }
      if entry.corrected != nil { line += ", corrected" }
      if let comment = entry.review?.comment { line += "\n    \(comment)" }
      return line
    }
  }

  private func report(_ entry: Records.Entry, _ text: inout TextPage) {
    guard case .report(let report) = entry.content else { return }
    text.title(report.title)
    text.line([day(report.performedAt), report.author].compactMap { $0 }.joined(separator: ", "))
    text.line("In short: \(report.impression)")
    if !report.findings.isEmpty { text.line("Findings: \(report.findings)") }
    if let comment = entry.review?.comment { text.line("Your provider: \(comment)") }
    amendments(entry, &text)
  }

  private func note(_ entry: Records.Entry, _ text: inout TextPage) {
    guard case .note(let note) = entry.content else { return }
    text.title(note.title)
    text.line([day(note.visitAt), note.author].compactMap { $0 }.joined(separator: ", "))
    text.line(note.text)
    if let instructions = note.instructions { text.line("What to do: \(instructions)") }
    amendments(entry, &text)
  }

  private func amendments(_ entry: Records.Entry, _ text: inout TextPage) {
    for amendment in entry.amendments {
      text.line("Added on \(day(amendment.at)) by \(amendment.author): \(amendment.text)")
    }
  }

  private func messages(_ text: inout TextPage) {
    for conversation in conversations {
      text.title("Messages: \(conversation.thread.subject)")
      for message in conversation.messages {
        let author = message.by == .patient ? profile.givenName : message.author ?? "Care team"
        text.line("\(day(message.at))  \(author): \(message.text)")
      }
    }
  }

  private static func newest(_ entries: [Records.Entry]) -> [Records.Entry] {
    Portal.newestFirst(entries)
  }
}

/// Headings and lines under them.
private struct TextPage {
  private(set) var content = ""

  mutating func title(_ title: String) {
    if !content.isEmpty { content += "\n" }
    content += "\(title)\n" + String(repeating: "-", count: title.count) + "\n"
  }

  mutating func line(_ line: String) { content += line + "\n" }

  mutating func section<Item>(_ title: String, _ items: [Item], _ line: (Item) -> String) {
    guard !items.isEmpty else { return }
    self.title(title)
    for item in items { self.line(line(item)) }
  }
}
