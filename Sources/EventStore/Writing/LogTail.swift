internal import Foundation
internal import LMDB
internal import PortalCrypto

/// The end of the log while a transaction writes to it: events, their chains and their leaves.
struct LogTail: ~Copyable {
  private let store: Store
  private(set) var head: UInt64
  private let start: UInt64
  private var edge: Store.TreeEdge
  private var chainWriter = ChainWriter()
  private var salts = SaltSource()
  /// For the read models, where there are any.
  private var written: [RecordedEvent] = []
  /// Of the events to come, in milliseconds since 1970.
  private var time: UInt64 = 0
  /// What the group did so far, but for the newest events.
  private var frame = GroupFrame()
  /// The newest events.
  private var placed: [PlacedEvent] = []
  /// Those before them that have no rows yet.
  private var rowless: [SealingBatch] = []
  /// What the rows of all of these hold before their envelopes.
  private var rowStarts: [[UInt8]] = []

  init(_ store: Store, _ snapshot: borrowing Snapshot) throws {
    let (head, edge) = (try store.head(snapshot), try store.treeEdge(snapshot))
    self.store = store
    self.head = head
    start = head
    self.edge = edge
    beginGroup()
  }

  /// When the group's events happen, to the second.
  var second: Date { Date(timeIntervalSince1970: Double(time / 1000)) }

  /// Begins a group of appends: all of its events get the same time.
  mutating func beginGroup() {
    time = UInt64(max(0, (store.clock().timeIntervalSince1970 * 1000).rounded()))
    frame.begin(time: time)
  }

  /// What makes the group durable, and the events in it are sealed with; `nil` where it has none.
  mutating func endGroup() -> GroupFrame? {
    endBatch()
    return frame.isEmpty ? nil : frame
  }

  /// Lets the newest events be sealed.
  @discardableResult
  private mutating func endBatch() -> SealingBatch? {
    if placed.isEmpty { return nil }
    let batch = SealingBatch(placed, store, salts: salts.salts(placed.count))
    frame.append(batch)
    rowless.append(batch)
    placed.removeAll(keepingCapacity: true)
    return batch
  }

  /// The keys that seal a request's events. Those of subjects that have none are made.
  mutating func sealingKeys(
    of events: [PreparedEvent], in transaction: borrowing WriteTransaction
  ) throws -> [SubjectKey] {
    var keys: [SubjectKey] = []
    keys.reserveCapacity(events.count)
    for event in events {
      keys.append(
        try store.keys.sealingKey(event.event.keyClass, of: event.keyID, in: transaction) { row in
          frame.append(subject: event.keyID, row)
        })
    }
    return keys
  }

  /// Gives events their places in the log and in their chains, where conditions find them. They are
  /// sealed meanwhile where they are many, and else together with others.
  ///
  /// - Parameters:
  ///   - keys: what seals each of them.
  ///   - command: whose events they are, if any command's.
  mutating func append(
    _ events: [PreparedEvent], sealedBy keys: [SubjectKey], command: PreparedCommand? = nil,
    in transaction: borrowing WriteTransaction
  ) throws -> Receipt {
    let first = head + 1
    for index in events.indices {
      head += 1
      placed.append(PlacedEvent(events[index], keys[index], at: head, time: time))
    }
    if events.count >= Parallel.threshold { endBatch()?.begin() }
    try transaction.withUpdateCursor(in: store.tables.chains) { chains throws(LMDBError) in
      for (position, prepared) in zip(first..., events) {
        rowStarts.append(
          try chainWriter.place(prepared.chainKeys, at: position, time: time, chains))
      }
    }
    let receipt = Receipt(positions: first..<head + 1)
    if let command {
      let row = command.row(receipt)
      try transaction.put(row.rawSpan, for: command.key.bytes, in: store.tables.commands)
      frame.append(command: command.key, row)
    }
    return receipt
  }

  /// Writes the rows of all events that have none yet.
  mutating func putAllRows(in transaction: borrowing WriteTransaction) throws {
    endBatch()
    try putRows(in: transaction)
  }

  /// Writes the rows of the groups that have ended.
  mutating func putRows(in transaction: borrowing WriteTransaction) throws {
    var row = 0
    for batch in rowless {
      let (placed, places) = (batch.placed, batch.places)
      for index in placed.indices {
        try transaction.append(
          rowStarts[row], places[index].envelope, for: placed[index].position,
          in: store.tables.events)
        edge.append(places[index].leaf)
        if !store.views.isEmpty { written.append(placed[index].recorded) }
        row += 1
      }
    }
    rowless.removeAll(keepingCapacity: true)
    rowStarts.removeFirst(row)
  }

  /// Does again what a frame of the journal says, which LMDB lost.
  mutating func takeIn(
    _ frame: JournalFrame, in transaction: borrowing WriteTransaction
  ) throws {
    let (keys, tables) = (store.keys, store.tables)
    for (keyID, row) in frame.subjects where try keys.row(keyID, transaction.snapshot) == nil {
      try transaction.put(row.rawSpan, for: keyID.bytes, in: tables.subjects)
    }
    try transaction.withUpdateCursor(in: tables.chains) { chains throws(LMDBError) in
      for (position, entry) in zip((head + 1)..., frame.events) {
        let start = try chainWriter.place(entry.chainKeys, at: position, time: frame.time, chains)
        try transaction.append(
          start, entry.envelope, for: position, in: tables.events)
      }
    }
    for entry in frame.events {
      head += 1
      edge.append(
        try store.leafHash(
          ofEnvelope: entry.envelope.rawSpan, time: frame.time, at: head, transaction.snapshot))
    }
    for (key, row) in frame.commands {
      try transaction.put(row.rawSpan, for: key.bytes, in: tables.commands)
    }
  }

  /// How many events came to it.
  var count: UInt64 { head - start }

  /// Saves what the events made of the Merkle tree, and lets the read models take them in.
  mutating func finish(in transaction: borrowing WriteTransaction) throws {
    if count == 0 { return }
    try putAllRows(in: transaction)
    try store.save(edge, in: transaction)
    for view in store.views {
      try view.apply(written, upTo: head, ViewRows(store: store), in: transaction)
    }
  }
}

extension Store {
  /// The leaf of an event that has only its envelope yet.
  fileprivate func leafHash(
    ofEnvelope envelope: RawSpan, time: UInt64, at position: UInt64,
    _ snapshot: borrowing Snapshot
  ) throws -> MerkleHash {
    guard envelope.byteCount >= Envelope.overhead,
      let subject = try keys.row(BlindKey(envelope.extracting(4..<20)), snapshot)
    else { throw LogError.damaged(position) }
    return Leaf(
      keyClass: envelope.byte(at: 2), position: position, time: time, subjectTag: subject.leafTag
    ).hash(envelope: envelope)
  }
}
