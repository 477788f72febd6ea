import Foundation
import Testing

@testable import PortalFHIR

struct DamagedBundleTests {
  struct Damage: CustomTestStringConvertible {
    let testDescription: String
    let old: String
    let new: String
    let place: String
    let message: String

    init(_ name: String, _ old: String, _ new: String, at place: String, _ message: String) {
      testDescription = name
      (self.old, self.new, self.place, self.message) = (old, new, place, message)
    }
  }

  static let damages = [
    Damage(
      "wrong type of bundle", "\"transaction\"", "\"searchset\"", at: "Bundle.type",
      "expected a bundle of type transaction, batch or collection"),
    Damage(
      "no type of bundle", ", \"type\": \"transaction\"", "", at: "Bundle.type",
      "is required, but missing"),
    Damage(
      "not a bundle", "\"Bundle\"", "\"Patient\"", at: "Bundle.resourceType",
      "expected a FHIR Bundle"),
    Damage(
      "entries that are no list", "\"entry\": [", "\"entry\": 7, \"rest\": [", at: "Bundle.entry",
      "expected a list"),
    Damage(
      "entry without resource",
      "\"resource\": {\"resourceType\": \"Organization\", \"id\": \"o-1\"}",
      "\"request\": {}", at: "Bundle.entry[3].resource", "is required, but missing"),
    Damage(
      "null for a resource", "{\"resourceType\": \"Organization\", \"id\": \"o-1\"}", "null",
      at: "Bundle.entry[3].resource", "is required, but null or missing"),
    Damage(
      "resource without type", "\"resourceType\": \"Organization\", ", "",
      at: "Bundle.entry[3].resource.resourceType", "is required, but missing"),
    Damage(
      "a type that's no name", "\"Organization\"", "\"Tilda Wren!\"",
      at: "Bundle.entry[3].resource.resourceType", "expected the name of a type"),
    Damage(
      "missing birthDate", "\"birthDate\"", "\"bornOn\"", at: "Bundle.entry[5].resource.birthDate",
      "is required, but missing"),
    Damage(
      "impossible birthDate", "1961-02-28", "1961-02-30", at: "Bundle.entry[5].resource.birthDate",
      "expected a day that exists, as YYYY-MM-DD"),
    Damage(
      "half a birthDate", "1961-02-28", "1961-02", at: "Bundle.entry[5].resource.birthDate",
      "expected a day that exists, as YYYY-MM-DD"),
    Damage(
      "birthDate as a number", "\"1961-02-28\"", "1961", at: "Bundle.entry[5].resource.birthDate",
      "expected a text"),
    Damage(
      "patient without id", "\"id\": \"p-1\"", "\"ident\": \"p-1\"",
      at: "Bundle.entry[5].resource.id", "is required, but missing"),
    Damage(
      "an id that's none", "\"id\": \"p-1\"", "\"id\": \"p 1\"", at: "Bundle.entry[5].resource.id",
      "expected 1 to 64 letters, digits, hyphens and dots"),
    Damage(
      "patient without name", "\"Patient\", \"id\": \"p-1\",\n      \"name\"",
      "\"Patient\", \"id\": \"p-1\",\n      \"called\"", at: "Bundle.entry[5].resource.name",
      "expected a given or a family name"),
    Damage(
      "a name that's a list", "\"Birchbark\"", "[\"Birchbark\"]",
      at: "Bundle.entry[4].resource.name[0].family", "expected a text"),
    Damage(
      "practitioner without name",
      "{\"family\": \"Birchbark\", \"given\": [\"Odile\"], \"prefix\": [\"Dr.\"]}",
      "{\"family\": \" \", \"prefix\": [\"Dr.\", null]}", at: "Bundle.entry[4].resource.name",
      "expected a given or a family name"),
    Damage(
      "a subject elsewhere", "\"Patient/p-1\"", "\"Patient/p-2\"",
      at: "Bundle.entry[1].resource.subject.reference", "expected a Patient of the bundle"),
    Damage(
      "a subject that's no patient", "\"urn:uuid:p-1\"}", "\"urn:uuid:d-1\"}",
      at: "Bundle.entry[0].resource.subject.reference", "expected a Patient of the bundle"),
    Damage(
      "no subject", "\"subject\": {\"reference\": \"Patient/p-1\"}, ", "",
      at: "Bundle.entry[1].resource.subject", "is required, but missing"),
    Damage(
      "an unknown status", "\"cancelled\"", "\"finished\"", at: "Bundle.entry[1].resource.status",
      "expected a value that FHIR R4 allows here"),
    Damage(
      "impossible authoredOn", "2019-12-31", "2020-02-30",
      at: "Bundle.entry[1].resource.authoredOn",
      "expected a day that exists, as YYYY-MM-DD, and perhaps a time"),
    Damage(
      "an impossible time", "T23:30", "T24:30", at: "Bundle.entry[0].resource.authoredOn",
      "expected a day that exists, as YYYY-MM-DD, and perhaps a time"),
    Damage(
      "no medicine", "\"medicationReference\"", "\"medicineReference\"",
      at: "Bundle.entry[1].resource.medicationCodeableConcept", "is required, but missing"),
    Damage(
      "a medicine elsewhere", "Medication/n-1", "Medication/n-2",
      at: "Bundle.entry[1].resource.medicationReference.reference",
      "expected a Medication of the bundle that has a code"),
    Damage(
      "a medicine without a name",
      "Acetaminophen 325 MG / HYDROcodone Bitartrate 7.5 MG Oral Tablet", "325 MG",
      at: "Bundle.entry[0].resource.medicationCodeableConcept",
      "expected the name of a medicine"),
    Damage(
      "fewer refills than none", "\"numberOfRepeatsAllowed\": 2", "\"numberOfRepeatsAllowed\": -2",
      at: "Bundle.entry[0].resource.dispenseRequest.numberOfRepeatsAllowed",
      "expected zero or more"),
    Damage(
      "half a refill", "\"numberOfRepeatsAllowed\": 2", "\"numberOfRepeatsAllowed\": 2.5",
      at: "Bundle.entry[0].resource.dispenseRequest.numberOfRepeatsAllowed",
      "expected a whole number of 32 bits"),
    Damage(
      "a number beyond all others", "\"value\": 1}", "\"value\": 1e999}",
      at: "Bundle.entry[0].resource.dosageInstruction[0].doseAndRate[0].doseQuantity.value",
      "expected a number that isn't too large"),
    Damage(
      "a period that's a text", "\"period\": 6", "\"period\": \"6\"",
      at: "Bundle.entry[0].resource.dosageInstruction[0].timing.repeat.period",
      "expected a number"),
    Damage(
      "one address twice", "urn:uuid:o-1", "urn:uuid:m-1", at: "Bundle.entry[3].fullUrl",
      "expected one that no entry before has"),
    Damage(
      "one id twice", "\"id\": \"m-2\"", "\"id\": \"m-1\"", at: "Bundle.entry[1].resource.id",
      "expected one that no other entry has"),
    Damage(
      "a text that doesn't end", "\"1961-02-28\"", "\"1961-02-28", at: "line 31, column 33",
      "no JSON: expected no control character in a text"),
    Damage(
      "a missing comma", "\"transaction\",", "\"transaction\"", at: "line 3, column 3",
      "no JSON: expected a comma or the end of the list or object"),
  ]

  @Test(arguments: damages)
  func `A damaged bundle is refused with the place of the fault`(damage: Damage) throws {
    let error = try #require(SmallBundle.error(SmallBundle.changed(damage.old, to: damage.new)))
    #expect(error.place == damage.place)
    #expect(error.message == damage.message)
    #expect(error.description == "\(damage.place): \(damage.message)")
  }

  @Test(arguments: [
    ("", "line 1, column 1: no JSON: the file ends too early; expected a value"),
    (" \n", "line 2, column 1: no JSON: the file ends too early; expected a value"),
    ("42", "Bundle: expected an object"),
    ("[]", "Bundle: expected an object"),
    ("null", "Bundle: is required, but null or missing"),
    ("{}", "Bundle.resourceType: is required, but missing"),
    (#"{"resourceType": "Patient"}"#, "Bundle.resourceType: expected a FHIR Bundle"),
    ("<Bundle/>", "line 1, column 1: no JSON: expected a value"),
    (#"{"resourceType": "Bundle"} x"#, "line 1, column 28: no JSON: expected nothing more"),
  ])
  func `What is no bundle is refused plainly`(text: String, description: String) {
    #expect(SmallBundle.error(text)?.description == description)
  }

  @Test func `Bytes that are no UTF-8 are refused at their place`() throws {
    var bytes = Array(SmallBundle.text.utf8)
    let name = try #require(SmallBundle.text.utf8.firstRange(of: "Birchbark".utf8)).lowerBound
    bytes[SmallBundle.text.utf8.distance(from: SmallBundle.text.startIndex, to: name)] = 0xFF
    let error = #expect(throws: FHIRError.self) { try BundleReader.plan(Data(bytes)) }
    #expect(error?.description == "line 25, column 28: no JSON: expected text in UTF-8")
  }

  @Test func `A bundle in UTF-16 is refused`() throws {
    let data = try #require(SmallBundle.text.data(using: .utf16LittleEndian))
    #expect(throws: FHIRError.self) { try BundleReader.plan(data) }
  }

  @Test func `Nesting without end is refused at its depth`() {
    let lists = SmallBundle.changed(
      "\"id\": \"o-1\"", to: "\"id\": " + String(repeating: "[", count: 50_000))
    #expect(SmallBundle.error(lists)?.message == "no JSON: expected at most 100 levels")
    #expect(
      SmallBundle.error(String(repeating: "{\"a\":", count: 50_000))?.description
        == "line 1, column 501: no JSON: expected at most 100 levels")
    let deep = String(repeating: "[", count: 90) + String(repeating: "]", count: 90)
    #expect(SmallBundle.error(SmallBundle.changed("\"o-1\"", to: deep)) == nil)
  }

  @Test func `A bundle cut off anywhere is refused where it ends`() throws {
    let bytes = Array(SmallBundle.text.utf8)
    for count in bytes.indices {
      let error = #expect(throws: FHIRError.self) {
        try BundleReader.plan(Data(bytes.prefix(count)))
      }
      let lines = bytes.prefix(count).split(separator: 0x0A, omittingEmptySubsequences: false)
      let column = try #require(lines.last).count + 1
      #expect(error?.place == "line \(lines.count), column \(column)")
      #expect(error?.message.hasPrefix("no JSON: the file ends too early; expected ") == true)
    }
    #expect(try BundleReader.plan(Data(bytes)).events.count == 5)
  }
}
