internal import Foundation
internal import LMDB
internal import PortalCrypto

/// The end of the log while a transaction writes to it: events, their chains and their leaves.
struct LogTail: ~Copyable {
  private let store: Store
  private(set) var head: UInt64
  private var edge: Store.TreeEdge
  private var rows: RowWriter
  private var salts: SaltSource
  /// For the read models, where there are any.
  private var written: [RecordedEvent] = []
  /// Of all events of the transaction, in milliseconds since 1970.
  private let time: UInt64

  init(_ store: Store, _ snapshot: borrowing Snapshot) throws {
    let (head, edge) = (try store.head(snapshot), try store.treeEdge(snapshot))
    self.store = store
    self.head = head
    self.edge = edge
    rows = RowWriter(store.tables)
    salts = SaltSource()
    time = UInt64(max(0, (store.clock().timeIntervalSince1970 * 1000).rounded()))
  }

  /// The time that the events get.
  var date: Date { Date(timeIntervalSince1970: Double(time) / 1000) }

  /// The same without its milliseconds.
  var second: Date { Date(timeIntervalSince1970: Double(time / 1000)) }

  /// Appends events.
  ///
  /// - Parameter keys: what seals each of them.
  mutating func append(
    _ events: [PreparedEvent], sealedBy keys: [SubjectKey],
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
    for (prepared, sealed) in zip(events, sealed) {
      head += 1
      try rows.append(prepared, sealed.envelope, at: head, time: time, in: transaction)
      edge.append(sealed.leaf)
      if !store.views.isEmpty {
        written.append(
          RecordedEvent(position: head, time: date, contents: .intact(prepared.event)))
      }
    }
    return Receipt(positions: first..<head + 1)
  }

  /// Saves what the events made of the Merkle tree, and lets the read models take them in.
  func finish(in transaction: borrowing WriteTransaction) throws {
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
}
