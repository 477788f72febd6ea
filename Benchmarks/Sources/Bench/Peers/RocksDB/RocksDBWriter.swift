import EventStore
import Foundation
import PeerKit
import Synchronization

/// Writes groups into RocksDB.
final class RocksDBWriter: Sendable {
  private let database: RocksDatabase
  private let last: Mutex<UInt64>

  /// The position of the last event.
  var head: UInt64 { last.withLock { $0 } }

  init(_ database: RocksDatabase) throws {
    self.database = database
    let events = database.iterator(over: .events)
    events.seekToLast()
    last = Mutex(try events.key().map(RocksKey.position) ?? 0)
  }

  /// Writes a group in one batch.
  func write(_ group: [GroupWriter.Request]) -> [Result<UInt64, any Error>] {
    last.withLock { last in
      do {
        var pending = Pending(database, head: last)
        let verdicts = try group.map { try pending.add($0) }
        try database.write(pending.batch)
        last = pending.head
        return verdicts
      } catch { return group.map { _ in .failure(error) } }
    }
  }
}

/// A group that isn't written yet.
private struct Pending {
  let batch: RocksBatch
  private(set) var head: UInt64
  private let tags: RocksIterator
  /// The newest position of each tag of the group, which the iterator doesn't see.
  private var newest: [String: UInt64] = [:]
  private let time = UInt64(Date().timeIntervalSince1970 * 1000)

  init(_ database: RocksDatabase, head: UInt64) {
    batch = RocksBatch(of: database)
    tags = database.iterator(over: .tags)
    self.head = head
  }

  mutating func add(_ request: GroupWriter.Request) throws -> Result<UInt64, any Error> {
    let tag = SampleEvents.tag(patient: request.condition.patient)
    guard try last(of: tag) <= request.condition.after else { return .failure(ConditionFailed()) }
    for event in request.events {
      head += 1
      let key = RocksKey.position(head)
      batch.put(
        time.bytes + EventRecord.encode(event, reserving: 512), for: key, in: .events)
      for tag in event.tags {
        batch.put([], for: RocksKey.prefix(tag) + key, in: .tags)
        newest[tag] = head
      }
    }
    return .success(head)
  }

  private func last(of tag: String) throws -> UInt64 {
    if let position = newest[tag] { return position }
    let prefix = RocksKey.prefix(tag)
    tags.seekBackwards(prefix + RocksKey.position(.max))
    guard let key = try tags.key(), key.starts(with: prefix) else { return 0 }
    return RocksKey.position(of: key)
  }
}
