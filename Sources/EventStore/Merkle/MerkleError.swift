/// What is wrong with a Merkle proof, or with the nodes it is made from.
package enum MerkleError: Error, Equatable {
  /// A hash has 32 bytes; these are another number.
  case notAHash(byteCount: Int)
  /// The bytes are no compact range: their number doesn't fit the size they state.
  case damagedRange
  /// The tree has no leaf of that index.
  case beyondTree(index: UInt64, size: UInt64)
  /// The newer tree is smaller than the older one.
  case shrunk(oldSize: UInt64, newSize: UInt64)
  /// Every tree is consistent with the empty one, so there is nothing to prove.
  case emptyTree
  /// The proof ends before it reaches the root.
  case proofTooShort
  /// The proof goes on after it reached the root.
  case proofTooLong
  /// The proof leads to another root; of two trees, to another root of the newer one.
  case rootDiffers
  /// The proof leads to another root of the older tree.
  case oldRootDiffers
  /// A node that the tree should have is not complete or not stored.
  case missingNode(level: Int, index: UInt64)
}
