internal import LMDB
internal import PortalCrypto

/// The Merkle tree over the log: its right edge in `meta`, its levels 8, 16, … in `tree`, all else
/// computed from the events.
extension Store {
  /// The right edge of the tree, and the nodes that wait to be stored, while a group is written.
  struct TreeEdge {
    var range: CompactRange
    var completed: [(level: Int, index: UInt64, hash: MerkleHash)] = []

    mutating func append(_ leaf: MerkleHash) {
      range.append(leaf) { level, index, hash in completed.append((level, index, hash)) }
    }
  }

  func treeEdge(_ snapshot: borrowing Snapshot) throws(LMDBError) -> TreeEdge {
    guard let row = try snapshot.value(for: Tables.treeKey, in: tables.meta) else {
      return TreeEdge(range: CompactRange())
    }
    let range: CompactRange
    do throws(MerkleError) { range = try CompactRange(row) } catch { throw .damaged }
    // Nothing is appended to, and nothing signed of, a tree that is not that of the log.
    guard range.size == (try head(snapshot)) else { throw .damaged }
    return TreeEdge(range: range)
  }

  func save(
    _ edge: TreeEdge, in transaction: borrowing WriteTransaction
  ) throws(LMDBError) {
    for node in edge.completed {
      try transaction.put(
        node.hash.bytes, for: Self.treeKey(node.level, node.index), in: tables.tree)
    }
    try transaction.put(edge.range.bytes, for: Tables.treeKey, in: tables.meta)
  }

  /// The root of the tree of the first `size` events.
  func root(ofFirst size: UInt64, _ snapshot: borrowing Snapshot) throws -> MerkleHash {
    var nodes = NodeStore(size: size)
    var index: UInt64 = 0
    var peaks: [MerkleHash] = []
    for level in stride(from: 63, through: 0, by: -1) where size & (1 << level) != 0 {
      peaks.append(try node(level: level, index: index >> level, of: &nodes, snapshot))
      index += 1 << level
    }
    guard let smallest = peaks.last else { return .emptyRoot }
    return peaks.dropLast().reversed().reduce(smallest) { .node($1, $0) }
  }

  /// A node of the tree.
  func node(
    level: Int, index: UInt64, of nodes: inout NodeStore, _ snapshot: borrowing Snapshot
  ) throws -> MerkleHash {
    try nodes.node(level: level, index: index) { leaves in
      try leafHashes(leaves, snapshot)
    } stored: { level, index in
      guard
        let row = try snapshot.value(for: Self.treeKey(level, index), in: tables.tree)
      else { return nil }
      return try MerkleHash(row)
    }
  }

  /// The leaves of a run of events; the event at position n is the leaf n − 1.
  func leafHashes(
    _ leaves: Range<UInt64>, _ snapshot: borrowing Snapshot
  ) throws -> [MerkleHash] {
    var hashes: [MerkleHash] = []
    var tags: [BlindKey: BlindKey] = [:]
    for index in leaves {
      let position = index + 1
      guard let row = try snapshot.value(for: position, in: tables.events) else {
        throw LogError.missing(position)
      }
      hashes.append(try leafHash(of: row, at: position, &tags, snapshot))
    }
    return hashes
  }

  /// The leaf of an event, from its row.
  ///
  /// - Parameter tags: subjects' tags looked up before.
  func leafHash(
    of row: RawSpan, at position: UInt64, _ tags: inout [BlindKey: BlindKey],
    _ snapshot: borrowing Snapshot
  ) throws -> MerkleHash {
    let (leaf, envelope) = try leaf(of: row, at: position, &tags, snapshot)
    return leaf.hash(envelope: row.extracting(envelope))
  }

  /// What the leaf of an event is made of: its fields, and where in the row its envelope lies.
  ///
  /// - Parameter tags: subjects' tags looked up before.
  func leaf(
    of row: RawSpan, at position: UInt64, _ tags: inout [BlindKey: BlindKey],
    _ snapshot: borrowing Snapshot
  ) throws -> (leaf: Leaf, envelope: Range<Int>) {
    guard let frame = EventRow.frame(of: row) else { throw LogError.damaged(position) }
    let envelope = row.extracting(frame.envelope)
    let keyID = BlindKey(envelope.extracting(4..<20))
    if tags[keyID] == nil { tags[keyID] = try keys.row(keyID, snapshot)?.leafTag }
    guard let tag = tags[keyID] else { throw LogError.damaged(position) }
    let leaf = Leaf(
      keyClass: envelope.byte(at: 2), position: position, time: frame.time, subjectTag: tag)
    return (leaf, frame.envelope)
  }

  static func treeKey(_ level: Int, _ index: UInt64) -> [UInt8] {
    [UInt8(level)] + index.bigEndianBytes
  }
}
