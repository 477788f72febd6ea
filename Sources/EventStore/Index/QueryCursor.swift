internal import LMDB

/// Walks the positions that match a query, in one direction.
///
/// An item is an intersection of unions of chains: any of the types, and each of the tags. The
/// cursors skip each other ahead, so that the rarest chain sets the pace.
struct QueryCursor {
  private var items: [[[ChainCursor]]]
  private let isBackwards: Bool

  /// - Parameter limit: how many events will be asked for at most.
  init(
    _ query: Query, backwards: Bool, limit: Int, _ snapshot: borrowing Snapshot, _ tables: Tables,
    _ blind: BlindIndex
  ) throws(LMDBError) {
    isBackwards = backwards
    items = []
    for item in query.items {
      var unions: [[ChainCursor]] = []
      for tag in item.tags {
        let chain = try snapshot.chain(tag, blind.key(tag:), in: tables)
        unions.append([ChainCursor(chain, backwards: backwards, limit: limit)])
      }
      if !item.types.isEmpty {
        var union: [ChainCursor] = []
        for type in item.types {
          let chain = try snapshot.chain(type, blind.key(type:), in: tables)
          union.append(ChainCursor(chain, backwards: backwards, limit: limit))
        }
        unions.append(union)
      }
      items.append(unions)
    }
  }

  /// The first matching event in the cursor's direction that is not before `position`.
  mutating func seek(
    _ position: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> ChainCursor.Step? {
    guard position >= 1 else { return nil }
    var best: ChainCursor.Step?
    for index in items.indices {
      best = nearer(best, try Self.seek(&items[index], position, isBackwards, snapshot, tables))
    }
    return best
  }

  /// The first event that is in one chain of each union.
  private static func seek(
    _ unions: inout [[ChainCursor]], _ start: UInt64, _ isBackwards: Bool,
    _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> ChainCursor.Step? {
    var candidate = start
    var found: ChainCursor.Step?
    var agreeing = 0
    var union = 0
    while agreeing < unions.count {
      var best: ChainCursor.Step?
      for chain in unions[union].indices {
        best = nearer(
          best, try unions[union][chain].seek(candidate, snapshot, tables), isBackwards)
      }
      guard let best else { return nil }
      agreeing = best.node.position == candidate && found != nil ? agreeing + 1 : 1
      candidate = best.node.position
      found = best
      union = (union + 1) % unions.count
    }
    return found
  }

  private func nearer(
    _ left: ChainCursor.Step?, _ right: ChainCursor.Step?
  ) -> ChainCursor.Step? {
    Self.nearer(left, right, isBackwards)
  }

  private static func nearer(
    _ left: ChainCursor.Step?, _ right: ChainCursor.Step?, _ isBackwards: Bool
  ) -> ChainCursor.Step? {
    guard let left, let right else { return left ?? right }
    let isLeftFirst = left.node.position <= right.node.position
    return isLeftFirst == isBackwards ? right : left
  }
}

extension Snapshot {
  /// The chain that answers a query by itself, or `nil` where it takes several.
  func onlyChain(
    of query: Query, in tables: Tables, _ blind: BlindIndex
  ) throws(LMDBError) -> Chain? {
    guard query.items.count == 1, let item = query.items.first else { return nil }
    switch (item.types.count, item.tags.count) {
    case (1, 0): return try chain(item.types[0], blind.key(type:), in: tables)
    case (0, 1): return try chain(item.tags[0], blind.key(tag:), in: tables)
    default: return nil
    }
  }

  /// Whether an event behind a position matches a query, where its glance didn't tell.
  func contains(
    _ query: Query, after: UInt64, head: UInt64, in tables: Tables, _ blind: BlindIndex
  ) throws(LMDBError) -> Bool {
    var cursor = try QueryCursor(query, backwards: true, limit: 1, self, tables, blind)
    guard let newest = try cursor.seek(head, self, tables) else { return false }
    return newest.node.position > after
  }
}
