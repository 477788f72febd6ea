internal import LMDB
internal import PortalCrypto

/// Puts events into their chains, in memory that it uses again for each.
struct ChainWriter {
  private var start = ByteWriter()
  private var row = ByteWriter()

  /// Puts an event at the end of each of its chains.
  ///
  /// - Returns: what the event's row holds before the envelope.
  mutating func place(
    _ chainKeys: [BlindKey], at position: UInt64, time: UInt64, _ chains: borrowing UpdateCursor
  ) throws(LMDBError) -> [UInt8] {
    start.removeAll()
    EventRow.encode(time: time, chainCount: chainKeys.count, into: &start)
    for index in chainKeys.indices {
      try append(Link(position: position, index: index), to: chainKeys[index], chains)
        .encode(at: position, into: &start)
    }
    return start.bytes.rawSpan.array
  }

  /// Rewrites a chain's row: the links that the new event's carries into a higher bit of the count go,
  /// the others stay as they are. See ``Chain``.
  private mutating func append(
    _ link: Link, to key: BlindKey, _ chains: borrowing UpdateCursor
  ) throws(LMDBError) -> EventRow.Entry {
    row.removeAll()
    guard let stored = try chains.value(for: key.bytes) else {
      row.writeVarint(1)
      row.writeVarint(link.number)
      try chains.put(row.bytes.rawSpan, for: key.bytes, inPlace: false)
      return EventRow.Entry()
    }
    var reader = ByteReader(stored)
    guard let count = reader.readVarint(), count > 0 else { throw .damaged }
    let carried = (~count).trailingZeroBitCount
    var entry = EventRow.Entry()
    var kept = reader.offset
    for index in 0..<count.nonzeroBitCount {
      guard let number = reader.readVarint() else { throw .damaged }
      if index == 0 { entry.previous = Link(number: number) }
      if index == carried, carried > 0 { entry.jump = Link(number: number) }
      if index < carried { kept = reader.offset }
    }
    guard reader.offset == stored.byteCount else { throw .damaged }
    row.writeVarint(count + 1)
    row.writeVarint(link.number)
    row.write(stored.extracting(kept..<stored.byteCount))
    try chains.put(row.bytes.rawSpan, for: key.bytes, inPlace: true)
    return entry
  }
}
