/// The nodes of a tree of which only every eighth level is stored: the leaves, in the log, and the
/// levels 8, 16, …. What lies between is computed from the tile below it, which has at most 256
/// hashes; the last tile is kept, because the hashes of a proof come from a few neighbours.
package struct NodeStore {
  /// How many levels lie from one that is stored to the next (C2SP tlog-tiles).
  package static let tileHeight = 8
  private static let tileWidth: UInt64 = 1 << tileHeight

  private struct Tile {
    let level: Int
    let index: UInt64
    let hashes: [MerkleHash]
  }

  private let size: UInt64
  private var lastTile: Tile?

  /// - Parameter size: the number of leaves.
  package init(size: UInt64) {
    self.size = size
  }

  /// The hash of a complete subtree.
  ///
  /// - Parameters:
  ///   - level: its height; 0 is a leaf.
  ///   - index: its place among the subtrees of that height, from 0.
  ///   - leaves: reads the hashes of a run of leaves.
  ///   - stored: reads a node at level 8, 16, …; `nil` where there is none.
  /// - Throws: `MerkleError.missingNode` where the tree has no such subtree, or not all that it
  ///   is made of is stored; what the readers throw.
  package mutating func node(
    level: Int, index: UInt64, leaves: (Range<UInt64>) throws -> [MerkleHash],
    stored: (_ level: Int, _ index: UInt64) throws -> MerkleHash?
  ) throws -> MerkleHash {
    guard index < (size >> level) else { throw MerkleError.missingNode(level: level, index: index) }
    let height = level % Self.tileHeight
    let first = index << height
    let tile = try tile(
      level: level - height, index: first / Self.tileWidth, leaves: leaves, stored: stored)
    let start = Int(first % Self.tileWidth)
    return Self.root(of: tile.hashes[start..<start + 1 << height])
  }

  private mutating func tile(
    level: Int, index: UInt64, leaves: (Range<UInt64>) throws -> [MerkleHash],
    stored: (Int, UInt64) throws -> MerkleHash?
  ) throws -> Tile {
    if let lastTile, lastTile.level == level, lastTile.index == index { return lastTile }
    let start = index * Self.tileWidth
    let range = start..<min(start + Self.tileWidth, size >> level)
    let hashes =
      try level == 0
      ? leaves(range)
      : range.map { index in
        guard let hash = try stored(level, index) else {
          throw MerkleError.missingNode(level: level, index: index)
        }
        return hash
      }
    guard hashes.count == range.count else {
      throw MerkleError.missingNode(level: level, index: start + UInt64(hashes.count))
    }
    let tile = Tile(level: level, index: index, hashes: hashes)
    lastTile = tile
    return tile
  }

  /// - Parameter hashes: as many as a power of two.
  static func root(of hashes: ArraySlice<MerkleHash>) -> MerkleHash {
    guard hashes.count > 1 else { return hashes[hashes.startIndex] }
    let middle = hashes.startIndex + hashes.count / 2
    return .node(root(of: hashes[..<middle]), root(of: hashes[middle...]))
  }
}
