/// The keys of the peer RocksDB, which orders them byte by byte.
enum RocksKey {
  /// The most significant byte first.
  static func position(_ position: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: position >> (56 - 8 * $0)) }
  }

  /// The position that ends a key.
  static func position(of key: [UInt8]) -> UInt64 {
    key.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// What the entries of a tag begin with; no tag holds a NUL.
  static func prefix(_ tag: String) -> [UInt8] { Array(tag.utf8) + [0] }
}
