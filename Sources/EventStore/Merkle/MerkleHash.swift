internal import PortalCrypto

/// A hash in a Merkle tree: SHA-256 with a prefix that tells leaves from nodes (RFC 6962, 2.1).
package struct MerkleHash: Hashable, Sendable {
  package static let byteCount = 32

  /// The root of a tree without leaves: the hash of nothing.
  package static let emptyRoot = SHA256().finalize(MerkleHash.init(checked:))

  private static let leafPrefix: [UInt8] = [0]
  private static let nodePrefix: [UInt8] = [1]

  // The bytes in their order in memory, so that a hash needs no allocation of its own.
  private let word0, word1, word2, word3: UInt64

  /// Takes a hash from where it is stored.
  ///
  /// - Parameter bytes: 32 bytes.
  /// - Throws: `MerkleError.notAHash` where they are another number.
  package init(_ bytes: RawSpan) throws(MerkleError) {
    guard bytes.byteCount == Self.byteCount else { throw .notAHash(byteCount: bytes.byteCount) }
    self.init(checked: bytes)
  }

  private init(checked bytes: RawSpan) {
    // Safe: every bit pattern is an integer, and the loads check their bounds.
    word0 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
    word1 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 8, as: UInt64.self)
    word2 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 16, as: UInt64.self)
    word3 = unsafe bytes.unsafeLoadUnaligned(fromByteOffset: 24, as: UInt64.self)
  }

  /// The hash of a leaf.
  ///
  /// - Parameter content: what the leaf holds, of any length.
  package static func leaf(_ content: RawSpan) -> MerkleHash {
    var hash = SHA256()
    hash.update(leafPrefix.rawSpan)
    hash.update(content)
    return hash.finalize(MerkleHash.init(checked:))
  }

  /// The hash of a node above two others.
  package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
    var hash = SHA256()
    hash.update(nodePrefix.rawSpan)
    left.withBytes { hash.update($0) }
    right.withBytes { hash.update($0) }
    return hash.finalize(MerkleHash.init(checked:))
  }

  /// A copy of the 32 bytes.
  package var bytes: [UInt8] { withBytes { $0.array } }

  private func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
    // Safe: four words leave no padding, and the span ends with the call.
    unsafe withUnsafeBytes(of: self) { unsafe body($0.bytes) }
  }
}
