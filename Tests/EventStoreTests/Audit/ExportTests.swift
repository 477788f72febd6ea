import Foundation
import TestSupport
import Testing

@testable import EventStore

@Suite struct ExportTests {
  func faults(_ store: AuditedStore) throws -> [String] {
    try store.export.faults(key: store.log.verifierKey()).map(\.description)
  }

  func append(_ count: Int, to store: AuditedStore) async throws {
    try await store.log.append((0..<count).map { SoundStore.event($0) })
  }

  @Test func `An export has the layout of the specification and verifies`() async throws {
    let store = try await AuditedStore()
    let report = try store.log.export(to: store.folder)
    #expect(report.size == 300 && report.added == 300)
    #expect(try faults(store).isEmpty)
    for (name, size) in [
      ("tile/0/000", 8192), ("tile/0/001.p/44", 44 * 32), ("tile/1/000.p/1", 32),
      ("tile/entries/000", 256 * 70), ("tile/entries/001.p/44", 44 * 70),
    ] {
      let bytes = FileManager.default.contents(atPath: "\(store.folder)/\(name)")
      #expect(bytes?.count == size, "\(name)")
    }
    #expect(
      try String(contentsOfFile: store.folder + "/origin", encoding: .utf8)
        == report.origin + "\n")
    #expect(FileManager.default.fileExists(atPath: store.folder + "/checkpoints/300"))
  }

  @Test func `A second run adds what is new, and a third nothing`() async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    try await append(500, to: store)
    let second = try store.log.export(to: store.folder)
    #expect(second.size == 800 && second.added == 500)
    #expect(try faults(store).isEmpty)
    #expect(try store.log.export(to: store.folder).added == 0)
    // The same as an export made at once.
    let whole = store.sound.folder.path + "/whole"
    try store.log.export(to: whole)
    for name in ["tile/0/002", "tile/0/003.p/32", "tile/1/000.p/3", "tile/entries/001"] {
      let parts = FileManager.default.contents(atPath: "\(store.folder)/\(name)")
      #expect(parts != nil && parts == FileManager.default.contents(atPath: "\(whole)/\(name)"))
    }
  }

  @Test func `An export of an empty log verifies, and grows`() async throws {
    let folder = TemporaryFolder()
    try EventLog.create(folder.path + "/store")
    let log = try EventLog.open(folder.path + "/store")
    let export = folder.path + "/export"
    try log.export(to: export)
    #expect(try LogExport(export).faults(key: log.verifierKey()).isEmpty)
    try await log.append([NewEvent(type: "a", data: [])])
    #expect(try log.export(to: export).added == 1)
    #expect(try LogExport(export).faults(key: log.verifierKey()).isEmpty)
  }

  @Test(
    arguments: [
      ("tile/0/000", 700, "position 22: tile/0/000"),
      ("tile/0/001.p/44", 0, "position 257: tile/0/001.p/44"),
      ("tile/1/000.p/1", 3, "tile/1/000.p/1"),
      ("tile/entries/000", 70 * 9 + 40, "position 10: tile/0/000"),
      ("tile/entries/001.p/44", 2 + 11, "position 257: tile/entries/001.p/44"),
      ("checkpoint", 60, "checkpoint: was changed"),
      ("checkpoints/300", 60, "checkpoints/300: was changed"),
    ])
  func `A byte that changed in a file is found, and the file named`(
    name: String, offset: Int, expected: String
  ) async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    try store.flip(name, at: offset)
    let faults = try faults(store)
    #expect(faults.contains { $0.hasPrefix(expected) }, "\(faults)")
  }

  @Test func `A file that is gone is named`() async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    try FileManager.default.removeItem(atPath: store.folder + "/tile/0/000")
    #expect(try faults(store).contains { $0.hasPrefix("tile/0/000: is missing") })
    try FileManager.default.removeItem(atPath: store.folder + "/tile/entries/000")
    #expect(try faults(store).contains { $0.hasPrefix("tile/entries/000: is missing") })
  }

  @Test func `A rewritten log is not exported over what it was`() async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    var row = try store.row(at: 7)
    row[row.count - 1] ^= 1
    try store.put(row, at: 7)
    try store.rewriteTree()
    try FileManager.default.removeItem(atPath: store.sound.path + "/checkpoint")
    let error = #expect(throws: LogError.self) { try store.log.export(to: store.folder) }
    #expect(error?.code == .forked)
  }

  @Test func `Another log is not exported into the same folder`() async throws {
    let store = try await AuditedStore()
    try store.log.export(to: store.folder)
    let folder = TemporaryFolder()
    try EventLog.create(folder.path + "/other")
    let other = try EventLog.open(folder.path + "/other")
    let error = #expect(throws: LogError.self) { try other.export(to: store.folder) }
    #expect(error?.code == .invalid)
    #expect(try store.export.faults(key: other.verifierKey()).count > 0)
  }
}
