internal import LMDB
internal import PortalCrypto

extension Store {
  /// The leaves of a run of events, whole: the event at position n is the leaf n − 1.
  func leaves(_ range: Range<UInt64>, _ snapshot: borrowing Snapshot) throws -> [[UInt8]] {
    var tags: [BlindKey: BlindKey] = [:]
    return try range.map { index in
      guard let row = try snapshot.value(for: index + 1, in: tables.events) else {
        throw LogError.missing(index + 1)
      }
      return try leafBytes(of: row, at: index + 1, &tags, snapshot)
    }
  }

  /// The leaf of an event, from its row.
  ///
  /// - Parameter tags: subjects' tags looked up before.
  func leafBytes(
    of row: RawSpan, at position: UInt64, _ tags: inout [BlindKey: BlindKey],
    _ snapshot: borrowing Snapshot
  ) throws -> [UInt8] {
    let (leaf, envelope) = try leaf(of: row, at: position, &tags, snapshot)
    return leaf.bytes(envelope: row.extracting(envelope))
  }
}
