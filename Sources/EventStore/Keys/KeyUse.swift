internal import Foundation
internal import LMDB
internal import PortalCrypto

/// What a store says of the keys that it was written with; it needs none to say so.
struct KeyUse {
  let storeID: [UInt8]
  private let epochs: BucketEpochs

  /// - Parameter path: the store's folder.
  /// - Returns: `nil` where there is no store.
  init?(of path: String) throws {
    let file = EventLog.dataFile(path)
    guard FileManager.default.fileExists(atPath: file) else { return nil }
    // Nothing is written: the transaction is dropped, not committed.
    let transaction = try Environment.open(file).beginWrite()
    let tables = try Tables(in: transaction)
    storeID = try EventLog.storeID(transaction.snapshot, tables)
    epochs = try BucketEpochs(transaction.snapshot, in: tables)
  }

  /// Whether a backup of keys is this store's, and not older than it.
  ///
  /// - Parameter file: where the backup stands.
  func check(_ backup: borrowing KeyBackup, _ file: String) throws(LogError) {
    guard backup.storeID == storeID else {
      throw LogError(
        .keyUnavailable, "\(file) holds the keys of another store; name the right one with --store")
    }
    for bucket in UInt8.min...UInt8.max
    where epochs[bucket] > backup.epochs.buckets[Int(bucket)] {
      throw LogError(
        .keyUnavailable,
        "\(file) was made before the store's keys changed last, so it can't open the store; take a "
          + "later backup of the keys")
    }
  }
}
