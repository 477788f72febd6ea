internal import Foundation
internal import PortalDomain

extension PatientRecord {
  /// The columns of ``csv()``.
  static let columns = [
    "kind", "id", "date", "name", "code", "value", "unit", "low", "high", "flag", "panel", "status",
    "text",
  ]

  /// The record as a table, a row an item (RFC 4180): one header, lines that end with CR and LF.
  public func csv() -> String {
    let rows =
      entries.map(row) + medicines.map(row)
      + conversations.flatMap { conversation in
        conversation.messages.map { row($0, conversation.thread) }
      }
    return ([Self.columns] + rows)
      .map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
  }

  private func row(_ entry: Records.Entry) -> [String] {
    var fields: [String: String] = [
      "kind": entry.kind.rawValue, "id": entry.id.value, "date": day(entry.happenedAt),
      "name": entry.title,
    ]
    switch entry.content {
    case .result(let result):
      fields["code"] = result.code
      fields["value"] = result.value
      fields["unit"] = result.unit
      fields["low"] = result.range?.low.map(Self.number)
      fields["high"] = result.range?.high.map(Self.number)
      fields["flag"] = result.flag?.rawValue
      fields["panel"] = result.panel?.name
      fields["status"] = entry.corrected == nil ? "final" : "corrected"
      fields["text"] = entry.review?.comment
    case .vital(let vital):
      fields["code"] = vital.code
      fields["value"] = vital.value
      fields["unit"] = vital.unit
    case .report(let report):
      fields["code"] = report.code?.value
      fields["text"] = ([report.impression] + entry.amendments.map(\.text)).joined(separator: "\n")
    case .note(let note):
      fields["text"] =
        ([note.text, note.instructions ?? ""] + entry.amendments.map(\.text))
        .filter { !$0.isEmpty }.joined(separator: "\n")
    case .document(let document): fields["value"] = document.mediaType
    case .condition(let condition):
      fields["date"] = condition.since?.description
      fields["code"] = condition.code?.value
      fields["status"] = entry.resolvedOn.map { "resolved \($0)" } ?? "active"
    case .allergy(let allergy):
      fields["date"] = allergy.since?.description
      fields["code"] = allergy.code?.value
      fields["value"] = allergy.reaction
      fields["flag"] = allergy.isSevere ? "severe" : nil
    case .immunization(let immunization):
      fields["date"] = immunization.on.description
      fields["code"] = immunization.code?.value
    }
    return Self.columns.map { fields[$0] ?? "" }
  }

  private func row(_ medicine: Prescriptions.Prescription) -> [String] {
    let fields = [
      "kind": "medicine", "id": medicine.id.value, "date": medicine.writtenOn.description,
      "name": medicine.medicine.label, "code": medicine.medicine.rxNorm ?? "",
      "status": medicine.stoppedBecause ?? "active", "text": medicine.directions ?? "",
    ]
    return Self.columns.map { fields[$0] ?? "" }
  }

  private func row(_ message: Messages.Message, _ thread: Messages.Thread) -> [String] {
    let fields = [
      "kind": "message", "id": message.id.value, "date": day(message.at), "name": thread.subject,
      "value": message.by.rawValue, "text": message.text,
    ]
    return Self.columns.map { fields[$0] ?? "" }
  }

  private static func number(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }

  /// A field in quotes where it needs them. What a spreadsheet would take for a formula is told apart by
  /// an apostrophe (OWASP, "CSV Injection").
  private static func field(_ text: String) -> String {
    var text = text
    if let first = text.first, "=+-@\t\r".contains(first), Double(text) == nil { text = "'" + text }
    guard text.contains(where: { ",\"\n\r\r\n".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
