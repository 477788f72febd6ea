internal import LMDB

/// The tables of a store. docs/formats.md draws their keys and values.
struct Tables: Sendable {
  /// position → ``EventRow``
  let events: Table
  /// blind key → ``Chain``: the newest event of each type, subject and tag
  let chains: Table
  /// key identifier → ``SubjectRow``
  let subjects: Table
  /// blind command → ``CommandRow``
  let commands: Table
  /// level, index → a node of the Merkle tree, at levels 8, 16, …
  let tree: Table
  /// name → what belongs to the store as a whole
  let meta: Table

  init(in transaction: borrowing WriteTransaction) throws(LMDBError) {
    events = try transaction.openTable("events", keys: .integers)
    chains = try transaction.openTable("chains")
    subjects = try transaction.openTable("subjects")
    commands = try transaction.openTable("commands")
    tree = try transaction.openTable("tree")
    meta = try transaction.openTable("meta")
  }

  /// The format that this code writes and reads.
  static let format: UInt32 = 2
  static let formatKey = Array("format".utf8)
  static let storeIDKey = Array("store".utf8)
  /// How often bucket keys were changed or subjects erased, u64: whoever keeps keys in memory sees
  /// by it that they have to be looked up anew.
  static let keysKey = Array("keys".utf8)
  /// The epoch that no subject's row of a bucket is behind, 256 × u32.
  static let epochsKey = Array("epochs".utf8)
  /// The erasure that was begun and isn't done: ``ErasureRequest``.
  static let erasingKey = Array("erasing".utf8)
  /// Which ``Journal`` may hold more than the tables, its identifier; missing once a log was closed.
  static let journalKey = Array("journal".utf8)
  /// The right edge of the Merkle tree: ``CompactRange``.
  static let treeKey = Array("tree".utf8)
}
