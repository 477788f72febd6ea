internal import LMDB

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
    var next: UInt64? = backwards ? head : after + 1
    while events.count < limit, let from = next,
      let position = try cursor.seek(from, head: head, snapshot, tables),
      position > after, position <= head
    {
      guard let row = try snapshot.value(for: position, in: tables.events) else {
        throw LogError.missing(position)
      }
      events.append(try event(at: position, row: row, snapshot))
      next = backwards ? (position > 1 ? position - 1 : nil) : position + 1
    }
    return events
  }
}
