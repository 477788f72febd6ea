internal import Foundation
package import LMDB
internal import PortalCrypto

/// The rows of read models: small byte strings, grouped by owner, sealed with the owner's key.
///
/// ```
/// owner's key identifier 16 | blind row key 16 → envelope, context "portal/view/v1"
/// ```
package struct ViewRows: Sendable {
  let store: Store

  static let tablePrefix = "view."

  /// The table of one read model.
  package struct ViewTable: Sendable {
    let name: String
    let table: Table
  }

  package func openTable(
    _ name: String, in transaction: borrowing WriteTransaction
  ) throws -> ViewTable {
    ViewTable(name: name, table: try transaction.openTable(Self.tablePrefix + name))
  }

  /// One row.
  ///
  /// - Parameters:
  ///   - key: the row's name among those of its owner.
  ///   - owner: whose key seals it; `nil` for the clinic's own.
  /// - Returns: `nil` where there is none, or its owner was erased.
  package func row(
    _ key: String, of owner: Subject?, in table: ViewTable, _ snapshot: borrowing Snapshot
  ) throws -> [UInt8]? {
    let keyID = store.blind.key(subject: owner)
    let rowKey = keyID.array + store.blind.key(viewRow: key).array
    guard let sealed = try snapshot.value(for: rowKey, in: table.table) else { return nil }
    return try open(sealed.array, rowKey, keyID, table, snapshot)
  }

  /// All rows of an owner, in no particular order.
  package func rows(
    of owner: Subject?, in table: ViewTable, _ snapshot: borrowing Snapshot
  ) throws -> [[UInt8]] {
    let keyID = store.blind.key(subject: owner)
    var sealed: [(key: [UInt8], row: [UInt8])] = []
    try snapshot.scan(table.table, from: keyID.array) { key, value throws(LMDBError) in
      guard BlindKey(key.extracting(0..<16)) == keyID else { return false }
      sealed.append((key.array, value.array))
      return true
    } orElse: {
      $0
    }
    var rows: [[UInt8]] = []
    for (key, row) in sealed {
      if let row = try open(row, key, keyID, table, snapshot) { rows.append(row) }
    }
    return rows
  }

  package func put(
    _ row: [UInt8], _ key: String, of owner: Subject?, in table: ViewTable,
    _ transaction: borrowing WriteTransaction
  ) throws {
    let keyID = store.blind.key(subject: owner)
    let rowKey = keyID.array + store.blind.key(viewRow: key).array
    let sealing: SubjectKey
    do {
      sealing = try store.keys.sealingKey(.phi, of: keyID, in: transaction)
    } catch let error as LogError where error.code == .subjectErased { return }
    var padded = ByteWriter()
    padded.writeCounted(row)
    padded.pad(to: padme(padded.bytes.count))
    let header = Envelope.Header(keyClass: KeyClass.phi.rawValue, keyID: keyID, epoch: 1)
    let associated = associatedData(rowKey, table)
    let sealed = Envelope.seal(
      padded.bytes.rawSpan, header: header, context: .view, authenticating: associated.rawSpan,
      key: sealing.envelopes)
    try transaction.put(sealed, for: rowKey, in: table.table)
  }

  package func remove(
    _ key: String, of owner: Subject?, in table: ViewTable,
    _ transaction: borrowing WriteTransaction
  ) throws {
    let rowKey = store.blind.key(subject: owner).array + store.blind.key(viewRow: key).array
    try transaction.remove(rowKey, from: table.table)
  }

  package func removeAll(
    in table: ViewTable, _ transaction: borrowing WriteTransaction
  ) throws {
    try transaction.removeAll(from: table.table)
  }

  /// Removes the rows of an owner.
  ///
  /// - Returns: how many there were.
  func removeAll(
    of keyID: BlindKey, in table: Table, _ transaction: borrowing WriteTransaction
  ) throws -> Int {
    var keys: [[UInt8]] = []
    try transaction.snapshot.scan(table, from: keyID.array) { key, _ throws(LMDBError) in
      guard BlindKey(key.extracting(0..<BlindKey.byteCount)) == keyID else { return false }
      keys.append(key.array)
      return true
    } orElse: {
      $0
    }
    for key in keys { try transaction.remove(key, from: table) }
    return keys.count
  }

  /// How far a view has come, as it noted itself.
  package struct Checkpoint: Sendable {
    /// The version of the view's code.
    package var version: UInt32
    /// The last event that it took in.
    package var position: UInt64
    /// Whether it failed at the next event, and stands still until it's rebuilt.
    package var isQuarantined: Bool

    package init(version: UInt32, position: UInt64, isQuarantined: Bool) {
      self.version = version
      self.position = position
      self.isQuarantined = isQuarantined
    }
  }

  /// - Returns: `nil` for a new view.
  package func checkpoint(
    of view: String, _ snapshot: borrowing Snapshot
  ) throws -> Checkpoint? {
    let key = Array("view.\(view)".utf8)
    guard let row = try snapshot.value(for: key, in: store.tables.meta), row.byteCount == 13
    else { return nil }
    return Checkpoint(
      version: UInt32(bigEndian: row), position: UInt64(bigEndian: row, at: 4),
      isQuarantined: row.byte(at: 12) != 0)
  }

  package func setCheckpoint(
    _ checkpoint: Checkpoint, of view: String, _ transaction: borrowing WriteTransaction
  ) throws {
    let row =
      checkpoint.version.bigEndianBytes + checkpoint.position.bigEndianBytes
      + [checkpoint.isQuarantined ? 1 : 0]
    try transaction.put(row, for: Array("view.\(view)".utf8), in: store.tables.meta)
  }

  /// Events of the log, for a view that catches up.
  package func events(
    after: UInt64, upTo last: UInt64, limit: Int, _ snapshot: borrowing Snapshot
  ) throws -> [RecordedEvent] {
    try store.read(
      .all, after: after, upTo: last, backwards: false, limit: limit, snapshot)
  }

  private func open(
    _ sealed: [UInt8], _ rowKey: [UInt8], _ keyID: BlindKey, _ table: ViewTable,
    _ snapshot: borrowing Snapshot
  ) throws -> [UInt8]? {
    let associated = associatedData(rowKey, table)
    guard let key = try store.keys.key(.phi, of: keyID, snapshot) else { return nil }
    let opened = try? Envelope.open(
      sealed.rawSpan, context: .view, authenticating: associated.rawSpan, key: key.envelopes)
    let padded = opened ?? []
    var reader = ByteReader(padded.rawSpan)
    guard let row = reader.readCounted() else {
      throw LogError(
        .corrupt(position: 0), "a row of the view \(table.name) is damaged; rebuild the view")
    }
    return row
  }

  /// A row opens only in its own place.
  private func associatedData(_ rowKey: [UInt8], _ table: ViewTable) -> [UInt8] {
    store.keys.keyring.storeID + rowKey + Array(table.name.utf8)
  }
}
