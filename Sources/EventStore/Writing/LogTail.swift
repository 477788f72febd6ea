internal import Foundation
internal import LMDB
internal import PortalCrypto

/// The end of the log while a transaction writes to it: events, their chains and their leaves.
struct LogTail: ~Copyable {
  private let store: Store
  private(set) var head: UInt64
  private let start: UInt64
  private var edge: Store.TreeEdge
  private var rows: RowWriter
  private var salts = SaltSource()
  /// For the read models, where there are any.
  private var written: [RecordedEvent] = []
  /// Of the events to come, in milliseconds since 1970.
  private var time: UInt64 = 0
  /// What the group did so far.
  private(set) var frame = FrameWriter()

  init(_ store: Store, _ snapshot: borrowing Snapshot) throws {
    let (head, edge) = (try store.head(snapshot), try store.treeEdge(snapshot))
    self.store = store
    self.head = head
    start = head
    self.edge = edge
    rows = RowWriter(store.tables)
    beginGroup()
  }

  /// The time that the events get.
  private var date: Date { Date(timeIntervalSince1970: Double(time) / 1000) }

  /// The same without its milliseconds.
  var second: Date { Date(timeIntervalSince1970: Double(time / 1000)) }

  /// Begins a group of appends: all of its events get the same time.
  mutating func beginGroup() {
    time = UInt64(max(0, (store.clock().timeIntervalSince1970 * 1000).rounded()))
    frame.begin(time: time)
  }

  /// What makes the group durable, as bytes.
  mutating func finishGroup(key: borrowing SecretKey) -> [UInt8] { frame.finish(key: key) }

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

  /// Appends events.
  ///
  /// - Parameters:
  ///   - keys: what seals each of them.
  ///   - command: whose events they are, if any command's.
  mutating func append(
    _ events: [PreparedEvent], sealedBy keys: [SubjectKey], command: PreparedCommand? = nil,
    in transaction: borrowing WriteTransaction
  ) throws -> Receipt {
    let first = head + 1
    let salts = salts.salts(events.count)
    let (store, time) = (store, time)
    let sealed = Parallel.map(events.count) { index in
      store.seal(
        events[index], keys[index], at: first + UInt64(index), time: time,
        salt: SaltSource.salt(index, of: salts.rawSpan))
    }
    try transaction.withUpdateCursor(in: store.tables.chains) { chains throws(LMDBError) in
      for (prepared, sealed) in zip(events, sealed) {
        head += 1
        try rows.append(
          prepared.chainKeys, sealed.envelope, at: head, time: time, chains, in: transaction)
      }
    }
    for (position, (prepared, sealed)) in zip(first..., zip(events, sealed)) {
      frame.append(prepared, sealed.envelope, at: position)
      edge.append(sealed.leaf)
      if !store.views.isEmpty {
        written.append(
          RecordedEvent(position: position, time: date, contents: .intact(prepared.event)))
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
        try rows.append(
          entry.chainKeys, entry.envelope, at: position, time: frame.time, chains, in: transaction)
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
  func finish(in transaction: borrowing WriteTransaction) throws {
    if count == 0 { return }
    try store.save(edge, in: transaction)
    for view in store.views {
      try view.apply(written, upTo: head, ViewRows(store: store), in: transaction)
    }
  }
}

extension Store {
  /// Seals an event at its position and makes its leaf. It needs no transaction, so that the events
  /// of a large append are sealed on all cores.
  fileprivate func seal(
    _ prepared: PreparedEvent, _ key: SubjectKey, at position: UInt64, time: UInt64, salt: RawSpan
  ) -> (envelope: [UInt8], leaf: MerkleHash) {
    let keyClass = prepared.event.keyClass
    let place = EventPlace(keys.keyring.storeID, position, keyClass)
    let record = prepared.record
    let envelope = Envelope.seal(
      record.rawSpan,
      header: Envelope.Header(keyClass: keyClass.rawValue, keyID: prepared.keyID, epoch: 1),
      context: .event, authenticating: place.bytes, key: key.envelopes, salt: salt)
    let leaf = Leaf(
      keyClass: keyClass.rawValue, position: position, time: time, subjectTag: key.leafTag)
    return (envelope, leaf.hash(envelope: envelope.rawSpan))
  }

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
