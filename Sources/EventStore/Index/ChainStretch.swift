internal import LMDB

/// A stretch of a chain, walked along its links backwards: the last of its events first.
struct ChainStretch {
  /// The number of the first event.
  private let first: UInt64
  /// The event that comes next; `nil` at the end.
  private var node: Chain.Node?

  /// - Parameters:
  ///   - newest: the chain's newest event.
  ///   - positions: where the events stand.
  ///   - limit: how many at most, the first ones.
  init(
    _ newest: Chain.Node?, _ positions: ClosedRange<UInt64>, limit: UInt64,
    _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) {
    // No event stands before the first position.
    let before =
      positions.lowerBound == 1
      ? nil
      : try snapshot.descend(from: newest, in: tables) { $0.position < positions.lowerBound }
    first = (before?.number ?? 0) + 1
    let last = first + limit - 1
    node = try snapshot.descend(from: newest, in: tables) {
      $0.number <= last && $0.position <= positions.upperBound
    }
  }

  /// The next event, backwards; `nil` before the first.
  mutating func next(
    _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> ChainCursor.Step? {
    guard let node, node.number >= first, let step = try snapshot.step(node, in: tables) else {
      return nil
    }
    self.node = node.number > first ? try step.neighbours.previous : nil
    return step
  }
}
