/// The proof that a tree begins with the leaves of an older one, so that nothing was changed or
/// taken away (RFC 6962, 2.1.2; RFC 9162, 2.1.4).
package enum ConsistencyProof {
  /// Makes a proof.
  ///
  /// - Parameters:
  ///   - oldSize: the number of leaves of the older tree.
  ///   - newSize: that of the newer tree.
  ///   - nodes: reads the tree, which may have grown since.
  /// - Returns: no hashes where both sizes are the same.
  /// - Throws: `MerkleError.emptyTree` or `.shrunk` where there is no proof; what `nodes` throws.
  package static func make(
    oldSize: UInt64, newSize: UInt64, from nodes: NodeSource
  ) throws -> [MerkleHash] {
    try check(oldSize, newSize)
    let tree = Subtree(start: 0, end: newSize)
    return try path(to: oldSize, in: tree, isOldTree: true, from: nodes)
  }

  /// `SUBPROOF` of RFC 6962.
  ///
  /// - Parameter isOldTree: whether the subtree would be the whole older tree if it ended with it;
  ///   the verifier has that root already.
  private static func path(
    to oldSize: UInt64, in tree: Subtree, isOldTree: Bool, from nodes: NodeSource
  ) throws -> [MerkleHash] {
    guard oldSize < tree.end, let (left, right) = tree.halves else {
      return isOldTree ? [] : [try tree.hash(from: nodes)]
    }
    if oldSize <= left.end {
      return try path(to: oldSize, in: left, isOldTree: isOldTree, from: nodes)
        + [right.hash(from: nodes)]
    }
    return try path(to: oldSize, in: right, isOldTree: false, from: nodes)
      + [left.hash(from: nodes)]
  }

  /// Verifies a proof (RFC 9162, 2.1.4.2).
  ///
  /// - Parameters:
  ///   - proof: the hashes from the older tree's edge upwards.
  ///   - oldSize: the number of leaves of the older tree; not 0.
  ///   - oldRoot: its root.
  ///   - newSize: the number of leaves of the newer tree.
  ///   - newRoot: its root.
  /// - Throws: `MerkleError`, saying why it proves nothing.
  package static func verify(
    _ proof: [MerkleHash], oldSize: UInt64, oldRoot: MerkleHash, newSize: UInt64,
    newRoot: MerkleHash
  ) throws(MerkleError) {
    try check(oldSize, newSize)
    guard oldSize < newSize else {
      guard proof.isEmpty else { throw .proofTooLong }
      guard oldRoot == newRoot else { throw .rootDiffers }
      return
    }
    // A complete older tree is a node of the newer one, so its root opens the proof unsaid.
    let path = oldSize.nonzeroBitCount == 1 ? [oldRoot] + proof : proof
    guard let first = path.first else { throw .proofTooShort }
    var climb = Climb(from: oldSize - 1, last: newSize - 1)
    climb.skipRightChildren()
    var (old, new) = (first, first)
    for beside in path.dropFirst() {
      switch try climb.step() {
      case .left: (old, new) = (.node(beside, old), .node(beside, new))
      case .right: new = .node(new, beside)
      }
    }
    guard climb.isAtRoot else { throw .proofTooShort }
    guard old == oldRoot else { throw .oldRootDiffers }
    guard new == newRoot else { throw .rootDiffers }
  }

  private static func check(_ oldSize: UInt64, _ newSize: UInt64) throws(MerkleError) {
    guard oldSize <= newSize else { throw .shrunk(oldSize: oldSize, newSize: newSize) }
    guard oldSize > 0 else { throw .emptyTree }
  }
}
