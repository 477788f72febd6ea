internal import LMDB

/// Walks the events of a chain in one direction, and skips ahead.
struct ChainCursor {
  /// An event of the chain with its row, which leads on to others.
  struct Step {
    let node: Chain.Node
    let row: MappedRow
  }

  private let newest: Chain.Node?
  private let isBackwards: Bool
  /// Backwards: the event last answered. Forwards: events read ahead, the next one last.
  private var current: Step?
  private var ahead: [Step] = []
  private var blockSize: UInt64

  /// - Parameter limit: how many events will be asked for at most.
  init(_ chain: Chain, backwards: Bool, limit: Int) {
    newest = chain.newest
    isBackwards = backwards
    blockSize = UInt64(min(max(limit, 1), Self.largestBlock))
  }

  private static let largestBlock = 256

  /// The first event in the cursor's direction that is not before `position`. Positions asked
  /// for never go against the direction.
  mutating func seek(
    _ position: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> Step? {
    isBackwards
      ? try seekBackwards(position, snapshot, tables) : try seekForwards(position, snapshot, tables)
  }

  private mutating func seekBackwards(
    _ position: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> Step? {
    if let current, current.node.position <= position { return current }
    let node: Chain.Node?
    if let current {
      node = try snapshot.descend(from: current, in: tables) { $0.position <= position }
    } else {
      node = try snapshot.descend(from: newest, in: tables) { $0.position <= position }
    }
    current = try snapshot.step(node, in: tables)
    return current
  }

  private mutating func seekForwards(
    _ position: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> Step? {
    while let next = ahead.last, next.node.position < position { ahead.removeLast() }
    if ahead.isEmpty { try readAhead(from: position, snapshot, tables) }
    // Where a damaged link leads back again, a walk would never end.
    if let next = ahead.last, next.node.position < position { throw .damaged }
    return ahead.last
  }

  /// Fills `ahead` with a block of events, the first of them at `position` or behind it.
  private mutating func readAhead(
    from position: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) {
    guard let newest, newest.position >= position else { return }
    var stretch = try ChainStretch(
      newest, position...(.max), limit: blockSize, snapshot, tables)
    blockSize = min(blockSize * 2, UInt64(Self.largestBlock))
    while let step = try stretch.next(snapshot, tables) { ahead.append(step) }
  }
}

extension ChainCursor.Step {
  /// The events that this one leads to: the one before it, and the one it jumps to.
  var neighbours: (previous: Chain.Node?, jump: Chain.Node?) {
    get throws(LMDBError) {
      guard node.number > 1 else { return (nil, nil) }
      guard let entry = EventRow.entry(node.link.index, of: row.bytes, at: node.position),
        let previous = entry.previous, previous.position < node.position,
        entry.jump?.position ?? 0 < previous.position
      else { throw .damaged }
      return (
        Chain.Node(number: node.number - 1, link: previous),
        node.jumpNumber == 0
          ? nil : Chain.Node(number: node.jumpNumber, link: entry.jump ?? previous)
      )
    }
  }
}

extension Snapshot {
  /// An event of a chain with its row.
  func step(_ node: Chain.Node?, in tables: Tables) throws(LMDBError) -> ChainCursor.Step? {
    guard let node else { return nil }
    guard let row = try value(for: node.position, in: tables.events) else { throw .damaged }
    return ChainCursor.Step(node: node, row: MappedRow(row))
  }

  /// The newest event, from one on backwards, that a condition lets pass; the condition must hold
  /// from some event on for all older ones.
  func descend(
    from node: Chain.Node?, in tables: Tables, until passes: (Chain.Node) -> Bool
  ) throws(LMDBError) -> Chain.Node? {
    guard let node, !passes(node) else { return node }
    guard let step = try step(node, in: tables) else { return nil }
    return try descend(from: step, in: tables, until: passes)
  }

  /// The same from an event that doesn't pass.
  func descend(
    from step: ChainCursor.Step, in tables: Tables, until passes: (Chain.Node) -> Bool
  ) throws(LMDBError) -> Chain.Node? {
    var current = step
    while true {
      let (previous, jump) = try current.neighbours
      // Where the jump's target fails too, everything between it and here fails.
      let next = if let jump, !passes(jump) { jump } else { previous }
      guard let next, !passes(next), let step = try self.step(next, in: tables) else { return next }
      current = step
    }
  }
}
