/// The way from a node up to the root of a tree, by the numbers alone: `fn` and `sn` of RFC 9162,
/// 2.1.3.2 and 2.1.4.2.
struct Climb {
  /// On which side the next hash of the proof stands.
  enum Side {
    case left, right
  }

  private var index: UInt64
  private var last: UInt64

  /// - Parameters:
  ///   - index: the leaf's place, from 0.
  ///   - last: the place of the tree's last leaf.
  init(from index: UInt64, last: UInt64) {
    self.index = index
    self.last = last
  }

  var isAtRoot: Bool { last == 0 }

  /// Goes up for as long as the node is a right child.
  mutating func skipRightChildren() {
    ascend((~index).trailingZeroBitCount)
  }

  /// Goes up to the next node with a sibling, and past it.
  ///
  /// - Returns: the side of that sibling.
  /// - Throws: `MerkleError.proofTooLong` at the root.
  mutating func step() throws(MerkleError) -> Side {
    guard !isAtRoot else { throw .proofTooLong }
    guard index == last || index & 1 == 1 else {
      ascend(1)
      return .right
    }
    // A last node without a sibling is its own parent, until it is a right child.
    ascend(index.trailingZeroBitCount + 1)
    return .left
  }

  private mutating func ascend(_ levels: Int) {
    index >>= levels
    last >>= levels
  }
}
