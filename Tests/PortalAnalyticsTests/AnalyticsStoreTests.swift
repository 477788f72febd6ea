import EventStore
import PortalAnalytics
import TestSupport
import Testing

@Suite struct AnalyticsStoreTests {
  let folder = TemporaryFolder()

  @Test func `The tables hold every event once, however often they are brought up to date`()
    async throws
  {
    try EventLog.create(folder.path + "/store")
    let log = try EventLog.open(folder.path + "/store")
    let file = folder.path + "/analytics.sqlite"
    let store = try AnalyticsStore(file)
    for round in 1...3 {
      try await log.append([NewEvent(type: "a", data: []), NewEvent(type: "b", data: [])])
      try store.catchUp(with: log)
      try store.catchUp(with: log)
      let (columns, rows) = try AnalyticsStore.query(
        file, "SELECT type, sum(events) FROM events_per_day GROUP BY type ORDER BY type")
      #expect(columns.count == 2)
      #expect(rows == [["a", "\(round)"], ["b", "\(round)"]])
    }
  }

  @Test func `A query can't change anything`() throws {
    let file = folder.path + "/analytics.sqlite"
    _ = try AnalyticsStore(file)
    for sql in ["DELETE FROM checkpoint", "DROP TABLE checkpoint", "CREATE TABLE t (x)"] {
      #expect(throws: (any Error).self) { try AnalyticsStore.query(file, sql) }
    }
  }
}
