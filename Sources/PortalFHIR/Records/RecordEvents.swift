internal import Foundation
internal import PortalDomain

/// What a bundle says of a patient's health, as events. What another system has long shown its patients
/// is shown at once.
struct RecordReader {
  let references: References
  /// The panels of the observations that reports name.
  private let panels: [String: Records.Panel]

  init(_ entries: [BundleEntry], _ references: References) {
    self.references = references
    var panels: [String: Records.Panel] = [:]
    for case .diagnosticReport(let report) in entries.map(\.resource) where report.isLaboratory {
      guard let name = report.code.plainName else { continue }
      for case .observation(let observation)? in (report.result ?? []).map({ references[$0] }) {
        panels[observation.id.value] = Records.Panel(
          id: PanelID("fhir-\(report.id.value)"), name: name)
      }
    }
    self.panels = panels
  }

  /// - Parameter place: where the resource stands in the bundle.
  /// - Returns: the events of a resource; none where it's nothing that is kept here.
  func events(
    of resource: Resource, at place: String
  ) throws(FHIRError) -> [any DomainEvent] {
    switch resource {
    case .condition(let resource): try events(of: resource, place)
    case .allergy(let resource): try events(of: resource, place)
    case .immunization(let resource): try events(of: resource, place)
    case .observation(let resource): try events(of: resource, place)
    case .diagnosticReport(let resource): try events(of: resource, place)
    case .patient, .practitioner, .medicationRequest, .medication, .other: []
    }
  }

  /// Whether a report became the panel of results.
  func isPanel(_ resource: Resource) -> Bool {
    guard case .diagnosticReport(let report) = resource else { return false }
    return panels.values.contains { $0.id.value == "fhir-\(report.id.value)" }
  }

  // MARK: Summary

  private func events(
    of resource: ConditionResource, _ place: String
  ) throws(FHIRError) -> [any DomainEvent] {
    guard resource.verificationStatus?.says("refuted", "entered-in-error") != true else {
      return []
    }
    let patient = try patient(resource.subject, "\(place).subject")
    let record = RecordID("fhir-\(resource.id.value)")
    let name = try (resource.code ?? .none).name(at: "\(place).code")
    let recorded = Records.ConditionRecorded(
      patient: patient, record: record,
      condition: Records.Condition(
        name: name, code: resource.code?.known,
        since: resource.onsetDateTime?.value ?? resource.recordedDate?.value),
      source: "fhir:Condition/\(resource.id.value)")
    let isOver = resource.clinicalStatus?.says("resolved", "inactive", "remission") == true
    let end = resource.abatementDateTime?.value ?? (isOver ? recorded.condition.since : nil)
    guard let end else { return [recorded] }
    return [recorded, Records.ConditionResolved(patient: patient, record: record, on: end)]
  }

  private func events(
    of resource: AllergyResource, _ place: String
  ) throws(FHIRError) -> [any DomainEvent] {
    guard resource.verificationStatus?.says("refuted", "entered-in-error") != true,
      resource.clinicalStatus?.says("resolved", "inactive") != true
    else { return [] }
    let reactions = resource.reaction ?? []
    let words = reactions.flatMap { $0.manifestation ?? [] }.compactMap(\.plainName)
    return [
      Records.AllergyRecorded(
        patient: try patient(resource.patient, "\(place).patient"),
        record: RecordID("fhir-\(resource.id.value)"),
        allergy: Records.Allergy(
          substance: try (resource.code ?? .none).name(at: "\(place).code"),
          code: resource.code?.known,
          reaction: words.isEmpty ? nil : words.joined(separator: ", "),
          isSevere: resource.criticality == "high"
            || reactions.contains { $0.severity == "severe" },
          since: resource.onsetDateTime?.value ?? resource.recordedDate?.value),
        source: "fhir:AllergyIntolerance/\(resource.id.value)")
    ]
  }

  private func events(
    of resource: ImmunizationResource, _ place: String
  ) throws(FHIRError) -> [any DomainEvent] {
    guard resource.status == "completed", let day = resource.occurrenceDateTime?.value else {
      return []
    }
    return [
      Records.ImmunizationRecorded(
        patient: try patient(resource.patient, "\(place).patient"),
        record: RecordID("fhir-\(resource.id.value)"),
        immunization: Records.Immunization(
          vaccine: try resource.vaccineCode.name(at: "\(place).vaccineCode"),
          code: resource.vaccineCode.known, on: day, lot: resource.lotNumber),
        source: "fhir:Immunization/\(resource.id.value)")
    ]
  }

  // MARK: Results

  private func events(
    of resource: ObservationResource, _ place: String
  ) throws(FHIRError) -> [any DomainEvent] {
    guard ["final", "amended", "corrected"].contains(resource.status),
      let instant = resource.effectiveDateTime?.value ?? resource.issued?.value,
      let code = resource.code.known?.value, let value = resource.value
    else { return [] }
    let categories = resource.category ?? []
    let isVital = categories.contains { $0.says("vital-signs") }
    guard isVital || categories.contains(where: { $0.says("laboratory") }) else { return [] }
    let patient = try patient(resource.subject, "\(place).subject")
    let record = RecordID("fhir-\(resource.id.value)")
    let name = try resource.code.name(at: "\(place).code")
    let source = "fhir:Observation/\(resource.id.value)"
    if isVital {
      return [
        Records.VitalMeasured(
          patient: patient, record: record,
          vital: Records.Vital(
            code: code, name: name, value: value.text, unit: value.unit, measuredAt: instant),
          source: source)
      ]
    }
    return [
      Records.ResultReceived(
        patient: patient, record: record,
        result: Records.Result(
          code: code, name: name, value: value.text, unit: value.unit, range: resource.range,
          flag: resource.flag, collectedAt: instant, panel: panels[resource.id.value]),
        receivedAt: resource.issued?.value ?? instant, release: .atOnce, source: source)
    ]
  }

  private func events(
    of resource: DiagnosticReportResource, _ place: String
  ) throws(FHIRError) -> [any DomainEvent] {
    guard ["final", "amended", "corrected"].contains(resource.status), let kind = resource.kind,
      let instant = resource.effectiveDateTime?.value ?? resource.issued?.value,
      let conclusion = resource.conclusion, !conclusion.isEmpty
    else { return [] }
    return [
      Records.ReportReceived(
        patient: try patient(resource.subject, "\(place).subject"),
        record: RecordID("fhir-\(resource.id.value)"),
        report: Records.Report(
          kind: kind, title: try resource.code.name(at: "\(place).code"),
          code: resource.code.known, performedAt: instant, author: nil, findings: "",
          impression: conclusion),
        receivedAt: resource.issued?.value ?? instant, release: .atOnce,
        source: "fhir:DiagnosticReport/\(resource.id.value)")
    ]
  }

  private func patient(
    _ reference: Reference?, _ place: String
  ) throws(FHIRError) -> PatientID {
    guard case .patient(let patient) = references[reference] else {
      throw FHIRError(place: "\(place).reference", message: "expected a Patient of the bundle")
    }
    return patient.patient
  }
}

extension CodeableConcept {
  /// A concept that nothing was said of.
  fileprivate static let none = CodeableConcept(coding: nil, text: nil)
}

extension ObservationResource {
  /// The value in words; `nil` where there is none. Of blood pressure, its two components.
  fileprivate var value: (text: String, unit: String?)? {
    if let text = valueQuantity?.text() { return (text, valueQuantity?.plainUnit) }
    if let text = valueString ?? valueCodeableConcept?.plainName, !text.isEmpty {
      return (text, nil)
    }
    func pressure(_ code: String) -> Quantity? {
      component?.first { $0.code.says(code) }?.valueQuantity
    }
    guard let upper = pressure("8480-6"), let lower = pressure("8462-4"),
      let upperText = upper.text(digits: 0), let lowerText = lower.text(digits: 0)
    else { return nil }
    return ("\(upperText)/\(lowerText)", upper.plainUnit)
  }

  fileprivate var range: Records.ReferenceRange? {
    guard let range = referenceRange?.first, range.low != nil || range.high != nil else {
      return nil
    }
    return Records.ReferenceRange(low: range.low?.value?.value, high: range.high?.value?.value)
  }

  /// Source: HL7 v3 ObservationInterpretation.
  fileprivate var flag: Records.Flag? {
    let flags: [(String, Records.Flag)] = [
      ("HH", .criticalHigh), ("LL", .criticalLow), ("H", .high), ("L", .low), ("N", .normal),
      ("A", .abnormal), ("AA", .abnormal),
    ]
    return flags.first { code, _ in (interpretation ?? []).contains { $0.says(code) } }?.1
  }
}

extension DiagnosticReportResource {
  /// Source: HL7 v2 table 0074, diagnostic service sections.
  var isLaboratory: Bool {
    (category ?? []).contains { $0.says("LAB", "CH", "HM", "MB", "SR", "TX") }
  }

  fileprivate var kind: Records.Kind? {
    let categories = category ?? []
    if categories.contains(where: { $0.says("RAD", "IMG", "CT", "NMR", "RUS", "RX", "XRC", "NMS") })
    {
      return .radiology
    }
    return categories.contains { $0.says("SP", "PAT", "CP", "CG") } ? .pathology : nil
  }
}
