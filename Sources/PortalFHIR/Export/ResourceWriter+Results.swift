internal import Foundation
internal import Portal
internal import PortalDomain

/// Results, vitals, reports, notes and documents.
extension ResourceWriter {
  func result(_ result: Records.Result, _ entry: Records.Entry) -> JSONNode {
    var fields = observation(
      entry, "laboratory", result.code, result.name, at: result.collectedAt)
    fields["issued"] = entry.receivedAt.map { .text(instant($0)) }
    if let number = result.number {
      fields["valueQuantity"] = quantity(number, result.unit)
    } else {
      fields["valueString"] = .text(result.label)
    }
    if let range = result.range {
      fields["referenceRange"] = [
        [
          "low": range.low.map { quantity($0, result.unit) },
          "high": range.high.map { quantity($0, result.unit) },
        ]
      ]
    }
    fields["interpretation"] = result.flag.map {
      [Self.hl7("v3-ObservationInterpretation", Self.code(of: $0))]
    }
    fields["note"] = .list(entry.review?.comment.map { [["text": .text($0)]] } ?? [])
    return .object(fields)
  }

  func vital(_ vital: Records.Vital, _ entry: Records.Entry) -> JSONNode {
    var fields = observation(entry, "vital-signs", vital.code, vital.name, at: vital.measuredAt)
    let parts = vital.value.split(separator: "/").compactMap { Double($0) }
    if let number = Double(vital.value) {
      fields["valueQuantity"] = quantity(number, vital.unit)
    } else if parts.count == 2 {
      fields["component"] = [
        pressure("8480-6", "Systolic blood pressure", parts[0], vital.unit),
        pressure("8462-4", "Diastolic blood pressure", parts[1], vital.unit),
      ]
    } else {
      fields["valueString"] = .text(vital.label)
    }
    return .object(fields)
  }

  /// The results that came together, as reports that name them.
  func panels() -> [JSONNode] {
    var panels: [Records.Panel] = []
    var members: [PanelID: [Records.Entry]] = [:]
    for entry in record.entries(.laboratory) {
      guard let panel = entry.panel else { continue }
      if members[panel.id] == nil { panels.append(panel) }
      members[panel.id, default: []].append(entry)
    }
    return panels.map { panel in
      let entries = members[panel.id] ?? []
      return [
        "resourceType": "DiagnosticReport", "id": .text(Self.id(panel.id.value)),
        "status": "final", "category": [Self.hl7("v2-0074", "LAB")],
        "code": ["text": .text(panel.name)], "subject": subject,
        "effectiveDateTime": entries.first?.happenedAt.map { .text(instant($0)) },
        "result": .list(
          entries.map { ["reference": "Observation/\(Self.id($0.id.value))"] }),
      ]
    }
  }

  func report(_ report: Records.Report, _ entry: Records.Entry) -> JSONNode {
    [
      "resourceType": "DiagnosticReport", "id": .text(Self.id(entry.id.value)),
      "status": entry.amendments.isEmpty ? "final" : "amended",
      "category": [Self.hl7("v2-0074", report.kind == .radiology ? "RAD" : "SP")],
      "code": Self.concept(report.code, report.title), "subject": subject,
      "effectiveDateTime": .text(instant(report.performedAt)),
      "issued": entry.receivedAt.map { .text(instant($0)) },
      "performer": .list(report.author.map { [["display": .text($0)]] } ?? []),
      "conclusion": .text(report.impression),
      "presentedForm": [
        Self.attachment(
          text: ([report.findings] + entry.amendments.map(\.text)).joined(separator: "\n"),
          report.title)
      ],
    ]
  }

  func note(_ note: Records.Note, _ entry: Records.Entry) -> JSONNode {
    let text = [note.text, note.instructions ?? ""] + entry.amendments.map(\.text)
    return documentReference(
      entry, type: Records.Code("loinc", "11488-4"), title: note.title, at: note.visitAt,
      author: note.author,
      Self.attachment(text: text.filter { !$0.isEmpty }.joined(separator: "\n"), note.title))
  }

  func document(_ document: Records.Document, _ entry: Records.Entry) -> JSONNode {
    documentReference(
      entry, type: nil, title: document.title, at: document.writtenAt, author: nil,
      [
        "contentType": .text(document.mediaType), "title": .text(document.title),
        "size": .integer(document.byteCount), "url": "urn:uuid:\(document.attachment)",
      ])
  }

  // MARK: Parts

  private func observation(
    _ entry: Records.Entry, _ category: String, _ code: String, _ name: String, at: Date
  ) -> [String: JSONNode?] {
    [
      "resourceType": "Observation", "id": .text(Self.id(entry.id.value)),
      "status": entry.corrected == nil ? "final" : "corrected",
      "category": [Self.hl7("observation-category", category)],
      "code": Self.concept(Records.Code("loinc", code), name), "subject": subject,
      "effectiveDateTime": .text(instant(at)),
    ]
  }

  private func documentReference(
    _ entry: Records.Entry, type: Records.Code?, title: String, at: Date, author: String?,
    _ attachment: JSONNode
  ) -> JSONNode {
    [
      "resourceType": "DocumentReference", "id": .text(Self.id(entry.id.value)),
      "status": "current", "type": Self.concept(type, title), "subject": subject,
      "date": .text(instant(at)), "description": .text(title),
      "author": .list(author.map { [["display": .text($0)]] } ?? []),
      "content": [["attachment": attachment]],
    ]
  }

  private static func attachment(text: String, _ title: String) -> JSONNode {
    guard !text.isEmpty else { return [:] }
    return [
      "contentType": "text/plain; charset=utf-8", "title": .text(title),
      "data": .text(Data(text.utf8).base64EncodedString()),
    ]
  }

  private func pressure(
    _ code: String, _ name: String, _ value: Double, _ unit: String?
  ) -> JSONNode {
    [
      "code": Self.concept(Records.Code("loinc", code), name),
      "valueQuantity": quantity(value, unit),
    ]
  }

  private func quantity(_ value: Double, _ unit: String?) -> JSONNode {
    ["value": .number(value), "unit": .optional(unit)]
  }

  private static func code(of flag: Records.Flag) -> String {
    switch flag {
    case .normal: "N"
    case .low: "L"
    case .high: "H"
    case .criticalLow: "LL"
    case .criticalHigh: "HH"
    case .abnormal: "A"
    }
  }
}
