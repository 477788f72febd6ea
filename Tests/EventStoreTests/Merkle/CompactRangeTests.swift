import EventStore
import PortalCrypto
import Testing

struct CompactRangeTests {
  private struct Interrupted: Error {}

  private func read(_ bytes: [UInt8]) throws -> CompactRange { try CompactRange(bytes.rawSpan) }

  @Test func `The classic leaves have the roots that are known`() {
    var range = CompactRange()
    var roots = [range.root.hex]
    for leaf in ClassicTree.leaves {
      range.append(leaf)
      roots.append(range.root.hex)
    }
    #expect(roots == ClassicTree.roots)
  }

  @Test func `The root is that of the definition at every size`() throws {
    let tree = NaiveTree(size: 300)
    var range = CompactRange()
    for (count, leaf) in tree.leaves.enumerated() {
      #expect(range.size == UInt64(count))
      #expect(try range.root == tree.root(ofFirst: count))
      range.append(leaf)
    }
  }

  @Test func `Every 256 leaves one node is stored`() throws {
    let tree = NaiveTree(size: 600)
    var range = CompactRange()
    var stored: [[Int]] = []
    for (count, leaf) in tree.leaves.enumerated() {
      try range.append(leaf) { level, index, hash throws in
        stored.append([count, level, Int(index)])
        #expect(try hash == tree.node(level: level, index: index))
      }
    }
    #expect(stored == [[255, 8, 0], [511, 8, 1]])
  }

  @Test func `A leaf whose nodes cannot be stored is not appended`() throws {
    let tree = NaiveTree(size: 256)
    var range = CompactRange()
    for leaf in tree.leaves.dropLast() { range.append(leaf) }
    let before = range
    #expect(throws: Interrupted.self) {
      try range.append(tree.leaves[255]) { _, _, _ in throw Interrupted() }
    }
    #expect(range == before)
    range.append(tree.leaves[255])
    #expect(try range.root == tree.root(ofFirst: 256))
  }

  @Test func `A range read back from its bytes is the same and grows on`() throws {
    let tree = NaiveTree(size: 70)
    var range = CompactRange()
    for (count, leaf) in tree.leaves.enumerated() {
      let bytes = range.bytes
      #expect(bytes.count == 8 + 32 * count.nonzeroBitCount)
      #expect(bytes.prefix(8) == [0, 0, 0, 0, 0, 0, 0, UInt8(count)])
      var copy = try read(bytes)
      #expect(copy == range)
      copy.append(leaf)
      range.append(leaf)
      #expect(copy == range)
    }
  }

  @Test func `A large size is read in big endian`() throws {
    let hashes = [UInt8](repeating: 7, count: 2 * 32)
    let bytes = [0x01, 0, 0, 0, 0, 0, 0, 0x02] + hashes
    let range = try read(bytes)
    #expect(range.size == 1 << 56 + 2)
    #expect(range.bytes == bytes)
  }

  @Test func `Bytes whose number does not fit the size are refused`() {
    var range = CompactRange()
    for leaf in NaiveTree(size: 11).leaves { range.append(leaf) }
    let bytes = range.bytes
    for count in bytes.indices {
      #expect(throws: MerkleError.damagedRange) {
        try read(Array(bytes.prefix(count)))
      }
    }
    for size in UInt8.min...UInt8.max where size.nonzeroBitCount != 3 {
      #expect(throws: MerkleError.damagedRange) {
        try read([0, 0, 0, 0, 0, 0, 0, size] + bytes.dropFirst(8))
      }
    }
    #expect(throws: MerkleError.damagedRange) { try read(bytes + [0]) }
  }

  @Test func `A hash has 32 bytes`() {
    for count in [0, 31, 33] {
      #expect(throws: MerkleError.notAHash(byteCount: count)) {
        try MerkleHash([UInt8](repeating: 0, count: count).rawSpan)
      }
    }
  }
}
