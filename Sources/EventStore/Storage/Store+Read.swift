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
    guard after < head else { return [] }
    var cursor = try QueryCursor(query, backwards: backwards, snapshot, tables, blind)
    var events: [RecordedEvent] = []
    var sealed: [SealedEvent] = []
    var next: UInt64? = backwards ? head : after + 1
    while events.count + sealed.count < limit, let from = next,
      let position = try cursor.seek(from, head: head, snapshot, tables),
      position > after, position <= head
    {
      guard let row = try snapshot.value(for: position, in: tables.events) else {
        throw LogError.missing(position)
      }
      sealed.append(try SealedEvent(row, at: position, keys, snapshot))
      next = backwards ? (position > 1 ? position - 1 : nil) : position + 1
      if sealed.count == Self.openingBatch {
        events += try open(sealed, query)
        sealed.removeAll(keepingCapacity: true)
      }
    }
    return events + (try open(sealed, query))
  }

  /// Opens events that the index led to, each of which says itself whether it's meant: a damaged
  /// link may lead to another.
  private func open(
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

  private static let openingBatch = 1024
  /// Opens events, in their order, on all cores where they are many.
  private func open(_ sealed: [SealedEvent]) throws(LogError) -> [RecordedEvent] {
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
