import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@Suite struct PatientRecordTests {
  let maria = PatientID("maria")
  let staff = Origin(actor: .staff("patel"), channel: .staff)

  @Test func `The text has everything that is shown, and nothing that isn't`() async throws {
    let portal = try await DemonstrationStore().portal
    let text = try portal.record(of: maria).text()
    for part in [
      "Health record of Maria Alvarez", "Born 1985-03-12", "Penicillin: hives",
      "Total cholesterol 188 mg/dL, in range (usual: up to 199)", "lisinopril 10 mg",
      "Chest X-ray, two views", "A harmless mole. No cancer was found.", "Drink plenty of water.",
      "Blood pressure 128/82 mmHg", "Flu shot", "no need to fast for this one",
    ] {
      #expect(text.contains(part), "\(part) is missing")
    }
    #expect(!text.contains("Hemoglobin") && !text.contains("11.6"))
  }

  @Test func `The table has a row an item, whatever stands in it`() async throws {
    let portal = try await DemonstrationStore().portal
    let note = Records.Note(
      title: "=SUM(A1)", visitAt: DemonstrationStore.morning - 60, author: nil,
      text: "Says \"fine\",\nsleeps well", instructions: nil)
    try await portal.perform(Records.self, .addNote(maria, RecordID("n"), note), as: staff)
    let record = try portal.record(of: maria)
    let rows = try CSVRows(record.csv()).rows
    let columns = try #require(rows.first)
    #expect(rows.allSatisfy { $0.count == columns.count })
    let messages = record.conversations.reduce(0) { $0 + $1.messages.count }
    #expect(rows.count == 1 + record.entries.count + record.medicines.count + messages)
    let row = try #require(rows.first { $0[1] == "n" })
    #expect(row[3] == "'=SUM(A1)")
    #expect(row.last == "Says \"fine\",\nsleeps well")
    #expect(!rows.contains { $0[3] == "Hemoglobin" })
  }

  @Test func `Nobody's record can't be written`() async throws {
    let portal = try await DemonstrationStore().portal
    #expect(throws: Portal.NamedPatientFailure.nobody) {
      try portal.record(of: PatientID("nobody"))
    }
  }
}

/// A table read by RFC 4180, with none of the code under test.
private struct CSVRows {
  private(set) var rows: [[String]] = []

  init(_ text: String) throws {
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var rest = Substring(text)
    while let character = rest.popFirst() {
      if isQuoted {
        if character == "\"" {
          if rest.first == "\"" { field.append(rest.removeFirst()) } else { isQuoted = false }
        } else {
          field.append(character)
        }
      } else if character == "\"" {
        isQuoted = true
      } else if character == "," {
        row.append(field)
        field = ""
      } else if character == "\r\n" {
        rows.append(row + [field])
        row = []
        field = ""
      } else {
        field.append(character)
      }
    }
    try #require(!isQuoted && row.isEmpty && field.isEmpty)
  }
}
