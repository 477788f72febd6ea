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
      return try leaf(of: row, at: index + 1, &tags, snapshot)
    }
  }

  /// The leaf of an event, from its row.
  ///
  /// - Parameter tags: subjects' tags looked up before.
  func leaf(
    of row: RawSpan, at position: UInt64, _ tags: inout [BlindKey: BlindKey],
    _ snapshot: borrowing Snapshot
  ) throws -> [UInt8] {
    guard let frame = EventRow.frame(of: row) else { throw LogError.damaged(position) }
    let envelope = row.extracting(frame.envelope)
    let keyID = BlindKey(envelope.extracting(4..<20))
    if tags[keyID] == nil { tags[keyID] = try keys.row(keyID, snapshot)?.leafTag }
    guard let tag = tags[keyID] else { throw LogError.damaged(position) }
    return Leaf(
      keyClass: envelope.byte(at: 2), position: position, time: frame.time, subjectTag: tag
    ).bytes(envelope: envelope)
  }
}
