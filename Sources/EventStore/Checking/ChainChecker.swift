internal import LMDB
internal import PortalCrypto

/// Follows the links of all events from the first on, and so makes every chain anew.
///
/// Which type, subject or tag a chain is of, its readable events say; a chain whose events were all
/// erased has no name any more, but its links must lead somewhere still.
struct ChainChecker {
  private struct Tail {
    var chain: Chain
    /// `nil` where nobody can tell any more.
    var key: BlindKey?
  }

  /// The chains so far, under the last place of each.
  private var tails: [Link: Tail] = [:]
  /// Where the chains with a name end.
  private var ends: [BlindKey: Link] = [:]

  /// Takes up an event's entries.
  ///
  /// - Parameter keys: the chains that it stands in; `nil` where it was erased.
  /// - Returns: what is wrong with them; `nil` where nothing is.
  mutating func check(_ row: RawSpan, at position: UInt64, _ keys: [BlindKey]?) -> String? {
    let count = Int(row.byte(at: 8))
    if let keys, keys.count != count { return "it stands in \(count) chains, not \(keys.count)" }
    for index in 0..<count {
      let link = Link(position: position, index: index)
      guard let entry = EventRow.entry(index, of: row, at: position),
        append(link, entry, keys?[index])
      else { return "its link \(index) leads elsewhere than to the event before it" }
    }
    return nil
  }

  private mutating func append(
    _ link: Link, _ entry: EventRow.Entry, _ key: BlindKey?
  ) -> Bool {
    var tail = Tail(chain: Chain(), key: nil)
    if let previous = entry.previous {
      guard let found = tails.removeValue(forKey: previous) else { return false }
      tail = found
    }
    if let key {
      // A chain that has a name must go on where it ended.
      if let end = ends[key], end != entry.previous { return false }
      guard tail.key == nil || tail.key == key else { return false }
      tail.key = key
    }
    let expected = tail.chain.append(link)
    if let key = tail.key { ends[key] = link }
    tails[link] = tail
    return expected == entry
  }

  /// Holds the table `chains` against what the events made.
  ///
  /// - Returns: what is wrong with it.
  func faults(_ snapshot: borrowing Snapshot, in tables: Tables) throws(LMDBError) -> [String] {
    var faults: [String] = []
    var isStored: Set<Link> = []
    var wrong = 0
    try snapshot.scan(tables.chains, from: []) { key, row throws(LMDBError) in
      guard key.byteCount == BlindKey.byteCount, let chain = Chain(decoding: row),
        let end = chain.newest?.link, let tail = tails[end],
        tail.chain.encode() == chain.encode(), tail.key == nil || tail.key == BlindKey(key)
      else {
        wrong += 1
        return true
      }
      isStored.insert(end)
      return true
    } orElse: {
      $0
    }
    if wrong > 0 {
      faults.append("the index has \(wrong) chains that don't end at their newest event")
    }
    // What nobody can name may have been removed with an erasure.
    let missing = tails.count { $0.value.key != nil && !isStored.contains($0.key) }
    if missing > 0 { faults.append("the index lacks \(missing) chains that the events make") }
    return faults
  }
}
