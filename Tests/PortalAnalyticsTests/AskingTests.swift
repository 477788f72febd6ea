import Foundation
import GRDB
import TestSupport
import Testing

@testable import PortalAnalytics

/// A question reads, within its limits, or is refused in one line.
@Suite struct AskingTests {
  let folder = TemporaryFolder()

  private func store() throws -> AnalyticsStore {
    try AnalyticsStore(folder.path + "/analytics.sqlite")
  }

  @Test(arguments: [
    "DELETE FROM checkpoint", "DROP TABLE patients", "CREATE TABLE t (x)",
    "CREATE TEMP TABLE t (x)", "INSERT INTO patients (patient) VALUES (1)",
    "UPDATE checkpoint SET position = 9", "ATTACH ':memory:' AS other", "PRAGMA user_version",
    "PRAGMA writable_schema = 1", "SELECT load_extension('x')", "VACUUM", "VACUUM INTO '/tmp/x'",
    "BEGIN", "SELECT * FROM pragma_table_info('patients')", "REINDEX", "ANALYZE",
    "WITH gone AS (SELECT 1) DELETE FROM patients", "EXPLAIN DELETE FROM patients",
    "SAVEPOINT s", "ALTER TABLE patients ADD x",
  ])
  func `What does more than read is refused`(sql: String) throws {
    let store = try store()
    let before = try store.contents()
    #expect(throws: QueryFailure.notReading) { try store.ask(sql) { _ in } }
    #expect(try store.contents() == before)
    withExtendedLifetime(folder) {}
  }

  @Test func `Several statements are refused, and what isn't SQL`() throws {
    let store = try store()
    #expect(throws: QueryFailure.severalStatements) {
      try store.ask("SELECT 1; SELECT 2") { _ in }
    }
    for sql in ["", "SELEC 1", "SELECT * FROM nobody", "SELECT nothing FROM patients"] {
      do {
        _ = try store.ask(sql) { _ in }
        Issue.record("'\(sql)' was answered")
      } catch let failure as QueryFailure {
        guard case .invalid = failure else {
          Issue.record("'\(sql)': \(failure)")
          continue
        }
        #expect(!failure.description.contains("\n"))
      }
    }
    withExtendedLifetime(folder) {}
  }

  @Test func `A question that would run for an hour is stopped in its time`() throws {
    let endless =
      "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    let store = try store()
    let limits = QueryLimits(seconds: 0.2)
    let time = ContinuousClock().measure {
      #expect(throws: QueryFailure.tookTooLong(seconds: 0.2)) {
        try store.ask(endless, limits: limits) { _ in }
      }
    }
    #expect(time < .seconds(20))
    // The next one is answered.
    #expect(try store.rows("SELECT 1") == [[.integer(1)]])
    withExtendedLifetime(folder) {}
  }

  @Test func `A value of a hundred megabytes is stopped`() throws {
    let store = try store()
    #expect(throws: QueryFailure.tooLarge(bytes: 1 << 20)) {
      try store.ask("SELECT zeroblob(100000000)") { _ in }
    }
    withExtendedLifetime(folder) {}
  }

  @Test func `Rows beyond the limit are left out, and it's said`() throws {
    let sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    var rows = 0
    let answer = try store().ask(sql, limits: QueryLimits(rows: 10)) { _ in rows += 1 }
    #expect(rows == 10 && answer.rowCount == 10 && answer.isCut)
    withExtendedLifetime(folder) {}
  }

  @Test func `Values are written as CSV and as JSON`() {
    let row: [QueryValue] = [.null, .integer(-3), .real(0.5), .text("a \"b\", c\n"), .text("é")]
    #expect(row.map(\.csv) == ["", "-3", "0.5", "\"a \"\"b\"\", c\n\"", "é"])
    #expect(
      QueryValue.json(["a", "b", "c", "d", "e"], row)
        == #"{"a":null,"b":-3,"c":0.5,"d":"a \"b\", c\n","e":"é"}"#)
  }

  @Test func `A group of fewer than eleven patients isn't shown`() throws {
    let store = try store()
    try store.database.write { database in
      for patient in 1...21 {
        try database.execute(
          sql: "INSERT INTO patients (patient, age_band, region) VALUES (?, ?, '559')",
          arguments: [patient, patient <= 10 ? "30-39" : "40-49"])
      }
    }
    #expect(
      try store.rows("SELECT age_band, patients FROM portal_adoption")
        == [[.text("40-49"), .integer(11)]])
    for view in AnalyticsSchema.viewNames { _ = try store.rows("SELECT * FROM \(view)") }
    withExtendedLifetime(folder) {}
  }

  @Test func `An export has each table's rows, and their digests`() throws {
    let store = try store()
    try store.database.write {
      try $0.execute(sql: "INSERT INTO patients (patient, region) VALUES (7, '559')")
    }
    let folder = URL(filePath: self.folder.path).appending(path: "export")
    let manifest = try store.export(to: folder, as: [.csv, .ndjson])
    #expect(manifest.files.count == 2 * AnalyticsSchema.names.count)
    let patients = try #require(manifest.files.first { $0.file == "patients.csv" })
    let text = try String(contentsOf: folder.appending(path: "patients.csv"), encoding: .utf8)
    #expect(patients.rows == 1 && patients.bytes == text.utf8.count)
    #expect(text.hasPrefix("patient,age_band,sex,region,"))
    #expect(text.contains("\r\n7,,,559,"))
    let written = try JSONDecoder().decode(
      AnalyticsStore.Manifest.self,
      from: Data(contentsOf: folder.appending(path: "manifest.json")))
    #expect(written == manifest)
    withExtendedLifetime(self.folder) {}
  }
}
