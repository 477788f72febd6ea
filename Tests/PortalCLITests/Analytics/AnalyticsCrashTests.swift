import EventStore
import Foundation
import Portal
import PortalAnalytics
import PortalDomain
import TestSupport
import Testing

/// The analysts' tables are brought up to date by a process that is killed at random instants.
@Suite struct AnalyticsCrashTests {
  static let environment = ProcessInfo.processInfo.environment
  static let rounds = environment["PORTAL_CRASH_ROUNDS"].flatMap(Int.init) ?? 6
  static let seed =
    environment["PORTAL_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 0...UInt64.max)

  let folder = TemporaryFolder()
  var store: String { folder.path + "/store" }

  @Test func `Tables whose keeper is killed again and again hold everything once`() async throws {
    try EventLog.create(store)
    let morning = DemonstrationStore.morning
    let portal = try Portal(opening: store, clock: { morning })
    try await DemonstrationClinic.fill(portal, patients: 600)
    var generator = SeededGenerator(seed: Self.seed)
    var kills = 0
    var positions: Set<UInt64> = []
    for round in 1...Self.rounds {
      let child = PortalProgram.process(["query", "SELECT 1", "--store", store])
      child.standardOutput = FileHandle.nullDevice
      child.standardError = FileHandle.nullDevice
      try child.run()
      usleep(UInt32.random(in: 50_000...900_000, using: &generator))
      if child.isRunning {
        kill(child.processIdentifier, SIGKILL)
        kills += 1
      }
      child.waitUntilExit()
      // Others go on meanwhile.
      try await portal.record(
        [Account.SignedIn(patient: PatientID("n\(round)"))],
        as: Origin(actor: .system, channel: .feed))
      if FileManager.default.fileExists(atPath: tables) {
        positions.insert(try AnalyticsStore(tables).position)
      }
    }
    try #require(kills > 0, "PORTAL_SEED=\(Self.seed): none was killed in its midst")
    let kept = try AnalyticsStore(tables)
    try kept.catchUp(with: portal.eventLog)
    try AnalyticsStore.rebuild(folder.path + "/anew.sqlite", from: portal.eventLog)
    let anew = try AnalyticsStore(folder.path + "/anew.sqlite")
    #expect(try kept.position == anew.position)
    for table in AnalyticsStore.tables {
      #expect(
        try rows(of: table, in: kept) == rows(of: table, in: anew),
        "PORTAL_SEED=\(Self.seed): \(table), killed at \(positions.sorted())")
    }
    await portal.close()
    withExtendedLifetime(folder) {}
  }

  private var tables: String { store + "/analytics.sqlite" }

  private func rows(of table: String, in store: AnalyticsStore) throws -> [String] {
    var rows: [String] = []
    _ = try store.ask("SELECT * FROM \(table)") { rows.append("\($0)") }
    return rows.sorted()
  }
}
