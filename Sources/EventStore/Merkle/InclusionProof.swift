/// The proof that a tree has a certain leaf at a certain place: the hashes beside the way from the
/// leaf to the root, from the leaf upwards (RFC 6962, 2.1.1; RFC 9162, 2.1.3).
package enum InclusionProof {
  /// Makes a proof.
  ///
  /// - Parameters:
  ///   - index: the leaf's place, from 0.
  ///   - size: the number of leaves of the tree that has it.
  ///   - nodes: reads the tree, which may have grown since.
  /// - Throws: `MerkleError.beyondTree` where the tree has no such leaf; what `nodes` throws.
  package static func make(
    index: UInt64, size: UInt64, from nodes: NodeSource
  ) throws -> [MerkleHash] {
    guard index < size else { throw MerkleError.beyondTree(index: index, size: size) }
    return try path(to: index, in: Subtree(start: 0, end: size), from: nodes)
  }

  private static func path(
    to index: UInt64, in tree: Subtree, from nodes: NodeSource
  ) throws -> [MerkleHash] {
    guard let (left, right) = tree.halves else { return [] }
    let (way, beside) = index < left.end ? (left, right) : (right, left)
    return try path(to: index, in: way, from: nodes) + [beside.hash(from: nodes)]
  }

  /// Verifies a proof (RFC 9162, 2.1.3.2).
  ///
  /// - Parameters:
  ///   - proof: the hashes from the leaf upwards.
  ///   - leaf: the hash of the leaf.
  ///   - index: the leaf's place, from 0.
  ///   - size: the number of leaves of the tree.
  ///   - root: the root of the tree.
  /// - Throws: `MerkleError`, saying why it proves nothing.
  package static func verify(
    _ proof: [MerkleHash], leaf: MerkleHash, index: UInt64, size: UInt64, root: MerkleHash
  ) throws(MerkleError) {
    guard index < size else { throw .beyondTree(index: index, size: size) }
    var climb = Climb(from: index, last: size - 1)
    var hash = leaf
    for beside in proof {
      hash =
        switch try climb.step() {
        case .left: .node(beside, hash)
        case .right: .node(hash, beside)
        }
    }
    guard climb.isAtRoot else { throw .proofTooShort }
    guard hash == root else { throw .rootDiffers }
  }
}
