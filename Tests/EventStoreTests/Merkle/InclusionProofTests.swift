import EventStore
import Testing

struct InclusionProofTests {
  @Test func `The classic proofs are made as they are known`() throws {
    let tree = NaiveTree(leaves: ClassicTree.leaves)
    #expect(
      try InclusionProof.make(index: 0, size: 8, from: tree.node).map(\.hex) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
    #expect(
      try InclusionProof.make(index: 5, size: 8, from: tree.node).map(\.hex) == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ])
  }

  @Test(arguments: 1...70)
  func `Every leaf of a tree is proved, and with one bit changed it is not`(size: Int) throws {
    let tree = NaiveTree(size: 70)
    let root = try tree.root(ofFirst: size)
    for index in 0..<size {
      let proof = try InclusionProof.make(
        index: UInt64(index), size: UInt64(size), from: tree.node)
      let claim = Claim(
        proof: proof, leaf: tree.leaves[index], index: UInt64(index), size: UInt64(size),
        root: root)
      try claim.verify()
      let bit = (index * 37 + size * 11) % 256
      for changed in try claim.changes(ofBit: bit) {
        #expect(throws: MerkleError.rootDiffers) { try changed.verify() }
      }
    }
  }

  @Test func `A change of any bit is noticed`() throws {
    let claim = try makeClaim(index: 6, size: 13)
    for bit in 0..<256 {
      for changed in try claim.changes(ofBit: bit) {
        #expect(throws: MerkleError.rootDiffers) { try changed.verify() }
      }
    }
  }

  @Test(arguments: 2...40)
  func `A proof of another leaf is refused`(size: UInt64) throws {
    for index in 0..<size {
      let claim = try makeClaim(index: index, size: size)
      for other in 0..<size where other != index {
        var moved = claim
        moved.index = other
        #expect(throws: MerkleError.self) { try moved.verify() }
      }
    }
  }

  @Test(arguments: 1...40)
  func `A proof that is too short or too long is refused`(size: UInt64) throws {
    for index in 0..<size {
      let claim = try makeClaim(index: index, size: size)
      var longer = claim
      longer.proof.append(claim.root)
      #expect(throws: MerkleError.proofTooLong) { try longer.verify() }
      var shorter = claim
      if shorter.proof.popLast() != nil {
        #expect(throws: MerkleError.proofTooShort) { try shorter.verify() }
      }
    }
  }

  @Test(arguments: [(0, 0), (1, 1), (5, 5), (6, 5), (UInt64.max, UInt64.max)])
  func `There is no proof of a leaf beyond the tree`(index: UInt64, size: UInt64) throws {
    let tree = NaiveTree(size: 5)
    let error = MerkleError.beyondTree(index: index, size: size)
    #expect(throws: error) { try InclusionProof.make(index: index, size: size, from: tree.node) }
    #expect(throws: error) {
      try InclusionProof.verify(
        [], leaf: tree.leaves[0], index: index, size: size, root: tree.leaves[0])
    }
  }

  private func makeClaim(index: UInt64, size: UInt64) throws -> Claim {
    let tree = NaiveTree(size: Int(size))
    return Claim(
      proof: try InclusionProof.make(index: index, size: size, from: tree.node),
      leaf: tree.leaves[Int(index)], index: index, size: size,
      root: try tree.root(ofFirst: Int(size)))
  }
}

/// That a leaf is in a tree, and why.
private struct Claim {
  var proof: [MerkleHash]
  var leaf: MerkleHash
  var index: UInt64
  var size: UInt64
  var root: MerkleHash

  func verify() throws {
    try InclusionProof.verify(proof, leaf: leaf, index: index, size: size, root: root)
  }

  /// The claim with one bit changed, in each of its hashes in turn.
  func changes(ofBit bit: Int) throws -> [Claim] {
    var (leafChanged, rootChanged) = (self, self)
    leafChanged.leaf = try leaf.flipping(bit: bit)
    rootChanged.root = try root.flipping(bit: bit)
    return try [leafChanged, rootChanged]
      + proof.indices.map { place in
        var changed = self
        changed.proof[place] = try proof[place].flipping(bit: bit)
        return changed
      }
  }
}
