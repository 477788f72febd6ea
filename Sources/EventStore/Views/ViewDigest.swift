package import LMDB
internal import PortalCrypto

/// What the rows of a view amount to, whatever order they were written or are read in: the sum,
/// modulo 2^256, of a keyed hash of each.
///
/// That is MSet-Add-Hash of D. Clarke, S. Devadas, M. van Dijk, B. Gassend and G. E. Suh, "Incremental
/// Multiset Hash Functions and Their Application to Memory Integrity Checking" (ASIACRYPT 2003),
/// without its nonce, with BLAKE2b-256 under the store's index key for the pseudorandom function. The
/// key is what makes 256 bits enough: sums of unkeyed hashes fall to the generalized birthday attack
/// (D. Wagner, CRYPTO 2002). A row's key is hashed along, so that rows of the same content count apart.
package struct ViewDigest: Sendable, Equatable {
  /// The least significant first.
  private var words: [UInt64] = [0, 0, 0, 0]
  /// How many rows there are.
  package private(set) var rows = 0
  /// How many bytes they have together, before they are padded and sealed.
  package private(set) var byteCount = 0

  mutating func add(_ hash: [UInt8], byteCount: Int) {
    rows += 1
    self.byteCount += byteCount
    var carry = false
    for index in words.indices {
      let word = UInt64(bigEndian: hash.rawSpan, at: 24 - 8 * index)
      let (sum, isBeyond) = words[index].addingReportingOverflow(word)
      let (total, isCarried) = sum.addingReportingOverflow(carry ? 1 : 0)
      words[index] = total
      carry = isBeyond || isCarried
    }
  }

  /// 64 hexadecimal digits.
  package var hexadecimal: String { words.reversed().flatMap(\.bigEndianBytes).hexadecimal }
}

extension ViewRows {
  /// The digest of a table, which is read whole for it, at one moment.
  ///
  /// - Parameter progress: told how many rows were read.
  /// - Throws: `LogError` with `corrupt` where a row is damaged.
  package func digest(
    of table: ViewTable, in view: String, _ snapshot: borrowing Snapshot,
    progress: (_ rows: Int) -> Void = { _ in }
  ) throws -> ViewDigest {
    var digest = ViewDigest()
    var next: [UInt8] = []
    repeat {
      var batch: [(key: [UInt8], row: [UInt8])] = []
      var following: [UInt8] = []
      try snapshot.scan(table.table, from: next) { key, value throws(LMDBError) in
        guard batch.count < 1024 else {
          following = key.array
          return false
        }
        batch.append((key.array, value.array))
        return true
      } orElse: {
        $0
      }
      for (key, sealed) in batch {
        let keyID = BlindKey(key.rawSpan.extracting(0..<BlindKey.byteCount))
        // Those of the erased are on their way out.
        guard let row = try open(sealed, key, keyID, table, snapshot) else { continue }
        digest.add(hash(of: row, key, view), byteCount: row.count)
      }
      progress(digest.rows)
      next = following
    } while !next.isEmpty
    return digest
  }

  private func hash(of row: [UInt8], _ key: [UInt8], _ view: String) -> [UInt8] {
    var writer = ByteWriter(reserving: row.count + 128)
    writer.write(Array("portal/view-digest/v1\0".utf8))
    writer.writeCounted(view.utf8)
    writer.write(key)
    writer.write(row)
    return BLAKE2b.hash(writer.bytes.rawSpan, key: store.keys.keyring.index, byteCount: 32)
  }
}
