internal import PortalCrypto

/// The value of an event's row in the table `events`.
///
/// ```
/// time u64 (ms since 1970) | chain count u8 | per chain: previous varint, jump varint | envelope
/// ```
///
/// An event stands in one chain for its type, its subject and each of its tags. `previous` leads
/// to the event before it in that chain, `jump` further back: see ``Chain``.
enum EventRow {
  /// Where an event's chain goes on, backwards.
  struct Entry: Equatable {
    var previous: Link?
    /// `nil` too where it leads to the same event as `previous`.
    var jump: Link?

    func encode(at position: UInt64, into writer: inout ByteWriter) {
      writer.writeVarint(Link.encode(previous, from: position))
      writer.writeVarint(Link.encode(jump, from: position))
    }
  }

  /// Writes what stands before the entries.
  static func encode(time: UInt64, chainCount: Int, into writer: inout ByteWriter) {
    writer.write(time)
    writer.write(UInt8(chainCount))
  }

  /// Reads one chain's entry without the rest of the row.
  static func entry(_ index: Int, of row: RawSpan, at position: UInt64) -> Entry? {
    guard row.byteCount > 9, index < row.byte(at: 8) else { return nil }
    var reader = ByteReader(row.extracting(9..<row.byteCount))
    for _ in 0..<index { _ = (reader.readVarint(), reader.readVarint()) }
    guard let previous = reader.readVarint(), let jump = reader.readVarint() else { return nil }
    return Entry(
      previous: Link(decoding: previous, from: position), jump: Link(decoding: jump, from: position)
    )
  }

  /// The time and the place of the envelope.
  static func frame(of row: RawSpan) -> (time: UInt64, envelope: Range<Int>)? {
    let count = row.byteCount
    guard count > 9 else { return nil }
    var start = 9
    // Two varints a chain: each ends at a byte without its highest bit.
    var left = 2 * Int(row.byte(at: 8))
    while left > 0, start < count {
      if row.byte(at: start) < 0x80 { left -= 1 }
      start += 1
    }
    guard count - start >= Envelope.overhead else { return nil }
    return (row.integer(at: 0), start..<count)
  }
}

/// A place in a chain: an event, and which of its chains is meant.
struct Link: Hashable {
  let position: UInt64
  /// The index of the chain among those of the event, at most 63.
  let index: Int

  init(position: UInt64, index: Int) {
    self.position = position
    self.index = index
  }

  /// As a chain's row holds it.
  var number: UInt64 { position << 6 | UInt64(index) }

  init(number: UInt64) { self.init(position: number >> 6, index: Int(number & 63)) }

  /// As the distance back from an event: 0 for none.
  static func encode(_ link: Link?, from position: UInt64) -> UInt64 {
    link.map { (position - $0.position) << 6 | UInt64($0.index) } ?? 0
  }

  init?(decoding number: UInt64, from position: UInt64) {
    guard number != 0, number >> 6 < position else { return nil }
    self.init(position: position - number >> 6, index: Int(number & 63))
  }
}
