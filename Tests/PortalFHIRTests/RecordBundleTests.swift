import Foundation
import PortalDomain
import Testing

@testable import PortalFHIR

/// Health records in bundles written by hand.
struct RecordBundleTests {
  func plan(_ resources: String...) throws -> ImportPlan {
    let patient = """
      {"resourceType": "Patient", "id": "p", "name": [{"family": "Q"}], "birthDate": "1961-02-28"}
      """
    let entries = ([patient] + resources).map { "{\"resource\": \($0)}" }.joined(separator: ",")
    return try BundleReader.plan(
      Data("{\"resourceType\": \"Bundle\", \"type\": \"collection\", \"entry\": [\(entries)]}".utf8)
    )
  }

  func observation(_ rest: String, category: String = "laboratory") -> String {
    """
    {"resourceType": "Observation", "id": "o", "status": "final",
      "category": [{"coding": [{"code": "\(category)"}]}],
      "code": {"coding": [{"system": "http://loinc.org", "code": "718-7",
        "display": "Hemoglobin [Mass/volume] in Blood"}]},
      "subject": {"reference": "Patient/p"}, "effectiveDateTime": "2020-03-01T23:30:00-06:00",
      \(rest)}
    """
  }

  @Test func `A result is read with its range, flag and instant`() throws {
    let plan = try plan(
      observation(
        """
        "issued": "2020-03-02T10:00:00.250Z",
        "valueQuantity": {"value": 11.60000001, "unit": "g/dL"},
        "interpretation": [{"coding": [{"code": "LL"}]}],
        "referenceRange": [{"low": {"value": 12}, "high": {"value": 15.5}}]
        """))
    let event = try #require(plan.events(Records.ResultReceived.self).first)
    #expect(event.patient == PatientID("fhir-p") && event.source == "fhir:Observation/o")
    #expect(event.result.name == "Hemoglobin" && event.result.code == "718-7")
    #expect(event.result.label == "11.6 g/dL" && event.result.flag == .criticalLow)
    #expect(event.result.range == Records.ReferenceRange(low: 12, high: 15.5))
    #expect(event.result.collectedAt == Date(timeIntervalSince1970: 1_583_127_000))
    #expect(event.receivedAt == Date(timeIntervalSince1970: 1_583_143_200))
  }

  @Test(
    arguments: [
      ("212", "212"), ("212.0", "212"), ("93.57230864715132", "93.57"), ("0.00012345", "0.00012"),
      ("0", "0"), ("-1.256", "-1.26"), ("0.999", "1"),
    ])
  func `A number keeps the digits that mean something`(number: String, text: String) throws {
    let plan = try plan(observation("\"valueQuantity\": {\"value\": \(number)}"))
    #expect(plan.events(Records.ResultReceived.self).first?.result.value == text)
  }

  @Test func `A value in words is taken, one that is missing and a survey are left`() throws {
    #expect(
      try plan(observation("\"valueString\": \"negative\""))
        .events(Records.ResultReceived.self).first?.result.value == "negative")
    #expect(try plan(observation("\"note\": []")).left == ["Observation": 1])
    #expect(
      try plan(observation("\"valueString\": \"x\"", category: "survey")).left
        == ["Observation": 1])
  }

  @Test func `Blood pressure is its two numbers`() throws {
    let plan = try plan(
      observation(
        """
        "component": [
          {"code": {"coding": [{"code": "8462-4"}]},
            "valueQuantity": {"value": 82.4, "unit": "mm[Hg]"}},
          {"code": {"coding": [{"code": "8480-6"}]},
            "valueQuantity": {"value": 128.2, "unit": "mm[Hg]"}}]
        """, category: "vital-signs"))
    #expect(plan.events(Records.VitalMeasured.self).first?.vital.label == "128/82 mmHg")
  }

  @Test func `A radiologist's report is taken with its conclusion`() throws {
    let report = """
      {"resourceType": "DiagnosticReport", "id": "d", "status": "final",
        "category": [{"coding": [{"code": "RAD"}]}], "code": {"text": "Chest X-ray"},
        "subject": {"reference": "Patient/p"}, "effectiveDateTime": "2020-03-01",
        "conclusion": "Normal."}
      """
    let event = try #require(try plan(report).events(Records.ReportReceived.self).first)
    #expect(event.report.kind == .radiology && event.report.impression == "Normal.")
    #expect(event.report.performedAt == Date(timeIntervalSince1970: 1_583_064_000))
    #expect(try plan(report.replacing("Normal.", with: "")).left == ["DiagnosticReport": 1])
  }

  @Test func `What was refuted, or is over for an allergy, is left`() throws {
    let allergy = """
      {"resourceType": "AllergyIntolerance", "id": "a", "code": {"text": "Latex"},
        "clinicalStatus": {"coding": [{"code": "active"}]}, "criticality": "high",
        "patient": {"reference": "Patient/p"}, "recordedDate": "2015-04",
        "reaction": [{"manifestation": [{"text": "rash"}, {"text": "swelling"}]}]}
      """
    let event = try #require(try plan(allergy).events(Records.AllergyRecorded.self).first)
    #expect(event.allergy.reaction == "rash, swelling" && event.allergy.isSevere)
    // A month alone is no day.
    #expect(event.allergy.since == nil)
    #expect(
      try plan(allergy.replacing("\"active\"", with: "\"resolved\"")).left
        == ["AllergyIntolerance": 1])
    let condition = """
      {"resourceType": "Condition", "id": "c", "code": {"text": "Asthma"},
        "verificationStatus": {"coding": [{"code": "refuted"}]},
        "subject": {"reference": "Patient/p"}}
      """
    #expect(try plan(condition).left == ["Condition": 1])
  }

  @Test func `A fault is told by its place, and no value`() throws {
    let nobody = """
      {"resourceType": "Condition", "id": "c", "code": {"text": "Asthma"},
        "subject": {"reference": "Patient/other"}}
      """
    #expect(
      throws: FHIRError(
        place: "Bundle.entry[1].resource.subject.reference",
        message: "expected a Patient of the bundle")
    ) { try plan(nobody) }
    let nameless = """
      {"resourceType": "Condition", "id": "c", "subject": {"reference": "Patient/p"}}
      """
    #expect(
      throws: FHIRError(place: "Bundle.entry[1].resource.code", message: "expected a name")
    ) { try plan(nameless) }
    let impossible = observation("\"valueString\": \"x\"").replacing(
      "2020-03-01T", with: "2020-02-30T")
    #expect(throws: FHIRError.self) { try plan(impossible) }
  }
}
