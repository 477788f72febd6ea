import Foundation
import PortalDomain
import Testing

@testable import PortalFHIR

struct BundleReaderTests {
  @Test func `A bundle becomes patients, then practitioners, then prescriptions`() throws {
    let plan = try SmallBundle.plan()
    #expect(
      plan.events.map { type(of: $0).name } == [
        "account.enrolled.v1", "staff.providerAdded.v1", "prescription.prescribed.v1",
        "prescription.prescribed.v1", "prescription.stopped.v1",
      ])
    #expect(plan.taken == ["Patient": 1, "Practitioner": 1, "MedicationRequest": 2])
    #expect(plan.left == ["Organization": 1, "Medication": 1])
  }

  @Test func `A patient is enrolled by the official name`() throws {
    let enrolled = try #require(SmallBundle.plan().events(Account.Enrolled.self).first)
    #expect(enrolled.patient == PatientID("fhir-p-1"))
    #expect(enrolled.givenName == "Tilda Wren")
    #expect(enrolled.familyName == "Quillfeather")
    #expect(enrolled.birthDate == LocalDate("1961-02-28"))
    #expect(enrolled.phone?.value == "+15075550143")
    #expect(enrolled.sex == .female)
    #expect(enrolled.clinicNumber == nil)
    #expect(enrolled.source == "fhir:Patient/p-1")
  }

  @Test func `A practitioner has a name as patients say it`() throws {
    let added = try #require(SmallBundle.plan().events(Staff.ProviderAdded.self).first)
    #expect(added.provider == ProviderID("fhir-d-1"))
    #expect(added.name == "Dr. Odile Birchbark")
    #expect(added.specialty == nil)
    #expect(added.source == "fhir:Practitioner/d-1")
  }

  @Test func `A prescription is read in whole`() throws {
    let prescribed = try #require(SmallBundle.plan().events(Prescriptions.Prescribed.self).first)
    #expect(prescribed.patient == PatientID("fhir-p-1"))
    #expect(prescribed.prescription == PrescriptionID("fhir-m-1"))
    #expect(
      prescribed.medicine
        == Medicine(
          name: "acetaminophen / hydrocodone bitartrate", strength: "325 mg / 7.5 mg",
          unit: "tablets", schedule: .two, rxNorm: "857005"))
    #expect(prescribed.directions == "1 tablet every 6 hours as needed")
    #expect(prescribed.quantity == 30)
    #expect(prescribed.daysSupply == 30)
    #expect(prescribed.refills == 2)
    #expect(prescribed.prescriber == "Dr. Odile Birchbark")
    // The day where it was written, which in UTC is the next one already.
    #expect(prescribed.writtenOn == LocalDate("2020-03-01"))
    #expect(prescribed.source == "fhir:MedicationRequest/m-1")
  }

  @Test func `What the record doesn't say stays unsaid`() throws {
    let prescribed = try #require(SmallBundle.plan().events(Prescriptions.Prescribed.self).last)
    #expect(
      prescribed.medicine == Medicine(name: "clonazepam", strength: "", schedule: .four))
    #expect(prescribed.directions == nil)
    #expect(prescribed.quantity == nil)
    #expect(prescribed.daysSupply == nil)
    #expect(prescribed.refills == nil)
    #expect(prescribed.prescriber == nil)
    #expect(prescribed.writtenOn == LocalDate("2019-12-31"))
  }

  @Test(arguments: [
    ("completed", "completed"), ("stopped", "stopped"), ("cancelled", "cancelled"),
    ("on-hold", "on hold"), ("entered-in-error", "entered in error"),
    ("draft", "not issued yet"), ("unknown", "status unknown"),
  ])
  func `A prescription that isn't active has ended`(status: String, reason: String) throws {
    let text = SmallBundle.changed(#""status": "active""#, to: #""status": "\#(status)""#)
    let stopped = try #require(SmallBundle.plan(text).events(Prescriptions.Stopped.self).first)
    #expect(stopped.prescription == PrescriptionID("fhir-m-1"))
    #expect(stopped.patient == PatientID("fhir-p-1"))
    #expect(stopped.reason == reason)
  }

  @Test(arguments: [
    (#""id": "m-2", "#, #""id": "m-2", "doNotPerform": true, "#),
    ("      \"intent\": \"order\"", "      \"intent\": \"plan\""),
  ])
  func `What is no prescription is left`(old: String, new: String) throws {
    let plan = try SmallBundle.plan(SmallBundle.changed(old, to: new))
    #expect(plan.taken["MedicationRequest"] == 1)
    #expect(plan.left["MedicationRequest"] == 1)
    #expect(plan.events(Prescriptions.Stopped.self).isEmpty)
  }

  @Test(arguments: [
    (
      "mobile number first", #"{"system": "phone", "value": "+44 20 7946 0018", "use": "mobile"}"#,
      "+442079460018"
    ),
    (
      "old numbers never", #"{"system": "phone", "value": "507-555-0199", "use": "old"}"#,
      "+15075550143"
    ),
    (
      "unreadable ones never", #"{"system": "phone", "value": "ask the ward", "use": "mobile"}"#,
      "+15075550143"
    ),
    ("no fax", #"{"system": "fax", "value": "507-555-0198", "use": "mobile"}"#, "+15075550143"),
  ])
  func `A patient is texted at the best number`(_: String, telecom: String, phone: String) throws {
    let text = SmallBundle.changed(
      #"{"system": "email", "value": "tilda@example.org"}"#, to: telecom)
    #expect(
      try SmallBundle.plan(text).events(Account.Enrolled.self).first?.phone?.value == phone)
  }

  @Test(arguments: [
    (["nickname", "usual", "official"], "Official"), (["nickname", "usual"], "Usual"),
    (["maiden", "old", "nickname"], "Nickname"), (["maiden", "old"], "Maiden"),
  ])
  func `A patient is called by the best name`(uses: [String], family: String) throws {
    let names = uses.map { #"{"use": "\#($0)", "family": "\#($0.capitalized)"}"# }
    let text = #"""
      {"resourceType": "Bundle", "type": "batch", "entry": [{"resource": {
        "resourceType": "Patient", "id": "1", "birthDate": "2000-01-01",
        "name": [{"use": "official"}, \#(names.joined(separator: ", "))]}}]}
      """#
    let enrolled = try #require(SmallBundle.plan(text).events(Account.Enrolled.self).first)
    #expect(enrolled.familyName == family)
    #expect(enrolled.givenName.isEmpty)
    #expect(enrolled.phone == nil)
  }

  @Test func `A patient without a readable number has none`() throws {
    let text = SmallBundle.changed("507-555-0143", to: "none")
    let enrolled = try #require(SmallBundle.plan(text).events(Account.Enrolled.self).first)
    #expect(enrolled.phone == nil)
  }

  @Test(arguments: [
    (#"{"value": 30}"#, #"{"value": 60, "unit": "Tablet"}"#, 60),
    (#"{"value": 30}"#, #"{"value": 60, "unit": "tablet(s)"}"#, 60),
    (#"{"value": 30}"#, #"{"value": 60, "code": "TAB"}"#, 60),
    (#"{"value": 30}"#, #"{"value": 60, "code": "mL"}"#, nil),
    (#"{"value": 30}"#, #"{"value": 2, "unit": "box"}"#, nil),
    (#"{"value": 30}"#, #"{"value": 7.5}"#, nil),
    (#"{"value": 30}"#, #"{"value": -1}"#, nil),
    (#"{"value": 30}"#, #"{"value": 1e300}"#, nil),
  ])
  func `A quantity counts what the medicine is counted in`(
    old: String, new: String, quantity: Int?
  ) throws {
    let text = SmallBundle.changed(old, to: new)
    #expect(
      try SmallBundle.plan(text).events(Prescriptions.Prescribed.self).first?.quantity == quantity)
  }

  @Test(arguments: [
    (#"{"value": 2, "code": "wk"}"#, 14), (#"{"value": 90, "unit": "days"}"#, 90),
    (#"{"value": 1, "code": "mo"}"#, nil), (#"{"value": 30}"#, nil),
  ])
  func `A supply lasts days or weeks`(duration: String, days: Int?) throws {
    let text = SmallBundle.changed(#"{"value": 30, "unit": "days", "code": "d"}"#, to: duration)
    #expect(
      try SmallBundle.plan(text).events(Prescriptions.Prescribed.self).first?.daysSupply == days)
  }

  @Test func `A medicine can stand inside its prescription`() throws {
    let text = SmallBundle.changed(
      #""medicationReference": {"reference": "Medication/n-1"}"#,
      to: ##"""
        "contained": [{"resourceType": "Medication", "id": "in",
          "code": {"text": "Amlodipine 5 MG Oral Tablet"}}],
        "medicationReference": {"reference": "#in"}
        """##)
    let prescribed = try #require(
      SmallBundle.plan(text).events(Prescriptions.Prescribed.self).last)
    #expect(prescribed.medicine.label == "amlodipine 5 mg")
  }

  @Test func `A reference to a version means the resource`() throws {
    let text = SmallBundle.changed(#""Patient/p-1""#, to: #""Patient/p-1/_history/3""#)
    #expect(try SmallBundle.plan(text).stored == SmallBundle.plan().stored)
  }

  @Test(arguments: ["batch", "collection"])
  func `Other bundles of whole resources are read alike`(type: String) throws {
    let text = SmallBundle.changed("\"transaction\"", to: "\"\(type)\"")
    #expect(try SmallBundle.plan(text).stored == SmallBundle.plan().stored)
  }

  @Test func `The order of the entries changes nothing but the order within a kind`() throws {
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(SmallBundle.text.utf8)) as? [String: Any])
    var reversed = object
    reversed["entry"] = (object["entry"] as? [Any]).map { Array($0.reversed()) }
    let plan = try BundleReader.plan(JSONSerialization.data(withJSONObject: reversed))
    #expect(try plan.stored.sorted() == SmallBundle.plan().stored.sorted())
    #expect(plan.events.first is Account.Enrolled)
    #expect(
      plan.events(Prescriptions.Prescribed.self).map(\.prescription.value) == [
        "fhir-m-2", "fhir-m-1",
      ])
  }

  @Test func `A byte order mark and an empty bundle are fine`() throws {
    let empty = "\u{FEFF}" + #"{"resourceType": "Bundle", "type": "batch"}"#
    #expect(try SmallBundle.plan(empty).events.isEmpty)
    #expect(try SmallBundle.plan("\u{FEFF}" + SmallBundle.text).events.count == 5)
  }
}
