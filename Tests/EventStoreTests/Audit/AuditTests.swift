import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// Whoever changes a log is found, and so is the place.
@Suite struct AuditTests {
  @Test(arguments: [false, true])
  func `A sound log has no faults`(deep: Bool) async throws {
    let store = try await AuditedStore()
    let report = try store.log.audit(deep: deep, checkpoints: [try store.keepCheckpoint()])
    #expect(report.faults.isEmpty && report.remarks.isEmpty)
    #expect(report.events == 300 && report.signed == 300)
  }

  @Test func `An empty log is sound`() throws {
    let folder = TemporaryFolder()
    try EventLog.create(folder.path + "/store")
    let log = try EventLog.open(folder.path + "/store")
    #expect(try log.audit(deep: true).faults.isEmpty)
    try log.checkpoint()
    let report = try log.audit()
    #expect(report.faults.isEmpty && report.events == 0 && report.signed == 0)
  }

  @Test(arguments: [2, 200, 299] as [UInt64])
  func `A byte that changed in an envelope is found among its neighbours, and deep at its place`(
    position: UInt64
  ) async throws {
    let store = try await AuditedStore()
    var row = try store.row(at: position)
    row[row.count - 20] ^= 1
    try store.put(row, at: position)
    let faults = try store.log.audit().faults
    let first: UInt64 = position <= 256 ? 1 : 257
    #expect(faults.contains { $0.position == first && $0.what.contains("was changed") })
    #expect(try store.log.audit(deep: true).faults.contains { $0.position == position })
  }

  @Test func `A time that changed is found`() async throws {
    let store = try await AuditedStore()
    var row = try store.row(at: 77)
    row[7] ^= 1
    try store.put(row, at: 77)
    #expect(try store.log.audit().faults.first?.position == 1)
  }

  @Test func `An event that was taken away is missed at its position`() async throws {
    let store = try await AuditedStore()
    try store.remove(30)
    let faults = try store.log.audit().faults
    #expect(faults.contains { $0.position == 30 && $0.what == "the event is missing" })
  }

  @Test func `Events that were swapped are found`() async throws {
    let store = try await AuditedStore()
    let (third, ninth) = (try store.row(at: 3), try store.row(at: 9))
    try store.put(ninth, at: 3)
    try store.put(third, at: 9)
    #expect(try store.log.audit().faults.contains { $0.position == 1 })
    let deep = Set(try store.log.audit(deep: true).faults.compactMap(\.position))
    #expect(deep.isSuperset(of: [3, 9]))
  }

  @Test func `A fresh envelope under the right key is found`() async throws {
    let store = try await AuditedStore()
    let row = try store.row(at: 20)
    let known = EventRow.frame(of: row.rawSpan)
    let frame = try #require(known)
    var envelope = Array(row[frame.envelope])
    let keyClass = try #require(KeyClass(rawValue: envelope[2]))
    let keyID = BlindKey(envelope.rawSpan.extracting(4..<20))
    let event = try #require(try store.log.read(after: 19, limit: 1).first?.event)
    envelope = try store.log.snapshot { inner, snapshot in
      let key = try #require(try inner.keys.key(keyClass, of: keyID, snapshot))
      let place = EventPlace(inner.keys.keyring.storeID, 20, keyClass)
      var changed = event
      changed.data = Array("another amount".utf8)
      return Envelope.seal(
        EventRecord.encode(changed).rawSpan,
        header: .init(keyClass: keyClass.rawValue, keyID: keyID, epoch: 1), context: .event,
        authenticating: place.bytes, key: key.envelopes)
    }
    try store.put(Array(row[..<frame.envelope.lowerBound]) + envelope, at: 20)
    // It opens, so only the tree knows.
    #expect(try store.log.read(after: 19, limit: 1).first?.event?.data.count == 14)
    #expect(try store.log.audit().faults.contains { $0.position == 1 })
    // Whoever makes the tree anew too is found by what was signed before.
    let kept = try store.keepCheckpoint()
    try store.rewriteTree()
    let faults = try store.log.audit().faults
    #expect(faults.contains { $0.what.contains("checkpoint was signed for at 300") })
    // And whoever signs anew as well, by the checkpoint that was kept elsewhere.
    try FileManager.default.removeItem(atPath: store.sound.path + "/checkpoint")
    try store.log.checkpoint()
    #expect(try store.log.audit().faults.isEmpty)
    let named = try store.log.audit(checkpoints: [kept]).faults
    #expect(named.contains { $0.what.contains("kept was signed for at 300") })
    let error = #expect(throws: LogError.self) { try store.log.check(checkpointIn: kept) }
    #expect(error?.code == .forked)
  }

  @Test func `Events that were cut off are missed`() async throws {
    let store = try await AuditedStore()
    let kept = try store.keepCheckpoint()
    for position in 201...300 as ClosedRange<UInt64> { try store.remove(position) }
    let faults = try store.log.audit(checkpoints: [kept]).faults
    #expect(faults.contains { $0.what.contains("ends at 200, but kept was signed at 300") })
  }

  @Test func `A node of the tree that changed is found`() async throws {
    let store = try await AuditedStore()
    try store.log.store.environment.write { transaction in
      try transaction.put(
        [UInt8](repeating: 7, count: 32), for: Store.treeKey(8, 0), in: store.log.store.tables.tree)
    }
    #expect(try store.log.audit().faults.map(\.position) == [1])
  }

  @Test func `A checkpoint that changed is found`() async throws {
    let store = try await AuditedStore()
    let kept = try store.keepCheckpoint()
    let text = try String(contentsOfFile: kept, encoding: .utf8)
    try text.replacing("\n300\n", with: "\n299\n").write(
      toFile: kept, atomically: true, encoding: .utf8)
    let faults = try store.log.audit(checkpoints: [kept]).faults
    #expect(faults.count == 1 && faults[0].what.contains("kept is no checkpoint of this log"))
  }

  @Test func `A clock that was turned back is remarked`() async throws {
    let folder = TemporaryFolder()
    try EventLog.create(folder.path + "/store")
    let time = Locked(1_000_000.0)
    var options = EventLog.Options()
    options.clock = { Date(timeIntervalSince1970: time.withLock { $0 }) }
    options.journalSize = 0
    let log = try EventLog.open(folder.path + "/store", options: options)
    try await log.append([NewEvent(type: "a", data: [])])
    time.withLock { $0 = 900_000 }
    try await log.append([NewEvent(type: "a", data: [])])
    let report = try log.audit()
    #expect(report.faults.isEmpty)
    #expect(report.remarks.map(\.position) == [2])
    #expect(report.remarks.first?.what.contains("turned back by 100000 seconds") == true)
  }
}
