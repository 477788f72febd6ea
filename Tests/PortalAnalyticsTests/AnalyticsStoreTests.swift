import EventStore
import Foundation
import GRDB
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalAnalytics

/// The tables are kept from the log: once each, whatever interrupts, and nothing of the erased.
@Suite struct AnalyticsStoreTests {
  let folder = TemporaryFolder()
  private var file: String { folder.path + "/analytics.sqlite" }

  @Test func `The tables hold every event once, however often they are brought up to date`()
    async throws
  {
    try EventLog.create(folder.path + "/store")
    let log = try EventLog.open(folder.path + "/store")
    let store = try AnalyticsStore(file)
    for round in 1...3 {
      try await log.append([NewEvent(type: "a", data: []), NewEvent(type: "b", data: [])])
      try store.catchUp(with: log)
      try store.catchUp(with: log)
      let rows = try store.rows("SELECT type, sum(events) FROM events_per_year GROUP BY type")
      #expect(
        rows == [[.text("a"), .integer(Int64(round))], [.text("b"), .integer(Int64(round))]])
    }
    withExtendedLifetime(folder) {}
  }

  @Test func `The tables say what an independent count of the log says`() async throws {
    let clinic = try await DemonstrationStore()
    let store = try AnalyticsStore(file)
    try store.catchUp(with: clinic.portal.eventLog)
    for count in try EventCounts(clinic.portal).all {
      let rows = try store.rows("SELECT \(count.value) FROM \(count.table)")
      #expect(rows == [[.integer(Int64(count.expected))]], "\(count.value) of \(count.table)")
    }
    withExtendedLifetime(folder) {}
  }

  @Test func `Tables that were kept along the way are those that are made anew`() async throws {
    let clinic = try await DemonstrationStore()
    let log = clinic.portal.eventLog
    let kept = try AnalyticsStore(file)
    try kept.catchUp(with: log)
    for patient in ["maria", "wei"] {
      _ = try await clinic.portal.erase(
        PatientID(patient), reason: "asked", as: Origin(actor: .system, channel: .staff))
      try kept.catchUp(with: log)
    }
    let anew = folder.path + "/anew.sqlite"
    try AnalyticsStore.rebuild(anew, from: log)
    var (left, right) = (try kept.contents(), try AnalyticsStore(anew).contents())
    // Of what type the erased patients' events were, only those tables know that had read them before.
    #expect(left.removeValue(forKey: "events_per_year") != nil)
    right.removeValue(forKey: "events_per_year")
    for (table, rows) in left { #expect(rows == right[table], "\(table)") }
    #expect(try kept.position == log.head())
    withExtendedLifetime(folder) {}
  }

  @Test func `A file of another version is made anew`() throws {
    do {
      let store = try AnalyticsStore(file)
      try store.database.write {
        try $0.execute(sql: "UPDATE checkpoint SET version = version + 1, position = 7")
      }
    }
    #expect(try AnalyticsStore(file).position == 0)
    withExtendedLifetime(folder) {}
  }

  @Test func `An erased patient's rows are gone from the file's bytes`() async throws {
    let clinic = try await DemonstrationStore()
    let store = try AnalyticsStore(file)
    try store.catchUp(with: clinic.portal.eventLog)
    // Only Maria takes it.
    let mark = Data("insulin glargine".utf8)
    #expect(try bytes().contains { $0.range(of: mark) != nil })
    _ = try await clinic.portal.erase(
      PatientID("maria"), reason: "asked", as: Origin(actor: .system, channel: .staff))
    try store.catchUp(with: clinic.portal.eventLog)
    #expect(try bytes().allSatisfy { $0.range(of: mark) == nil })
    #expect(
      try store.rows("SELECT count(*) FROM prescriptions WHERE medicine = 'insulin glargine'")
        == [[.integer(0)]])
    withExtendedLifetime(folder) {}
  }

  @Test func `Who was killed before wiping leaves it to the next`() async throws {
    try EventLog.create(folder.path + "/store")
    let log = try EventLog.open(folder.path + "/store")
    let store = try AnalyticsStore(file)
    try await log.append([NewEvent(type: "a", data: [])])
    try store.catchUp(with: log)
    try leaveWipe(to: store)
    #expect(try bytes()[1].count > 0)
    try store.catchUp(with: log)
    #expect(try bytes()[1].count == 0)
    #expect(try isWipeDue(in: store) == 0)
    withExtendedLifetime(folder) {}
  }

  private func leaveWipe(to store: AnalyticsStore) throws {
    try store.database.write { try $0.execute(sql: "PRAGMA user_version = 1") }
  }

  private func isWipeDue(in store: AnalyticsStore) throws -> Int? {
    try store.database.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
  }

  /// The file, and what SQLite keeps beside it.
  private func bytes() throws -> [Data] {
    try ["", "-wal"].compactMap { suffix in
      FileManager.default.fileExists(atPath: file + suffix)
        ? try Data(contentsOf: URL(filePath: file + suffix)) : nil
    }
  }
}

extension AnalyticsStore {
  func rows(_ sql: String) throws -> [[QueryValue]] {
    var rows: [[QueryValue]] = []
    _ = try ask(sql) { rows.append($0) }
    return rows
  }

  /// All rows of all tables, in an order of their own.
  func contents() throws -> [String: [[QueryValue]]] {
    try AnalyticsSchema.names.reduce(into: [:]) { contents, table in
      contents[table] = try rows("SELECT * FROM \(table)").sorted { "\($0)" < "\($1)" }
    }
  }
}
