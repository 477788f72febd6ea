internal import Foundation
internal import LMDB
internal import PortalCrypto

/// An open store: its file, its tables, its keys.
struct Store: Sendable {
  let bellPath: String
  let bell: CommitBell
  let environment: Environment
  let turn: Turn
  let journal: Journal
  /// Whether appends are made durable by it, or each group by a commit of LMDB.
  let usesJournal: Bool
  let tables: Tables
  let keys: SubjectKeys
  let blind: BlindIndex
  let checkpoints: CheckpointFile
  let attachments: AttachmentFolder
  let views: [any InlineView]
  let clock: @Sendable () -> Date

  /// The last position; 0 for an empty log.
  func head(_ snapshot: borrowing Snapshot) throws(LMDBError) -> UInt64 {
    try snapshot.lastKey(in: tables.events) ?? 0
  }
}

/// Where an event's envelope belongs: store UUID ‖ position ‖ class. It opens nowhere else.
struct EventPlace {
  private let storage: InlineArray<25, UInt8>

  init(_ storeID: [UInt8], _ position: UInt64, _ keyClass: KeyClass) {
    storage = InlineArray { index in
      switch index {
      case ..<16: storeID[index]
      case ..<24: UInt8(truncatingIfNeeded: position >> (56 - 8 * (index - 16)))
      default: keyClass.rawValue
      }
    }
  }

  var bytes: RawSpan {
    // Safe: a byte has no padding.
    @_lifetime(borrow self)
    get { unsafe storage.span.bytes }
  }
}
