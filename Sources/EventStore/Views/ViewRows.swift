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

  /// The rows of some keys, in their order; those that there are.
  package func rows(
    _ keys: [String], of owner: Subject?, in table: ViewTable, _ snapshot: borrowing Snapshot
  ) throws -> [[UInt8]] {
    let keyID = store.blind.key(subject: owner)
    let owned = keyID.array
    var found: [[UInt8]] = []
    for key in keys {
      let rowKey = owned + store.blind.key(viewRow: key).array
      guard let sealed = try snapshot.value(for: rowKey, in: table.table) else { continue }
      if let row = try open(sealed.array, rowKey, keyID, table, snapshot) { found.append(row) }
    }
    return found
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

  /// A row that is to be written, or removed where it has no bytes.
  package struct Change: Sendable {
    let table: ViewTable
    let owner: Subject?
    let key: String
    package let row: [UInt8]?

    package init(_ row: [UInt8]?, _ key: String, of owner: Subject?, in table: ViewTable) {
      self.table = table
      self.owner = owner
      self.key = key
      self.row = row
    }
  }

  /// Writes rows; those of the erased are left out.
  package func write(
    _ changes: [Change], _ transaction: borrowing WriteTransaction
  ) throws {
    var places: [Place?] = []
    places.reserveCapacity(changes.count)
    for change in changes { places.append(try place(of: change, transaction)) }
    // Sealing needs no transaction: where there are many, it's done on all cores.
    var source = SaltSource()
    let salts = source.salts(changes.count)
    let sealed = Parallel.map(changes.count) { [places] index -> [UInt8]? in
      guard let place = places[index], let key = place.sealing, let row = changes[index].row
      else { return nil }
      return seal(
        row, at: place, in: changes[index].table, key,
        salt: SaltSource.salt(index, of: salts.rawSpan))
    }
    for (index, change) in changes.enumerated() {
      guard let place = places[index] else { continue }
      if let sealed = sealed[index] {
        try transaction.put(sealed, for: place.rowKey, in: change.table.table)
      } else {
        try transaction.remove(place.rowKey, from: change.table.table)
      }
    }
  }

  /// Where a row stands, and what seals it.
  private struct Place {
    let keyID: BlindKey
    let rowKey: [UInt8]
    let sealing: SubjectKey?
  }

  /// - Returns: `nil` where the owner was erased.
  private func place(
    of change: Change, _ transaction: borrowing WriteTransaction
  ) throws -> Place? {
    let keyID = store.blind.key(subject: change.owner)
    let rowKey = keyID.array + store.blind.key(viewRow: change.key).array
    guard change.row != nil else { return Place(keyID: keyID, rowKey: rowKey, sealing: nil) }
    do {
      let sealing = try store.keys.sealingKey(.phi, of: keyID, in: transaction)
      return Place(keyID: keyID, rowKey: rowKey, sealing: sealing)
    } catch let error as LogError where error.code == .subjectErased { return nil }
  }

  private func seal(
    _ row: [UInt8], at place: Place, in table: ViewTable, _ key: SubjectKey, salt: RawSpan
  ) -> [UInt8] {
    var padded = ByteWriter(reserving: padme(row.count + 3))
    padded.writeCounted(row)
    padded.pad(to: padme(padded.bytes.count))
    let header = Envelope.Header(
      keyClass: KeyClass.phi.rawValue, keyID: place.keyID, epoch: 1)
    let associated = associatedData(place.rowKey, table)
    return Envelope.seal(
      padded.bytes.rawSpan, header: header, context: .view, authenticating: associated.rawSpan,
      key: key.envelopes, salt: salt)
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

  /// Events of the log, for a view that catches up.
  package func events(
    after: UInt64, upTo last: UInt64, limit: Int, _ snapshot: borrowing Snapshot
  ) throws -> [RecordedEvent] {
    try store.read(
      .all, after: after, upTo: last, backwards: false, limit: limit, snapshot)
  }

  func open(
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
