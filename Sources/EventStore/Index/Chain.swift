internal import LMDB
internal import PortalCrypto

/// All events of one type, subject or tag, from the newest back to the first.
///
/// The events link backwards, so that an append rewrites one small row per chain and bulk loading
/// stays fast. Each event holds a link to the one before it and a jump: the n-th event of a chain
/// jumps to the one whose number is n without its lowest set bit, as in a Fenwick tree (P. Fenwick,
/// "A New Data Structure for Cumulative Frequency Tables", 1994). With both, any place in a chain
/// is found in O(log² n) steps, so that reading forwards, in pages, is cheap too.
///
/// The row in the table `chains` holds the chain's length n and the links to the events n,
/// n without its lowest bit, and so on: all that the next append needs.
///
/// ```
/// n varint | per set bit of n: position << 6 | index, varint
/// ```
struct Chain {
  private(set) var count: UInt64 = 0
  /// The newest event first, then along the jumps.
  private(set) var path: [Link] = []

  init() {}

  init?(decoding row: RawSpan) {
    var reader = ByteReader(row)
    guard let count = reader.readVarint() else { return nil }
    for _ in 0..<count.nonzeroBitCount {
      guard let number = reader.readVarint() else { return nil }
      path.append(Link(number: number))
    }
    self.count = count
  }

  func encode(into writer: inout ByteWriter) {
    writer.writeVarint(count)
    for link in path { writer.writeVarint(link.number) }
  }

  func encode() -> [UInt8] {
    var writer = ByteWriter()
    encode(into: &writer)
    return writer.bytes
  }

  /// Adds an event.
  ///
  /// - Returns: what the event's row holds of this chain.
  mutating func append(_ link: Link) -> EventRow.Entry {
    // The lowest set bits of the old count, which the new one carries into one higher bit.
    let carried = (~count).trailingZeroBitCount
    let entry = EventRow.Entry(
      previous: path.first,
      jump: carried > 0 && path.count > carried ? path[carried] : nil)
    path.replaceSubrange(0..<carried, with: CollectionOfOne(link))
    count += 1
    return entry
  }

  /// The newest event, or `nil` where there is none.
  var newest: Node? { path.first.map { Node(number: count, link: $0) } }

  /// An event of the chain and its number in it, from 1.
  struct Node {
    let number: UInt64
    let link: Link

    var position: UInt64 { link.position }
    /// The number that the jump leads to; 0 leads nowhere.
    var jumpNumber: UInt64 { number & (number - 1) }
  }
}

extension Snapshot {
  func chain(_ key: BlindKey, in tables: Tables) throws(LMDBError) -> Chain {
    guard let row = try value(for: key.bytes, in: tables.chains) else { return Chain() }
    guard let chain = Chain(decoding: row) else { throw .damaged }
    return chain
  }

  /// The position of a chain's newest event; 0 where there is none.
  func newest(_ key: BlindKey, in tables: Tables) throws(LMDBError) -> UInt64 {
    guard let row = try value(for: key.bytes, in: tables.chains) else { return 0 }
    var reader = ByteReader(row)
    guard let count = reader.readVarint(), count > 0, let number = reader.readVarint() else {
      throw .damaged
    }
    return Link(number: number).position
  }

  /// The chain of a name; an empty one for a name that no event can have.
  func chain(
    _ name: String, _ key: (String) -> BlindKey, in tables: Tables
  ) throws(LMDBError) -> Chain {
    Name.isValid(name) ? try chain(key(name), in: tables) : Chain()
  }
}
