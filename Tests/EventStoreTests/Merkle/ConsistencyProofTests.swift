import EventStore
import Testing

struct ConsistencyProofTests {
  @Test func `The classic proofs are made as they are known`() throws {
    let tree = NaiveTree(leaves: ClassicTree.leaves)
    #expect(
      try ConsistencyProof.make(oldSize: 6, newSize: 8, from: tree.node).map(\.hex) == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ])
    #expect(
      try ConsistencyProof.make(oldSize: 2, newSize: 5, from: tree.node).map(\.hex) == [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ])
  }

  @Test(arguments: 1...70)
  func `Every older tree is proved, and with one bit changed it is not`(newSize: UInt64) throws {
    for oldSize in 1...newSize {
      let claim = try makeClaim(oldSize: oldSize, newSize: newSize)
      try claim.verify()
      let bit = Int(oldSize * 37 + newSize * 11) % 256
      for changed in try claim.changes(ofBit: bit) {
        #expect(throws: MerkleError.self) { try changed.verify() }
      }
    }
  }

  @Test(arguments: [(6, 13), (8, 13)] as [(UInt64, UInt64)])
  func `A change of any bit is noticed`(oldSize: UInt64, newSize: UInt64) throws {
    let claim = try makeClaim(oldSize: oldSize, newSize: newSize)
    for bit in 0..<256 {
      for changed in try claim.changes(ofBit: bit) {
        #expect(throws: MerkleError.self) { try changed.verify() }
      }
    }
  }

  @Test(arguments: 2...40)
  func `A proof that is too short or too long is refused`(newSize: UInt64) throws {
    for oldSize in 1..<newSize {
      let claim = try makeClaim(oldSize: oldSize, newSize: newSize)
      var longer = claim
      longer.proof.append(claim.newRoot)
      #expect(throws: MerkleError.proofTooLong) { try longer.verify() }
      var shorter = claim
      shorter.proof.removeLast()
      #expect(throws: MerkleError.proofTooShort) { try shorter.verify() }
    }
  }

  @Test func `A history that was rewritten has no proof`() throws {
    let honest = NaiveTree(size: 20)
    var leaves = honest.leaves
    leaves[4] = honest.leaves[5]
    let rewritten = NaiveTree(leaves: leaves)
    for oldSize in 5...20 {
      let claim = Claim(
        proof: try ConsistencyProof.make(
          oldSize: UInt64(oldSize), newSize: 20, from: rewritten.node),
        oldSize: UInt64(oldSize), oldRoot: try honest.root(ofFirst: oldSize), newSize: 20,
        newRoot: try rewritten.root(ofFirst: 20))
      #expect(throws: MerkleError.self) { try claim.verify() }
    }
  }

  @Test func `The same tree is consistent with itself alone`() throws {
    var claim = try makeClaim(oldSize: 9, newSize: 9)
    #expect(claim.proof.isEmpty)
    claim.oldRoot = try claim.oldRoot.flipping(bit: 0)
    #expect(throws: MerkleError.rootDiffers) { try claim.verify() }
  }

  @Test func `There is no proof from an empty tree or to a smaller one`() throws {
    #expect(throws: MerkleError.emptyTree) { try makeClaim(oldSize: 0, newSize: 0) }
    #expect(throws: MerkleError.emptyTree) { try makeClaim(oldSize: 0, newSize: 5) }
    #expect(throws: MerkleError.shrunk(oldSize: 5, newSize: 4)) {
      try makeClaim(oldSize: 5, newSize: 4)
    }
    var claim = try makeClaim(oldSize: 4, newSize: 5)
    claim.oldSize = 0
    #expect(throws: MerkleError.emptyTree) { try claim.verify() }
    claim.oldSize = 6
    #expect(throws: MerkleError.shrunk(oldSize: 6, newSize: 5)) { try claim.verify() }
  }

  private func makeClaim(oldSize: UInt64, newSize: UInt64) throws -> Claim {
    let tree = NaiveTree(size: 70)
    return Claim(
      proof: try ConsistencyProof.make(oldSize: oldSize, newSize: newSize, from: tree.node),
      oldSize: oldSize, oldRoot: try tree.root(ofFirst: Int(oldSize)), newSize: newSize,
      newRoot: try tree.root(ofFirst: Int(newSize)))
  }
}

/// That a tree begins with an older one, and why.
private struct Claim {
  var proof: [MerkleHash]
  var oldSize: UInt64
  var oldRoot: MerkleHash
  var newSize: UInt64
  var newRoot: MerkleHash

  func verify() throws {
    try ConsistencyProof.verify(
      proof, oldSize: oldSize, oldRoot: oldRoot, newSize: newSize, newRoot: newRoot)
  }

  /// The claim with one bit changed, in each of its hashes in turn.
  func changes(ofBit bit: Int) throws -> [Claim] {
    var (oldChanged, newChanged) = (self, self)
    oldChanged.oldRoot = try oldRoot.flipping(bit: bit)
    newChanged.newRoot = try newRoot.flipping(bit: bit)
    return try [oldChanged, newChanged]
      + proof.indices.map { place in
        var changed = self
        changed.proof[place] = try proof[place].flipping(bit: bit)
        return changed
      }
  }
}
