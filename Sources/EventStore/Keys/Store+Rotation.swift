internal import LMDB
internal import PortalCrypto

/// How the keys of buckets are changed while the store is in use. After a crash at any point the next
/// opening goes on: a bucket with two keys says that it has to.
extension Store {
  typealias Progress = (_ done: Int, _ of: Int) -> Void

  /// Gives every bucket a new key.
  func rotateBuckets(_ maintenance: borrowing KeyMaintenance, _ progress: Progress) throws {
    try maintenance.begin(Array(UInt8.min...UInt8.max))
    try finishRotation(maintenance, progress)
  }

  /// Ends what was begun: wraps the keys of all subjects by the newest keys of their buckets, and
  /// wipes the earlier ones.
  func finishRotation(_ maintenance: borrowing KeyMaintenance, _ progress: Progress) throws {
    let buckets = keys.keyring.changingBuckets
    if buckets.isEmpty { return }
    // An erasure has wrapped them already.
    let epochs = try environment.read { snapshot throws(LMDBError) in
      try BucketEpochs(snapshot, in: tables)
    }
    if buckets.contains(where: { epochs[$0] < keys.keyring.bucketEpoch($0) }) {
      try rewrapSubjects(of: buckets, progress)
    }
    for start in stride(from: 0, to: buckets.count, by: 32) {
      try saveCopies(of: buckets[start..<min(start + 32, buckets.count)])
    }
    try maintenance.finish(buckets)
  }

  /// Wraps the keys of all subjects by the newest keys of their buckets, in many small transactions.
  private func rewrapSubjects(of buckets: [UInt8], _ progress: Progress) throws {
    // From here on, every process wraps new subjects by the new keys.
    try write { transaction in try keys.noteChange(in: transaction) }
    var next: [UInt8] = []
    var done = 0
    repeat {
      next = try write { transaction in
        let (rows, next) = try subjects(from: next, limit: 1024, transaction.snapshot)
        for (keyID, row) in rows { _ = try renew(keyID, row, in: transaction) }
        done += rows.count
        progress(
          done, try transaction.snapshot.statistics(of: tables.subjects).entries)
        return next
      }
    } while !next.isEmpty
    try write { transaction in try setEpochs(of: buckets, in: transaction) }
  }

  /// Copies the rows of buckets into the keys folder.
  private func saveCopies(of buckets: some Collection<UInt8>) throws {
    var copies = Dictionary(uniqueKeysWithValues: buckets.map { ($0, SubjectCopies()) })
    var next: [UInt8] = []
    repeat {
      next = try environment.read { snapshot throws(LMDBError) in
        let (rows, next) = try subjects(from: next, limit: 4096, snapshot)
        for (keyID, row) in rows { copies[row.bucket]?.rows[keyID] = row }
        return next
      }
    } while !next.isEmpty
    for (bucket, copies) in copies {
      let epoch = keys.keyring.bucketEpoch(bucket)
      // Nothing may be wiped that still wraps a key.
      guard copies.rows.values.allSatisfy({ $0.epoch == epoch }) else {
        throw LogError(
          .keyUnavailable, "a subject was written with an old key meanwhile; run it again")
      }
    }
    for (bucket, copies) in copies {
      try copies.save(bucket, keys.keyring)
      try saveCertificates(of: copies.rows.filter { $0.value.state == .erased }.map(\.key))
    }
  }

  /// Wraps a subject's keys by the newest key of its bucket, where they aren't.
  func renew(
    _ keyID: BlindKey, _ row: SubjectRow, in transaction: borrowing WriteTransaction
  ) throws -> SubjectRow {
    guard row.epoch < keys.keyring.bucketEpoch(row.bucket) else { return row }
    let row = try row.rewrapped(keyID: keyID, keyring: keys.keyring)
    let bytes = row.encode()
    try transaction.put(bytes.rawSpan, for: keyID.bytes, in: tables.subjects)
    return row
  }

  func setEpochs(of buckets: [UInt8], in transaction: borrowing WriteTransaction) throws {
    var epochs = try BucketEpochs(transaction.snapshot, in: tables)
    for bucket in buckets { epochs[bucket] = keys.keyring.bucketEpoch(bucket) }
    try epochs.save(in: tables, transaction)
  }

  /// The rows of subjects from a key identifier on.
  ///
  /// - Returns: the rows, and where to go on; nowhere where those were the last.
  func subjects(
    from start: [UInt8], limit: Int, _ snapshot: borrowing Snapshot
  ) throws(LMDBError) -> (rows: [(BlindKey, SubjectRow)], next: [UInt8]) {
    var rows: [(BlindKey, SubjectRow)] = []
    var next: [UInt8] = []
    try snapshot.scan(tables.subjects, from: start) { key, row throws(LMDBError) in
      guard rows.count < limit else {
        next = key.array
        return false
      }
      guard let row = SubjectRow(decoding: row) else { throw .damaged }
      rows.append((BlindKey(key), row))
      return true
    } orElse: {
      $0
    }
    return (rows, next)
  }
}
