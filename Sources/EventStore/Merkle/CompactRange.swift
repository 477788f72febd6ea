internal import PortalCrypto

/// A tree that only grows, kept as the roots of its largest complete subtrees: what is needed to
/// append to it and to know its root, a hash for each bit set in its size.
///
/// As bytes it is `size u64 big endian | hash 32 …`, the largest subtree first.
package struct CompactRange: Equatable, Sendable {
  /// The number of leaves.
  package private(set) var size: UInt64 = 0
  private var peaks: [MerkleHash] = []

  /// An empty tree.
  package init() {}

  /// Reads a tree from its bytes.
  ///
  /// - Throws: `MerkleError.damagedRange` where the number of hashes doesn't fit the size.
  package init(_ bytes: RawSpan) throws(MerkleError) {
    guard bytes.byteCount >= 8 else { throw .damagedRange }
    size = (0..<8).reduce(0) { $0 << 8 | UInt64(bytes.byte(at: $1)) }
    guard bytes.byteCount == 8 + size.nonzeroBitCount * MerkleHash.byteCount else {
      throw .damagedRange
    }
    for start in stride(from: 8, to: bytes.byteCount, by: MerkleHash.byteCount) {
      peaks.append(try MerkleHash(bytes.extracting(start..<start + MerkleHash.byteCount)))
    }
  }

  /// The tree as bytes.
  package var bytes: [UInt8] {
    stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: size >> $0) }
      + peaks.flatMap(\.bytes)
  }

  /// The root of the tree (RFC 6962, 2.1).
  package var root: MerkleHash {
    guard let smallest = peaks.last else { return .emptyRoot }
    return peaks.dropLast().reversed().reduce(smallest) { .node($1, $0) }
  }

  /// Appends a leaf to a tree of which nothing is stored.
  ///
  /// - Parameter leaf: the hash of the leaf.
  package mutating func append(_ leaf: MerkleHash) {
    append(leaf) { _, _, _ in }
  }

  /// Appends a leaf. On average that takes one node's hash; at worst, one for each level.
  ///
  /// - Parameters:
  ///   - leaf: the hash of the leaf.
  ///   - store: told of every subtree that the leaf completes at a level that is stored (8, 16,
  ///     …), the lower one first. Where it throws, the tree is as it was.
  package mutating func append<Failure: Error>(
    _ leaf: MerkleHash,
    store: (_ level: Int, _ index: UInt64, _ hash: MerkleHash) throws(Failure) -> Void
  ) throws(Failure) {
    try append(subtree: leaf, height: 0, store: store)
  }

  /// Appends a complete subtree, to a tree whose size is a multiple of the subtree's.
  ///
  /// - Parameters:
  ///   - root: the subtree's root.
  ///   - height: the subtree has two to the power of it leaves.
  ///   - store: as for a leaf; told of the subtree itself too, where its level is stored.
  package mutating func append<Failure: Error>(
    subtree root: MerkleHash, height: Int,
    store: (_ level: Int, _ index: UInt64, _ hash: MerkleHash) throws(Failure) -> Void
  ) throws(Failure) {
    precondition(size.trailingZeroBitCount >= height, "a subtree starts at a multiple of its size")
    let completed = (~(size >> UInt64(height))).trailingZeroBitCount
    var hash = root
    if height > 0, height % NodeStore.tileHeight == 0 { try store(height, size >> height, hash) }
    for step in 0..<completed {
      hash = .node(peaks[peaks.count - 1 - step], hash)
      let level = height + step + 1
      if level % NodeStore.tileHeight == 0 { try store(level, size >> level, hash) }
    }
    peaks.removeLast(completed)
    peaks.append(hash)
    size += 1 << UInt64(height)
  }
}
