/// Reads the hash of a complete subtree.
///
/// - Parameters:
///   - level: its height; 0 is a leaf.
///   - index: its place among the subtrees of that height, from 0.
package typealias NodeSource = (_ level: Int, _ index: UInt64) throws -> MerkleHash

/// A run of leaves that has a hash of its own in a tree: RFC 6962's `D[start:end]`.
///
/// It is the whole tree or a half of another one, so it starts where a complete subtree of its
/// height starts; only its right edge may be ragged.
struct Subtree {
  let start: UInt64
  /// One past the last leaf; greater than `start`.
  let end: UInt64

  private var count: UInt64 { end - start }

  /// Where its two halves meet: the left one has the largest power of two smaller than the whole.
  /// Only for more than one leaf.
  private var middle: UInt64 { start + 1 << (63 - (count - 1).leadingZeroBitCount) }

  /// The halves that its hash is made of, or `nil` for a single leaf.
  var halves: (left: Subtree, right: Subtree)? {
    guard count > 1 else { return nil }
    return (Subtree(start: start, end: middle), Subtree(start: middle, end: end))
  }

  /// The hash, from those of the complete subtrees in it (RFC 6962, 2.1).
  func hash(from nodes: NodeSource) throws -> MerkleHash {
    guard count.nonzeroBitCount > 1, let (left, right) = halves else {
      let level = count.trailingZeroBitCount
      return try nodes(level, start >> level)
    }
    return .node(try left.hash(from: nodes), try right.hash(from: nodes))
  }
}
