internal import Foundation
internal import PortalCrypto

/// What the table `commands` keeps of an append that carried a command's identifier.
///
/// ```
/// request hash 32 | first position u64 | count u32
/// ```
struct CommandRow {
  static let byteCount = 44

  var requestHash: [UInt8]
  var positions: Range<UInt64>

  init(requestHash: [UInt8], positions: Range<UInt64>) {
    self.requestHash = requestHash
    self.positions = positions
  }

  init?(decoding row: RawSpan) {
    guard row.byteCount == Self.byteCount else { return nil }
    requestHash = row.extracting(0..<32).array
    let first = UInt64(bigEndian: row, at: 32)
    let (end, isBeyond) = first.addingReportingOverflow(UInt64(UInt32(bigEndian: row, at: 40)))
    guard !isBeyond else { return nil }
    positions = first..<end
  }

  func encode() -> [UInt8] {
    requestHash + positions.lowerBound.bigEndianBytes + UInt32(positions.count).bigEndianBytes
  }

  /// The hash of what a request asks for, keyed, so that it says nothing about the content.
  ///
  /// The identifiers of the events don't count, since a repeated request may have made new ones.
  static func hash(
    of events: [PreparedEvent], _ condition: AppendCondition?, key: borrowing SecretKey
  ) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeVarint(UInt64(events.count))
    for event in events.lazy.map(\.event) {
      writer.writeCounted(event.type.utf8)
      writer.writeCounted((event.subject?.name ?? "").utf8)
      writer.write([event.keyClass.rawValue])
      writer.writeVarint(UInt64(event.tags.count))
      for tag in event.tags { writer.writeCounted(tag.utf8) }
      writer.writeCounted(event.metadata)
      writer.writeCounted(event.data)
    }
    writer.write([condition == nil ? 0 : 1])
    for item in condition?.query.items ?? [] {
      for names in [item.types, item.tags] {
        writer.writeVarint(UInt64(names.count))
        for name in names { writer.writeCounted(name.utf8) }
      }
    }
    writer.writeVarint(condition?.after ?? 0)
    return BLAKE2b.hash(writer.bytes.rawSpan, key: key, byteCount: 32)
  }
}
