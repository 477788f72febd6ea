import EventStore
import PeerKit

/// Reads from RocksDB.
struct RocksDBReader: Sendable {
  let database: RocksDatabase

  func read(tag: String, after: UInt64, limit: Int) throws -> Reading {
    let prefix = RocksKey.prefix(tag)
    let tags = database.iterator(over: .tags)
    tags.seek(prefix + RocksKey.position(after + 1))
    var positions: [UInt64] = []
    while positions.count < limit, let key = try tags.key(), key.starts(with: prefix) {
      positions.append(RocksKey.position(of: key))
      tags.next()
    }
    var reading = Reading()
    for value in try database.events(at: positions) { reading.add(value) }
    return reading
  }

  func replay() throws -> Reading {
    var reading = Reading()
    let events = database.iterator(over: .events)
    events.seekToFirst()
    while let value = try events.value() {
      reading.add(value)
      events.next()
    }
    return reading
  }
}

extension Reading {
  /// Makes an event of a value, as the log does: time u64, then the record.
  fileprivate mutating func add(_ value: [UInt8]) {
    let event = EventRecord.decode(value.dropFirst(8))
    add(payload: event.data.count, metadata: event.metadata.count)
  }
}
