import Foundation
import PortalAnalytics
import TestSupport
import Testing

@testable import PortalServer

/// `portal serve` keeps the analysts' tables.
@Suite struct AnalyticsServerTests {
  @Test func `What is texted stands in the tables soon, and the server ends in order`()
    async throws
  {
    let clinic = try await ClosedClinic()
    let server = try await ServerProcess(store: clinic.store, name: "server")
    let path = clinic.store + "/analytics.sqlite"
    try await until { FileManager.default.fileExists(atPath: path) }
    let tables = try AnalyticsStore(path)
    try await until { try tables.position > 0 }
    let before = try turns(tables)
    #expect(await server.text("hello", "SM1", from: "+15075550101") == 200)
    try await until { try turns(tables) > before }
    #expect(try await server.end() == 0)
    #expect(!server.logged.contains("can't follow"), "\(server.logged)")
    withExtendedLifetime(clinic) {}
  }

  @Test func `With 0 it keeps none`() async throws {
    let clinic = try await ClosedClinic()
    let server = try await ServerProcess(
      store: clinic.store, name: "server", "--analytics-milliseconds", "0")
    #expect(await server.text("hello", "SM1", from: "+15075550101") == 200)
    #expect(try await server.end() == 0)
    #expect(!FileManager.default.fileExists(atPath: clinic.store + "/analytics.sqlite"))
    withExtendedLifetime(clinic) {}
  }

  private func turns(_ tables: AnalyticsStore) throws -> Int64 {
    var count: Int64 = 0
    _ = try tables.ask("SELECT coalesce(sum(turns), 0) FROM conversations") { row in
      if case .integer(let number) = row[0] { count = number }
    }
    return count
  }
}
