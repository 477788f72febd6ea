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
    var batch = ReadBatch(self, query)
    defer { batch.wait() }
    if query.matchesAll {
      try readAll(after + 1...head, backwards: backwards, limit: limit, into: &batch, snapshot)
      return try batch.finish()
    }
    if !backwards, let chain = try snapshot.onlyChain(of: query, in: tables, blind) {
      try readForwards(chain, after + 1...head, limit: limit, into: &batch, snapshot)
      return try batch.finish(reversed: true)
    }
    var cursor = try QueryCursor(
      query, backwards: backwards, limit: limit, snapshot, tables, blind)
    var next: UInt64? = backwards ? head : after + 1
    while batch.count < limit, let from = next,
      let step = try cursor.seek(from, snapshot, tables),
      step.node.position > after, step.node.position <= head
    {
      let position = step.node.position
      try batch.append(step.row.bytes, at: position, snapshot)
      next = backwards ? (position > 1 ? position - 1 : nil) : position + 1
    }
    return try batch.finish()
  }

  /// Reads the events of a chain from its links backwards, the last of them first: some are opened
  /// while others are still being found.
  private func readForwards(
    _ chain: Chain, _ positions: ClosedRange<UInt64>, limit: Int, into batch: inout ReadBatch,
    _ snapshot: borrowing Snapshot
  ) throws {
    var stretch = try ChainStretch(
      chain.newest, positions, limit: UInt64(limit), snapshot, tables)
    while let step = try stretch.next(snapshot, tables) {
      guard positions.contains(step.node.position) else { throw LMDBError.damaged }
      try batch.append(step.row.bytes, at: step.node.position, snapshot)
    }
  }

  /// Reads events of every kind: a walk over the table, without the index.
  private func readAll(
    _ positions: ClosedRange<UInt64>, backwards: Bool, limit: Int, into batch: inout ReadBatch,
    _ snapshot: borrowing Snapshot
  ) throws {
    var expected = backwards ? positions.upperBound : positions.lowerBound
    try snapshot.scan(tables.events, from: expected, backwards: backwards) {
      key, row throws(LogError) in
      let position = unsafe key.unsafeLoadUnaligned(as: UInt64.self)
      guard batch.count < limit, positions.contains(position) else { return false }
      guard position == expected else { throw .missing(expected) }
      expected = backwards ? expected &- 1 : expected + 1
      try batch.append(row, at: position, snapshot)
      return true
    } orElse: {
      LogError($0)
    }
    guard batch.count == min(limit, positions.count) else { throw LogError.missing(expected) }
  }

  /// Opens an event's envelope.
  func event(
    at position: UInt64, row: RawSpan, _ snapshot: borrowing Snapshot
  ) throws(LogError) -> RecordedEvent {
    try SealedEvent(row, at: position, keys, snapshot).open(storeID: keys.keyring.storeID)
  }
}

/// Events that were found and are being opened.
struct ReadBatch {
  private let store: Store
  private let opener: EventOpener
  private var share: [SealedEvent] = []
  private(set) var count = 0

  init(_ store: Store, _ query: Query) {
    self.store = store
    opener = EventOpener(store, query)
  }

  mutating func append(
    _ row: RawSpan, at position: UInt64, _ snapshot: borrowing Snapshot
  ) throws(LogError) {
    if share.isEmpty { share.reserveCapacity(EventOpener.share) }
    share.append(try SealedEvent(row, at: position, store.keys, snapshot, after: share.last))
    count += 1
    if share.count == EventOpener.share { hand() }
  }

  /// - Parameter reversed: whether to answer last what was found first.
  mutating func finish(reversed: Bool = false) throws(LogError) -> [RecordedEvent] {
    hand()
    return try opener.finish(reversed: reversed)
  }

  /// Waits until no other thread works on the events; then the snapshot may end.
  func wait() { opener.wait() }

  private mutating func hand() {
    if share.isEmpty { return }
    opener.add(share)
    share = []
  }
}
