internal import Foundation
internal import LMDB
internal import PortalCrypto

extension Store {
  /// Reads events at one moment.
  func read(
    _ query: Query, after: UInt64, upTo last: UInt64?, backwards: Bool, limit: Int,
    _ snapshot: borrowing Snapshot
  ) throws -> [RecordedEvent] {
    let head = min(try head(snapshot), last ?? .max)
    guard after < head, limit > 0 else { return [] }
    if query.matchesAll {
      return try readAll(after + 1...head, backwards: backwards, limit: limit, snapshot)
    }
    var cursor = try QueryCursor(
      query, backwards: backwards, limit: limit, snapshot, tables, blind)
    var batch = Batch(self, query)
    var next: UInt64? = backwards ? head : after + 1
    while batch.count < limit, let from = next,
      let step = try cursor.seek(from, snapshot, tables),
      step.node.position > after, step.node.position <= head
    {
      let position = step.node.position
      try batch.append(SealedEvent(step.row.bytes, at: position, keys, snapshot))
      next = backwards ? (position > 1 ? position - 1 : nil) : position + 1
    }
    return try batch.finish()
  }

  /// Reads events of every kind: a walk over the table, without the index.
  private func readAll(
    _ positions: ClosedRange<UInt64>, backwards: Bool, limit: Int, _ snapshot: borrowing Snapshot
  ) throws -> [RecordedEvent] {
    var batch = Batch(self, .all)
    var expected = backwards ? positions.upperBound : positions.lowerBound
    try snapshot.scan(tables.events, from: expected, backwards: backwards) {
      key, row throws(LogError) in
      let position = unsafe key.unsafeLoadUnaligned(as: UInt64.self)
      guard batch.count < limit, positions.contains(position) else { return false }
      guard position == expected else { throw .missing(expected) }
      expected = backwards ? expected &- 1 : expected + 1
      try batch.append(SealedEvent(row, at: position, keys, snapshot))
      return true
    } orElse: {
      LogError($0)
    }
    let isWhole = batch.count == min(limit, positions.count)
    guard isWhole else { throw LogError.missing(expected) }
    return try batch.finish()
  }

  /// Events that are opened many at a time.
  private struct Batch {
    private let store: Store
    private let query: Query
    private var events: [RecordedEvent] = []
    private var sealed: [SealedEvent] = []
    private static let size = 1024

    init(_ store: Store, _ query: Query) {
      self.store = store
      self.query = query
    }

    var count: Int { events.count + sealed.count }

    mutating func append(_ event: SealedEvent) throws(LogError) {
      sealed.append(event)
      if sealed.count == Self.size { try open() }
    }

    mutating func finish() throws(LogError) -> [RecordedEvent] {
      try open()
      return events
    }

    private mutating func open() throws(LogError) {
      let opened = try store.open(sealed, query)
      if events.isEmpty { events = opened } else { events += opened }
      sealed.removeAll(keepingCapacity: true)
    }
  }

  /// Opens events that the index led to, each of which says itself whether it's meant: a damaged
  /// link may lead to another.
  fileprivate func open(
    _ sealed: [SealedEvent], _ query: Query
  ) throws(LogError) -> [RecordedEvent] {
    let events = try open(sealed)
    for recorded in events {
      if let event = recorded.event, !query.matches(event) {
        throw .damaged(recorded.position)
      }
    }
    return events
  }

  /// Opens events, in their order, on all cores where they are many.
  func open(_ sealed: [SealedEvent]) throws(LogError) -> [RecordedEvent] {
    let storeID = keys.keyring.storeID
    let failure = Locked<LogError?>(nil)
    let events = Parallel.map(sealed.count) { index in
      do throws(LogError) { return try sealed[index].open(storeID: storeID) } catch {
        failure.withLock { $0 = $0 ?? error }
        return RecordedEvent(
          position: sealed[index].position, time: .distantPast, contents: .erased)
      }
    }
    if let failure = failure.withLock({ $0 }) { throw failure }
    return events
  }
}
