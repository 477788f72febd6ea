internal import LMDB

/// Walks the positions that match a query, in one direction.
///
/// An item is an intersection of unions of chains: any of the types, and each of the tags. The
/// cursors skip each other ahead, so that the rarest chain sets the pace.
struct QueryCursor {
  private var items: [[[ChainCursor]]]
  private let isBackwards: Bool
  private let matchesAll: Bool

  init(
    _ query: Query, backwards: Bool, _ snapshot: borrowing Snapshot, _ tables: Tables,
    _ blind: BlindIndex
  ) throws(LMDBError) {
    isBackwards = backwards
    items = []
    for item in query.items {
      var unions: [[ChainCursor]] = []
      for tag in item.tags {
        let chain = try snapshot.chain(tag, blind.key(tag:), in: tables)
        unions.append([ChainCursor(chain, backwards: backwards)])
      }
      if !item.types.isEmpty {
        var union: [ChainCursor] = []
        for type in item.types {
          let chain = try snapshot.chain(type, blind.key(type:), in: tables)
          union.append(ChainCursor(chain, backwards: backwards))
        }
        unions.append(union)
      }
      items.append(unions)
    }
    matchesAll = items.isEmpty || items.contains { $0.isEmpty }
  }

  /// The first matching position in the cursor's direction that is not before `position`.
  ///
  /// - Parameter head: the last position of the log.
  mutating func seek(
    _ position: UInt64, head: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> UInt64? {
    guard position >= 1 else { return nil }
    if matchesAll {
      if isBackwards { return head == 0 ? nil : min(position, head) }
      return position <= head ? position : nil
    }
    var best: UInt64?
    for index in items.indices {
      best = nearer(best, try Self.seek(&items[index], position, isBackwards, snapshot, tables))
    }
    return best
  }

  /// The first position that is in one chain of each union.
  private static func seek(
    _ unions: inout [[ChainCursor]], _ start: UInt64, _ isBackwards: Bool,
    _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> UInt64? {
    var candidate = start
    var agreeing = 0
    var union = 0
    while agreeing < unions.count {
      var best: UInt64?
      for chain in unions[union].indices {
        let found = try unions[union][chain].seek(candidate, snapshot, tables)
        best = nearer(best, found, isBackwards)
      }
      guard let best else { return nil }
      agreeing = best == candidate ? agreeing + 1 : 1
      candidate = best
      union = (union + 1) % unions.count
    }
    return candidate
  }

  private func nearer(_ left: UInt64?, _ right: UInt64?) -> UInt64? {
    Self.nearer(left, right, isBackwards)
  }

  private static func nearer(_ left: UInt64?, _ right: UInt64?, _ isBackwards: Bool) -> UInt64? {
    guard let left, let right else { return left ?? right }
    return isBackwards ? max(left, right) : min(left, right)
  }
}

extension Snapshot {
  /// Whether an event behind a position matches a query.
  func contains(
    _ query: Query, after: UInt64, head: UInt64, in tables: Tables, _ blind: BlindIndex
  ) throws(LMDBError) -> Bool {
    guard head > after else { return false }
    var cursor = try QueryCursor(query, backwards: true, self, tables, blind)
    guard let newest = try cursor.seek(head, head: head, self, tables) else { return false }
    return newest > after
  }
}
