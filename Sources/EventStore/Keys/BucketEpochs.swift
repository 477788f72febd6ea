internal import LMDB
internal import PortalCrypto

/// The epoch of each bucket's key that no subject of the bucket is behind, 256 × u32 in the row
/// `epochs` of the table `meta`.
///
/// It tells a store from an older copy of it: the keys folder may have lost what that needs.
struct BucketEpochs {
  private var epochs: [UInt32]

  /// Those that the store has come to.
  init(_ snapshot: borrowing Snapshot, in tables: Tables) throws(LMDBError) {
    guard let row = try snapshot.value(for: Tables.epochsKey, in: tables.meta) else {
      epochs = [UInt32](repeating: 1, count: 256)
      return
    }
    guard row.byteCount == 4 * 256 else { throw .damaged }
    epochs = (0..<256).map { UInt32(bigEndian: row, at: 4 * $0) }
  }

  subscript(bucket: UInt8) -> UInt32 {
    get { epochs[Int(bucket)] }
    set { epochs[Int(bucket)] = newValue }
  }

  func save(in tables: Tables, _ transaction: borrowing WriteTransaction) throws(LMDBError) {
    try transaction.put(
      epochs.flatMap(\.bigEndianBytes), for: Tables.epochsKey, in: tables.meta)
  }

  /// Whether store and keys belong to the same time.
  ///
  /// - Throws: `LogError` with `storeOutdated` or `keyUnavailable`.
  func check(_ keyring: Keyring, keys: String) throws(LogError) {
    for bucket in UInt8.min...UInt8.max {
      guard self[bucket] >= keyring.earliestEpoch(bucket) else {
        throw LogError(
          .storeOutdated,
          "the store is a copy from before its keys were changed or a patient erased; "
            + "take the newest one, or run 'portal restore' on this")
      }
      guard self[bucket] <= keyring.bucketEpoch(bucket) else {
        throw LogError(
          .keyUnavailable,
          "the keys in \(keys) are older than the store; restore the newest backup of the keys")
      }
    }
  }
}
