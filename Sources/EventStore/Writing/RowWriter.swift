internal import LMDB
internal import PortalCrypto

/// Writes events' rows and their chains, in memory that it uses again for each.
struct RowWriter {
  private let tables: Tables
  private var row = ByteWriter()
  private var chain = Chain()
  private var chainRow = ByteWriter()

  init(_ tables: Tables) { self.tables = tables }

  /// Puts an event at the end of the log, and of each of its chains.
  mutating func append(
    _ chainKeys: [BlindKey], _ envelope: [UInt8], at position: UInt64, time: UInt64,
    _ chains: borrowing UpdateCursor, in transaction: borrowing WriteTransaction
  ) throws(LMDBError) {
    row.removeAll()
    EventRow.encode(time: time, chainCount: chainKeys.count, into: &row)
    for (index, key) in chainKeys.enumerated() {
      let link = Link(position: position, index: index)
      try append(link, to: key, chains).encode(at: position, into: &row)
    }
    row.write(envelope.rawSpan)
    try transaction.append(row.bytes, for: position, in: tables.events)
  }

  private mutating func append(
    _ link: Link, to key: BlindKey, _ chains: borrowing UpdateCursor
  ) throws(LMDBError) -> EventRow.Entry {
    let isThere: Bool
    if let stored = try chains.value(for: key.bytes) {
      guard chain.decode(stored) else { throw .damaged }
      isThere = true
    } else {
      chain.removeAll()
      isThere = false
    }
    let entry = chain.append(link)
    chainRow.removeAll()
    chain.encode(into: &chainRow)
    try chains.put(chainRow.bytes.rawSpan, for: key.bytes, inPlace: isThere)
    return entry
  }
}
