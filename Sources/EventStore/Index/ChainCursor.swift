internal import LMDB

/// Walks the positions of a chain in one direction, and skips ahead.
struct ChainCursor {
  private let newest: Chain.Node?
  private let isBackwards: Bool
  /// Backwards: the node last answered. Forwards: nodes read ahead, the next one last.
  private var current: Chain.Node?
  private var ahead: [Chain.Node] = []
  private var blockSize: UInt64 = 8

  init(_ chain: Chain, backwards: Bool) {
    newest = chain.newest
    current = chain.newest
    isBackwards = backwards
  }

  /// The first position in the cursor's direction that is not before `position`. Positions asked
  /// for never go against the direction.
  mutating func seek(
    _ position: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> UInt64? {
    if isBackwards {
      current = try snapshot.descend(from: current, in: tables) { $0.position <= position }
      return current?.position
    }
    while let next = ahead.last, next.position < position { ahead.removeLast() }
    if ahead.isEmpty { try readAhead(from: position, snapshot, tables) }
    // Where a damaged link leads back again, a walk would never end.
    if let next = ahead.last, next.position < position { throw .damaged }
    return ahead.last?.position
  }

  /// Fills `ahead` with a block of nodes, the first of them at `position` or behind it.
  private mutating func readAhead(
    from position: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) {
    guard let newest, newest.position >= position else { return }
    let before = try snapshot.descend(from: newest, in: tables) { $0.position < position }
    let first = (before?.number ?? 0) + 1
    let last = min(newest.number, first + blockSize - 1)
    blockSize = min(blockSize * 2, 256)
    var node = try snapshot.descend(from: newest, in: tables) { $0.number <= last }
    while let present = node, present.number >= first {
      ahead.append(present)
      node = try snapshot.neighbours(of: present, in: tables).previous
    }
  }
}
