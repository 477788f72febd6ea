import Foundation
import LMDB
import PortalDomain
import Synchronization
import TestSupport
import Testing

@testable import EventStore
@testable import Projections

@Suite struct QuarantineTests {
  let store: ProjectionStore

  init() throws { store = try ProjectionStore() }

  @Test func `A fault stops one read model before its event, and nothing else`() async throws {
    let reports = Mutex<[String]>([])
    var options = ProjectionEngine.Options()
    options.report = { name, position, reason in
      reports.withLock { $0.append("\(name) \(position) \(reason)") }
    }
    let open = try store.open([UpToTen.self, Counting.self], options: options)
    // In the midst of an append of many events.
    try await open.append(store.consents(7))
    try await open.append(store.consents(20))
    let status = try open.status(UpToTen.self)
    #expect(status.state == .quarantined)
    #expect(status.position == 10)
    #expect(status.fault == .init(position: 11, reason: "there are no more fingers"))
    #expect(try open.row(UpToTen.self) == 10)
    #expect(try open.row(Counting.self) == 27)
    #expect(try open.status(Counting.self).state == .live)
    // Said once.
    try await open.append(store.consents(1))
    #expect(reports.withLock { $0 } == ["upToTen 11 there are no more fingers"])
    #expect(try open.log.head() == 28)
  }

  @Test func `A row that can't be read is a fault of its read model alone`() async throws {
    let open = try store.open([Counting.self, UpToTen.self])
    try await open.append(store.consents(3))
    try open.spoil(Counting.self)
    try await open.append(store.consents(2))
    #expect(
      try open.status(Counting.self).fault == .init(position: 4, reason: "a row can't be read"))
    #expect(try open.row(UpToTen.self) == 5)
    #expect(throws: LogError.self) { try open.row(Counting.self) }
    try open.rebuild(Counting.self)
    #expect(try open.row(Counting.self) == 5)
    #expect(try open.status(Counting.self).state == .live)
  }

  @Test func `A damaged row is a fault of its read model alone`() async throws {
    let open = try store.open([Counting.self, UpToTen.self])
    try await open.append(store.consents(3))
    try open.damage(Counting.self)
    try await open.append(store.consents(2))
    #expect(try open.status(Counting.self).fault == .init(position: 4, reason: "a row is damaged"))
    #expect(try open.row(UpToTen.self) == 5)
    try open.rebuild(Counting.self)
    #expect(try open.row(Counting.self) == 5)
  }

  @Test func `An event that can't be read stops the read models, not the log`() async throws {
    let open = try store.open([Counting.self])
    try await open.append(store.consents(2))
    try await open.log.append([NewEvent(type: Account.ConsentGiven.name, data: Array("{}".utf8))])
    try await open.append(store.consents(1))
    #expect(
      try open.status(Counting.self).fault == .init(position: 3, reason: "an event can't be read"))
    #expect(try open.log.head() == 4)
  }

  @Test func `A rebuild that comes to the same fault says so, and the read model stays as it was`()
    async throws
  {
    let open = try store.open([UpToTen.self])
    try await open.append(store.consents(12))
    let before = try open.status(UpToTen.self)
    #expect(throws: ViewFault("there are no more fingers")) { try open.rebuild(UpToTen.self) }
    #expect(try open.status(UpToTen.self) == before)
    #expect(try open.row(UpToTen.self) == 10)
  }

  @Test func `New code that has a fault doesn't keep the log from opening`() async throws {
    let old = try store.open([Ten.self])
    try await old.append(store.consents(12))
    let open = try store.open([UpToTen.self])
    let status = try open.status(UpToTen.self)
    #expect(status.state == .quarantined)
    #expect(status.position == 10)
    #expect(try open.row(UpToTen.self) == 10)
  }
}

/// What ``UpToTen`` was before.
private enum Ten: ReadModel {
  static let name = UpToTen.name
  static let version: UInt32 = 0
  static func keys(of event: any DomainEvent) -> [RowKey] { [RowKey(.clinic, "n")] }
  static func fold(_ row: inout String?, _ event: any DomainEvent, at key: RowKey) {
    row = (row ?? "") + "I"
  }
}

extension OpenProjections {
  /// Puts something else in the place of the clinic's row.
  func spoil(_ model: any ReadModel.Type) throws {
    let rows = log.viewRows
    try rows.write { transaction in
      let table = try rows.tableInForce(of: engine.tables(of: model), transaction.snapshot).table
      try rows.write([.init(Array("[".utf8), "n", of: nil, in: table)], transaction)
    }
  }

  /// Flips a bit in every row.
  func damage(_ model: any ReadModel.Type) throws {
    let rows = log.viewRows
    try rows.write { transaction in
      let table = try rows.tableInForce(of: engine.tables(of: model), transaction.snapshot).table
      var found: [(key: [UInt8], row: [UInt8])] = []
      try transaction.snapshot.scan(table.table, from: []) { key, row throws(LMDBError) in
        found.append((bytes(key), bytes(row)))
        return true
      } orElse: {
        $0
      }
      for (key, row) in found {
        var row = row
        row[row.count - 20] ^= 1
        try transaction.put(row, for: key, in: table.table)
      }
    }
  }

  private func bytes(_ span: RawSpan) -> [UInt8] {
    unsafe span.withUnsafeBytes { unsafe Array($0) }
  }
}
