import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalFHIR

struct BundleWriterTests {
  let maria = PatientID("maria")

  @Test func `What is written is read again, item by item`() async throws {
    let portal = try await DemonstrationStore().portal
    let record = try portal.record(of: maria)
    let data = try BundleWriter.bundle(of: record)
    let plan = try BundleReader.plan(data)
    let enrolled = try #require(plan.events(Account.Enrolled.self).first)
    #expect(enrolled.familyName == "Alvarez" && enrolled.birthDate == record.profile.birthDate)
    #expect(enrolled.phone == record.profile.phone)
    let results = plan.events(Records.ResultReceived.self).map(\.result)
    let written = record.entries(.laboratory).compactMap { entry -> Records.Result? in
      if case .result(let result) = entry.content { result } else { nil }
    }
    #expect(results.map(\.label) == written.map(\.label))
    #expect(results.map(\.flag) == written.map(\.flag))
    #expect(results.map(\.range) == written.map(\.range))
    #expect(results.map(\.collectedAt) == written.map(\.collectedAt))
    #expect(results.map { $0.panel?.name } == written.map { $0.panel?.name })
    #expect(
      plan.events(Records.VitalMeasured.self).map(\.vital.label)
        == record.entries(.vital).compactMap { entry in
          if case .vital(let vital) = entry.content { vital.label } else { nil }
        })
    #expect(
      plan.events(Records.ConditionRecorded.self).map(\.condition.name)
        == record.entries(.condition).map(\.title))
    #expect(
      plan.events(Records.AllergyRecorded.self).map(\.allergy.reaction) == ["hives"])
    #expect(
      plan.events(Records.ImmunizationRecorded.self).map(\.immunization.vaccine)
        == record.entries(.immunization).map(\.title))
    #expect(
      plan.events(Records.ReportReceived.self).map(\.report.impression).sorted() == [
        "A harmless mole. No cancer was found.", "Normal chest X-ray. No sign of pneumonia.",
      ])
    #expect(
      plan.events(Prescriptions.Prescribed.self).map { $0.medicine.label.lowercased() }
        == record.medicines.map { $0.medicine.label.lowercased() })
    #expect(plan.left == ["DocumentReference": 1])
  }

  @Test
  func `Nothing is in the bundle that isn't released, and the same record makes the same bytes`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let data = try BundleWriter.bundle(of: try portal.record(of: maria))
    #expect(try BundleWriter.bundle(of: try portal.record(of: maria)) == data)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("Total cholesterol") && !text.contains("Hemoglobin"))
    try JSONGrammar.check([UInt8](data))
  }

  @Test func `Ids have only the characters that FHIR allows`() {
    #expect(ResourceWriter.id("maria-2093-3.0") == "maria-2093-3.0")
    #expect(ResourceWriter.id("a b/ü") == "a-b--")
    #expect(ResourceWriter.id(String(repeating: "x", count: 100)).count == 64)
  }
}
