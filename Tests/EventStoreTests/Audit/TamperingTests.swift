import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// The larger changes that somebody may make to a log: each is found, and what it was is named.
@Suite struct TamperingTests {
  /// Whoever has seen a log of 1300 events, signed then.
  private struct Seen {
    let folder = TemporaryFolder()
    var path: String { folder.path + "/store" }
    var kept: String { folder.path + "/kept" }

    /// - Parameter older: called after 1000 events, with the store closed.
    init(older: (String) throws -> Void = { _ in }) async throws {
      try EventLog.create(path)
      try await EventLog.with(path) { log in
        try await log.append((0..<1000).map { SoundStore.event($0) })
      }
      try older(path)
      try await EventLog.with(path) { log in
        try await log.append((1000..<1300).map { SoundStore.event($0) })
        try log.checkpoint().write(toFile: kept, atomically: true, encoding: .utf8)
      }
    }
  }

  private func table(
    _ log: EventLog, _ change: (borrowing WriteTransaction, Tables) throws -> Void
  ) throws {
    try log.store.environment.write { transaction in try change(transaction, log.store.tables) }
  }

  private func key(_ position: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: position.littleEndian >> (8 * $0)) }
  }

  @Test func `The last thousand events cut off, and all that tells of them, are missed`()
    async throws
  {
    let seen = try await Seen()
    let log = try EventLog.open(seen.path)
    try table(log) { transaction, tables in
      for position in 301...1300 as ClosedRange<UInt64> {
        _ = try transaction.remove(key(position), from: tables.events)
      }
    }
    let faults = try log.audit(checkpoints: [seen.kept]).faults.map(\.description)
    #expect(
      faults.contains { $0.contains("ends at 300, but kept was signed at 1300") }, "\(faults)")
    // A checkpoint of the clinic's own that was taken away doesn't help.
    try? FileManager.default.removeItem(atPath: seen.path + "/checkpoint")
    #expect(try !log.audit(checkpoints: [seen.kept]).faults.isEmpty)
  }

  @Test func `An event put in between is found, where it was put`() async throws {
    let seen = try await Seen()
    let log = try EventLog.open(seen.path)
    // All events from 600 on stand one further on, and 600 is a copy of its neighbour.
    try table(log) { transaction, tables in
      for position in (600...1300 as ClosedRange<UInt64>).reversed() {
        let found = try transaction.snapshot.value(for: position, in: tables.events)?.array
        try transaction.put(try #require(found), for: position + 1, in: tables.events)
      }
    }
    let faults = try log.audit(checkpoints: [seen.kept]).faults
    let first = try #require(faults.compactMap(\.position).min())
    #expect((513...600).contains(first), "\(faults.map(\.description))")
    let deep = try log.audit(deep: true, checkpoints: [seen.kept]).faults.compactMap(\.position)
    // An envelope opens in its own place alone.
    #expect(deep.contains(601))
  }

  @Test func `A leaf whose subject was changed is found`() async throws {
    let seen = try await Seen()
    let log = try EventLog.open(seen.path)
    let found = try log.snapshot { store, snapshot in
      try snapshot.value(for: 700, in: store.tables.events)?.array
    }
    var row = try #require(found)
    let known = EventRow.frame(of: row.rawSpan)
    let frame = try #require(known)
    // The key's name is bytes 4 to 20 of the envelope.
    row[frame.envelope.lowerBound + 5] ^= 1
    try table(log) { transaction, tables in
      try transaction.put(row, for: 700, in: tables.events)
    }
    let faults = try log.audit().faults
    #expect(faults.contains { $0.position == 700 }, "\(faults.map(\.description))")
  }

  @Test func `Every node of the tree is held against the events`() async throws {
    let seen = try await Seen()
    let log = try EventLog.open(seen.path)
    for (index, first) in [1, 257, 513, 769, 1025].enumerated() {
      let key = Store.treeKey(8, UInt64(index))
      let found = try log.snapshot { store, snapshot in
        try snapshot.value(for: key, in: store.tables.tree)?.array
      }
      let sound = try #require(found)
      var changed = sound
      changed[31] ^= 1
      try table(log) { transaction, tables in
        try transaction.put(changed, for: key, in: tables.tree)
      }
      #expect(try log.audit().faults.map(\.position) == [UInt64(first)])
      try table(log) { transaction, tables in try transaction.put(sound, for: key, in: tables.tree)
      }
    }
    #expect(try log.audit(checkpoints: [seen.kept]).faults.isEmpty)
  }

  @Test func `An older copy of the whole store is found by what was kept elsewhere`() async throws {
    let copy = TemporaryFolder()
    let older = copy.path + "/older"
    let seen = try await Seen { path in
      try FileManager.default.copyItem(atPath: path, toPath: older)
    }
    try FileManager.default.removeItem(atPath: seen.path)
    try FileManager.default.copyItem(atPath: older, toPath: seen.path)
    // It's whole in itself, its own checkpoint and all.
    let log = try EventLog.open(seen.path)
    #expect(try log.audit(deep: true).faults.isEmpty)
    let faults = try log.audit(checkpoints: [seen.kept]).faults.map(\.description)
    #expect(
      faults.contains {
        $0.contains("ends at 1000, but kept was signed at 1300")
          && $0.contains("an older copy put in its place")
      }, "\(faults)")
    let error = #expect(throws: LogError.self) { try log.check(checkpointIn: seen.kept) }
    #expect(error?.code == .forked)
    // Nor does it help to go on writing until it's as long.
    try await log.append((0..<400).map { SoundStore.event($0 + 5000) })
    let forked = #expect(throws: LogError.self) { try log.check(checkpointIn: seen.kept) }
    #expect(forked?.code == .forked)
    #expect(
      try log.audit(checkpoints: [seen.kept]).faults.contains {
        $0.what.contains("kept was signed for at 1300")
      })
  }
}
