import EventStore
import PortalCrypto
import Testing

struct NodeStoreTests {
  /// A tree with nodes at level 16 and ragged edges at every level, and all that is on disk of it.
  private struct Stored {
    static let size: UInt64 = 1 << 16 + 700
    /// Sizes at which proofs are asked for.
    static let sizes: [UInt64] = [1, 255, 256, 257, 60_000, 1 << 16, 1 << 16 + 1, size]

    /// Every complete level, from the leaves up, made pair by pair.
    let levels: [[MerkleHash]]
    var nodes: [Int: [UInt64: MerkleHash]] = [:]
    var roots: [UInt64: MerkleHash] = [:]

    static let shared = Stored()

    private init() {
      var level = (0..<Self.size).map { MerkleHash.leaf([UInt8]("leaf \($0)".utf8).rawSpan) }
      var levels = [level]
      while level.count > 1 {
        level = (0..<level.count / 2).map { .node(level[2 * $0], level[2 * $0 + 1]) }
        levels.append(level)
      }
      self.levels = levels
      var range = CompactRange()
      for leaf in levels[0] {
        range.append(leaf) { nodes[$0, default: [:]][$1] = $2 }
        if Self.sizes.contains(range.size) { roots[range.size] = range.root }
      }
    }

    func leaves(_ range: Range<UInt64>) -> [MerkleHash] {
      Array(levels[0][Int(range.lowerBound)..<Int(range.upperBound)])
    }

    func node(_ level: Int, _ index: UInt64) -> MerkleHash? { nodes[level]?[index] }
  }

  private let tree = Stored.shared

  @Test func `Only the levels 8 and 16 are stored`() {
    #expect(Set(tree.nodes.keys) == [8, 16])
    for (level, nodes) in tree.nodes {
      #expect(nodes.count == tree.levels[level].count)
      for (index, hash) in nodes { #expect(hash == tree.levels[level][Int(index)]) }
    }
  }

  @Test(arguments: 0...16)
  func `A node at any level is answered`(level: Int) throws {
    var store = NodeStore(size: Stored.size)
    let count = tree.levels[level].count
    for index in [0, 1, count / 3, count / 2, count - 2, count - 1]
    where index >= 0 && index < count {
      let hash = try store.node(
        level: level, index: UInt64(index), leaves: tree.leaves, stored: tree.node)
      #expect(hash == tree.levels[level][index])
    }
  }

  @Test(arguments: Stored.sizes)
  func `Proofs at any size verify`(size: UInt64) throws {
    let root = try #require(tree.roots[size])
    for index in [0, 1, 254, 255, 256, 59_999, 65_535, 65_536, size - 1] where index < size {
      var store = NodeStore(size: size)
      let proof = try InclusionProof.make(index: index, size: size) {
        try store.node(level: $0, index: $1, leaves: tree.leaves, stored: tree.node)
      }
      try InclusionProof.verify(
        proof, leaf: tree.levels[0][Int(index)], index: index, size: size, root: root)
    }
    for oldSize in Stored.sizes where oldSize <= size {
      var store = NodeStore(size: size)
      let proof = try ConsistencyProof.make(oldSize: oldSize, newSize: size) {
        try store.node(level: $0, index: $1, leaves: tree.leaves, stored: tree.node)
      }
      try ConsistencyProof.verify(
        proof, oldSize: oldSize, oldRoot: try #require(tree.roots[oldSize]), newSize: size,
        newRoot: root)
    }
  }

  @Test func `A proof reads its own tile of leaves and the last one, each once`() throws {
    var store = NodeStore(size: Stored.size)
    var reads: [Range<UInt64>] = []
    _ = try InclusionProof.make(index: 1000, size: Stored.size) {
      try store.node(
        level: $0, index: $1,
        leaves: {
          reads.append($0)
          return tree.leaves($0)
        }, stored: tree.node)
    }
    #expect(reads == [768..<1024, 66_048..<66_236])
  }

  @Test func `A node that is not complete or not stored is an error`() throws {
    var store = NodeStore(size: Stored.size)
    #expect(throws: MerkleError.missingNode(level: 8, index: 258)) {
      try store.node(level: 8, index: 258, leaves: tree.leaves, stored: tree.node)
    }
    #expect(throws: MerkleError.missingNode(level: 0, index: Stored.size)) {
      try store.node(level: 0, index: Stored.size, leaves: tree.leaves, stored: tree.node)
    }
    #expect(throws: MerkleError.missingNode(level: 8, index: 3)) {
      try store.node(level: 10, index: 0, leaves: tree.leaves) { level, index in
        index == 3 ? nil : tree.node(level, index)
      }
    }
    #expect(throws: MerkleError.missingNode(level: 0, index: 511)) {
      try store.node(
        level: 1, index: 200, leaves: { tree.leaves($0).dropLast() }, stored: tree.node)
    }
  }
}
