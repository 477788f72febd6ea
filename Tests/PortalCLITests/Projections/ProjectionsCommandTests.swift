import EventStore
import Foundation
import TestSupport
import Testing

/// `portal projections`.
@Suite struct ProjectionsCommandTests {
  let folder = TemporaryFolder()
  var store: String { folder.path + "/store" }

  struct Status: Decodable, Equatable {
    struct Fault: Decodable, Equatable {
      var position: UInt64
      var reason: String
    }
    var name: String
    var state: String
    var version: Int
    var position: UInt64
    var head: UInt64
    var rows: Int
    var digest: String?
    var fault: Fault?
    var rebuiltUpTo: UInt64?
  }

  private func portal(_ arguments: String...) async throws -> PortalProgram.Run {
    try await PortalProgram.run(arguments + ["--store", store])
  }

  private func demo() async throws {
    #expect(
      try await portal("demo", "--patients", "20", "--now", "2026-03-02T16:00:00Z").status == 0)
  }

  private func statuses(_ run: PortalProgram.Run) throws -> [Status] {
    try #require(run.status == 0, "\(run)")
    return try run.lines.map { try JSONDecoder().decode(Status.self, from: Data($0.utf8)) }
  }

  @Test func `Every read model says how it stands, an object a line`() async throws {
    try await demo()
    let found = try statuses(try await portal("projections", "status", "--json"))
    #expect(found.map(\.name).contains("directory"))
    for status in found {
      #expect(status.state == "live" && status.position == status.head && status.head > 100)
      #expect(status.digest?.count == 64)
      #expect(status.fault == nil && status.rebuiltUpTo == nil)
    }
    let quick = try statuses(try await portal("projections", "status", "--quick", "--json"))
    #expect(quick.allSatisfy { $0.digest == nil })
    let text = try await portal("projections", "status")
    #expect(text.lines.count == found.count)
    #expect(text.output.contains("schedule  v1  live"))
  }

  @Test func `What is made anew comes to the same digest`() async throws {
    try await demo()
    let before = try statuses(try await portal("projections", "status", "--json"))
    let made = try statuses(try await portal("projections", "rebuild", "--all", "--json"))
    #expect(made == before)
    let one = try await portal("projections", "rebuild", "directory")
    #expect(one.lines.count == 1 && one.output.hasPrefix("directory was made anew: "))
    #expect(try statuses(try await portal("projections", "status", "--json")) == before)
  }

  @Test func `What can't be made anew is said in a line`() async throws {
    try await demo()
    #expect(try await portal("projections", "rebuild", "nothing").isRefusal)
    #expect(try await portal("projections", "rebuild").status == 64)
    #expect(try await portal("projections", "rebuild", "directory", "--all").status == 64)
  }

  @Test func `Events that were piped in are behind until the store is opened for use`()
    async throws
  {
    try await demo()
    let line = #"{"op":"append","events":[{"type":"t","tags":["a:1"],"data":{}}]}"# + "\n"
    _ = try await PortalProgram.run(["log", "pipe", "--store", store], input: line)
    let behind = try statuses(try await portal("projections", "status", "--quick", "--json"))
    #expect(behind.allSatisfy { $0.state == "behind" && $0.position == $0.head - 1 })
    _ = try await portal("audit", "replay", "--limit", "1")
    let live = try statuses(try await portal("projections", "status", "--quick", "--json"))
    #expect(live.allSatisfy { $0.state == "live" })
  }

  @Test func `A fault is said on standard error, and in the status`() async throws {
    try await demo()
    // A registered event whose data isn't what its name says.
    let line = #"{"op":"append","events":[{"type":"consent.given.v1","tags":["a:1"],"data":{}}]}"#
    _ = try await PortalProgram.run(["log", "pipe", "--store", store], input: line + "\n")
    let opened = try await portal("audit", "replay", "--limit", "1")
    #expect(opened.status == 0)
    #expect(opened.errors.contains("the read model directory stands still before position"))
    let found = try statuses(try await portal("projections", "status", "--json"))
    #expect(
      found.allSatisfy {
        $0.state == "quarantined" && $0.fault?.reason == "an event can't be read"
          && $0.fault?.position == $0.head
      })
    #expect(try await portal("projections", "rebuild", "directory").isRefusal)
  }
}
