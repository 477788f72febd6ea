internal import Foundation
internal import LMDB
internal import PortalCrypto

/// An open store: its file, its tables, its keys.
struct Store: Sendable {
  let bellPath: String
  let bell: CommitBell
  let environment: Environment
  let tables: Tables
  let keys: SubjectKeys
  let blind: BlindIndex
  let checkpoints: CheckpointFile
  let views: [any InlineView]
  let clock: @Sendable () -> Date

  /// The last position; 0 for an empty log.
  func head(_ snapshot: borrowing Snapshot) throws(LMDBError) -> UInt64 {
    try snapshot.lastKey(in: tables.events) ?? 0
  }
}

/// Where an event's envelope belongs: store UUID ‖ position ‖ class. It opens nowhere else.
struct EventPlace {
  let bytes: [UInt8]

  init(_ storeID: [UInt8], _ position: UInt64, _ keyClass: KeyClass) {
    bytes = unsafe [UInt8](unsafeUninitializedCapacity: 25) { bytes, count in
      for index in 0..<16 { unsafe bytes[index] = storeID[index] }
      for index in 0..<8 {
        unsafe bytes[16 + index] = UInt8(truncatingIfNeeded: position >> (56 - 8 * index))
      }
      unsafe bytes[24] = keyClass.rawValue
      count = 25
    }
  }
}
