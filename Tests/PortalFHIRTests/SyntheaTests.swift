import Foundation
import PortalDomain
import Testing

@testable import PortalFHIR

/// Five bundles by Synthea; they're no part of the project and looked for beside it.
enum Synthea {
  /// In the folder that `PORTAL_TEST_DATA` names, or in `../shared/data`.
  static let folder: URL = {
    let data =
      ProcessInfo.processInfo.environment["PORTAL_TEST_DATA"].map { URL(fileURLWithPath: $0) }
      ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/data")
    return data.appending(path: "fhir/synthea-r4")
  }()

  static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".json") }.sorted()

  static func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }

  /// The resources of a bundle, read without any of the module under test.
  static func resources(_ name: String, _ type: String? = nil) throws -> [[String: Any]] {
    let bundle = try JSONSerialization.jsonObject(with: data(name)) as? [String: Any]
    let resources = (bundle?["entry"] as? [[String: Any]] ?? [])
      .compactMap { $0["resource"] as? [String: Any] }
    return resources.filter { type == nil || $0["resourceType"] as? String == type }
  }
}

@Suite(
  .enabled(
    if: !Synthea.names.isEmpty,
    "no bundles by Synthea in $PORTAL_TEST_DATA/fhir or ../shared/data/fhir"))
struct SyntheaTests {
  @Test(arguments: Synthea.names)
  func `Every resource is counted once`(name: String) throws {
    let plan = try BundleReader.plan(Synthea.data(name))
    var taken: [String: Int] = [:]
    var left: [String: Int] = [:]
    for resource in try Synthea.resources(name) {
      let type = try #require(resource["resourceType"] as? String)
      if Self.isTaken(resource) {
        taken[type, default: 0] += 1
      } else {
        left[type, default: 0] += 1
      }
    }
    #expect(plan.taken == taken)
    #expect(plan.left == left)
  }

  /// Of observations, what a laboratory found and what was measured; no surveys.
  static func isTaken(_ resource: [String: Any]) -> Bool {
    switch resource["resourceType"] as? String {
    case "Patient", "Practitioner", "MedicationRequest", "Condition", "AllergyIntolerance",
      "Immunization", "DiagnosticReport":
      true
    case "Observation": ["laboratory", "vital-signs"].contains(category(resource))
    default: false
    }
  }

  private static func category(_ resource: [String: Any]) -> String {
    let category = (resource["category"] as? [[String: Any]])?.first
    return ((category?["coding"] as? [[String: Any]])?.first?["code"] as? String) ?? ""
  }

  @Test(arguments: Synthea.names)
  func `Every item of a health record is taken, with its day and its panel`(name: String) throws {
    let plan = try BundleReader.plan(Synthea.data(name))
    func ids(_ type: String, _ isWanted: ([String: Any]) -> Bool = { _ in true }) throws -> [String]
    {
      try Synthea.resources(name, type).filter(isWanted).compactMap { $0["id"] as? String }
        .map { "fhir-\($0)" }
    }
    #expect(
      plan.events(Records.ConditionRecorded.self).map(\.record.value) == (try ids("Condition")))
    #expect(
      plan.events(Records.ConditionResolved.self).map(\.record.value)
        == (try ids("Condition") { $0["abatementDateTime"] != nil }))
    #expect(
      plan.events(Records.AllergyRecorded.self).map(\.record.value)
        == (try ids("AllergyIntolerance")))
    #expect(
      plan.events(Records.ImmunizationRecorded.self).map(\.record.value)
        == (try ids("Immunization")))
    let results = plan.events(Records.ResultReceived.self)
    #expect(
      results.map(\.record.value)
        == (try ids("Observation") { Self.category($0) == "laboratory" }))
    #expect(
      plan.events(Records.VitalMeasured.self).map(\.record.value)
        == (try ids("Observation") { Self.category($0) == "vital-signs" }))
    #expect(
      Set(results.compactMap(\.panel?.value)) == Set(try ids("DiagnosticReport")))
    for result in results {
      // What patients read has no more digits than mean something.
      #expect(result.result.value.count <= 8 && Double(result.result.value) != nil)
      #expect(!result.result.name.contains("[") && result.release == .atOnce)
    }
    for vital in plan.events(Records.VitalMeasured.self) where vital.vital.code == "55284-4" {
      #expect(vital.vital.value.wholeMatch(of: /\d{2,3}\/\d{2,3}/) != nil)
    }
  }

  @Test(arguments: Synthea.names)
  func `Every resource that's taken has its events`(name: String) throws {
    let plan = try BundleReader.plan(Synthea.data(name))
    let requests = try Synthea.resources(name, "MedicationRequest")
    func ids(_ resources: [[String: Any]]) -> [String] {
      resources.compactMap { $0["id"] as? String }.map { "fhir-\($0)" }
    }
    #expect(
      plan.events(Account.Enrolled.self).map(\.patient.value)
        == ids(try Synthea.resources(name, "Patient")))
    #expect(
      plan.events(Staff.ProviderAdded.self).map(\.provider.value)
        == ids(try Synthea.resources(name, "Practitioner")))
    #expect(
      plan.events(Prescriptions.Prescribed.self).map(\.prescription.value) == ids(requests))
    #expect(
      plan.events(Prescriptions.Stopped.self).map(\.prescription.value)
        == ids(requests.filter { $0["status"] as? String != "active" }))
    let patient = try #require(plan.events(Account.Enrolled.self).first)
    for prescribed in plan.events(Prescriptions.Prescribed.self) {
      #expect(prescribed.patient == patient.patient)
      #expect(
        plan.events(Staff.ProviderAdded.self).map(\.name).contains(prescribed.prescriber ?? ""))
      #expect(prescribed.medicine.rxNorm != nil)
    }
    #expect(
      plan.events(Prescriptions.Prescribed.self).map(\.writtenOn.description)
        == requests.compactMap { ($0["authoredOn"] as? String).map { String($0.prefix(10)) } })
  }

  @Test(arguments: Synthea.names)
  func `The patient is who the file says`(name: String) throws {
    let enrolled = try #require(
      BundleReader.plan(Synthea.data(name)).events(Account.Enrolled.self).first)
    let patient = try #require(Synthea.resources(name, "Patient").first)
    #expect(enrolled.birthDate.description == patient["birthDate"] as? String)
    // Synthea names a file by the patient.
    let words = "\(enrolled.givenName) \(enrolled.familyName)"
      .folding(options: .diacriticInsensitive, locale: nil).replacing(" ", with: "_")
    #expect(name.hasPrefix(words + "_"))
    #expect(enrolled.phone?.value.hasPrefix("+1555") == true)
  }

  @Test(arguments: Synthea.names)
  func `The same bundle makes the same plan`(name: String) throws {
    let (first, second) = (
      try BundleReader.plan(Synthea.data(name)), try BundleReader.plan(Synthea.data(name))
    )
    #expect(try first.stored == second.stored)
    #expect(first.taken == second.taken)
    #expect(first.left == second.left)
  }

  @Test func `Every medicine is in the table, and every row of the table is needed`() throws {
    var displays: Set<String> = []
    for name in Synthea.names {
      for request in try Synthea.resources(name, "MedicationRequest") {
        let concept = request["medicationCodeableConcept"] as? [String: Any]
        let coding = (concept?["coding"] as? [[String: Any]])?.first
        displays.insert(try #require(coding?["display"] as? String))
      }
    }
    #expect(displays == Set(MedicineRow.synthea.map(\.display)))
  }

  @Test func `What patients will read is as checked by eye`() throws {
    let labels = try Synthea.names.flatMap { name in
      try BundleReader.plan(Synthea.data(name)).events(Prescriptions.Prescribed.self)
        .map { [$0.medicine.label, $0.directions].compactMap { $0 }.joined(separator: ": ") }
    }
    #expect(
      Set(labels) == [
        "acetaminophen / dextromethorphan hydrobromide / doxylamine succinate "
          + "21.7 mg/mL / 1 mg/mL / 0.417 mg/mL",
        "acetaminophen / hydrocodone bitartrate 300 mg / 5 mg",
        "acetaminophen / hydrocodone bitartrate 325 mg / 7.5 mg: 1 tablet every 6 hours",
        "alendronic acid 10 mg", "amlodipine 5 mg", "carbamazepine",
        "cetirizine hydrochloride 5 mg: as needed", "clonazepam", "clopidogrel 75 mg",
        "epinephrine 1 mg/mL: as needed", "hydrochlorothiazide 25 mg",
        "ibuprofen 200 mg: as needed",
        "naproxen sodium 220 mg: as needed", "nitroglycerin 0.4 mg/spray",
        "prednisone 5 mg: 1 tablet once a day", "simvastatin 20 mg",
        "simvistatin 10 mg: once a day",
      ])
  }
}
