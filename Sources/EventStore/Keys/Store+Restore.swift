internal import LMDB
internal import PortalCrypto

extension Store {
  /// Brings a store that was copied before its keys were changed up to the keys of today: subjects
  /// that live get their keys as they are wrapped now, and those erased since stay erased.
  ///
  /// - Returns: the subjects that were erased since.
  /// - Throws: `LogError` with `storeOutdated` where a subject's keys can't be had any more.
  func takeUpKeys() throws -> [BlindKey] {
    try write { transaction in
      var epochs = try BucketEpochs(transaction.snapshot, in: tables)
      let keyring = keys.keyring
      let changed = (UInt8.min...UInt8.max).filter { epochs[$0] < keyring.earliestEpoch($0) }
      if changed.isEmpty { return [] }
      let copies = Dictionary(
        uniqueKeysWithValues: try changed.map { ($0, try SubjectCopies($0, keyring)) })
      var erased: [BlindKey] = []
      for (keyID, row) in try subjects(from: [], limit: .max, transaction.snapshot).rows
      where row.epoch < keyring.earliestEpoch(row.bucket) {
        guard let copy = copies[row.bucket]?.rows[keyID] else {
          throw LogError(
            .storeOutdated,
            "the keys of a subject in this copy are nowhere to be had; restore a newer backup, or a "
              + "newer backup of the keys")
        }
        let bytes = copy.encode()
        try transaction.put(bytes.rawSpan, for: keyID.bytes, in: tables.subjects)
        if copy.state == .erased, row.state == .live { erased.append(keyID) }
      }
      for bucket in changed { epochs[bucket] = keyring.earliestEpoch(bucket) }
      try epochs.save(in: tables, transaction)
      try keys.noteChange(in: transaction)
      if !erased.isEmpty { try clearViews(transaction) { _ in true } }
      try transaction.remove(Tables.erasingKey, from: tables.meta)
      return erased
    }
  }

  /// Lets read models be made anew, for what they say of the erased can't be found out: the events
  /// are unreadable already, or nobody here knows the rows.
  ///
  /// - Parameter isMeant: tells from a read model's name whether it's meant.
  func clearViews(
    _ transaction: borrowing WriteTransaction, where isMeant: (String) -> Bool
  ) throws {
    let prefix = ViewRows.tablePrefix
    for name in try transaction.snapshot.tableNames()
    where name.hasPrefix(prefix) && isMeant(String(name.dropFirst(prefix.count))) {
      try transaction.removeAll(from: transaction.openTable(name))
      try transaction.remove(Array(name.utf8), from: tables.meta)
    }
  }
}
