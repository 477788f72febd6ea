internal import LMDB
internal import PortalCrypto

/// A query's chains, by which most conditions are decided without a look at any event: where one of the
/// chains that an event would have to be in has nothing new, there is none.
struct QueryGlance: Sendable {
  private let matchesAll: Bool
  private let items: [Item]

  fileprivate struct Item {
    let tags: [BlindKey]
    let types: [BlindKey]
    let hasTypes: Bool
  }

  init(_ query: Query, _ blind: BlindIndex) {
    matchesAll = query.matchesAll
    items = query.items.compactMap { item in
      // No event has a name that can't be one.
      guard item.tags.allSatisfy(Name.isValid) else { return nil }
      return Item(
        tags: item.tags.map(blind.key(tag:)),
        types: item.types.filter(Name.isValid).map(blind.key(type:)),
        hasTypes: !item.types.isEmpty)
    }
  }

  /// Whether an event behind a position matches, as far as the newest events of the chains tell.
  ///
  /// - Parameter head: the last position of the log.
  /// - Returns: `nil` where they don't.
  func matches(
    after: UInt64, head: UInt64, _ snapshot: borrowing Snapshot, in tables: Tables
  ) throws(LMDBError) -> Bool? {
    guard head > after else { return false }
    if matchesAll { return true }
    var isUnclear = false
    for item in items where try item.hasNewer(than: after, snapshot, tables) {
      if item.tags.count + (item.hasTypes ? 1 : 0) == 1 { return true }
      isUnclear = true
    }
    return isUnclear ? nil : false
  }
}

extension QueryGlance.Item {
  /// Whether each of the tags, and one of the types, stands at some event behind a position.
  fileprivate func hasNewer(
    than position: UInt64, _ snapshot: borrowing Snapshot, _ tables: Tables
  ) throws(LMDBError) -> Bool {
    for tag in tags {
      guard try snapshot.newest(tag, in: tables) > position else { return false }
    }
    if !hasTypes { return true }
    for type in types where try snapshot.newest(type, in: tables) > position { return true }
    return false
  }
}
