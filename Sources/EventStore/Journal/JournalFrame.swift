internal import LMDB
internal import PortalCrypto

/// What one group of appends adds to the log, as the journal keeps it until LMDB has it: all that is
/// needed to do it again, byte for byte.
///
/// ```
/// magic "PJF1" 4 | body length u32 | first position u64 | event count u32 | zero 4 | nonce 24
/// body: time u64
///       per event: chain count u8 | chain keys 16 … | envelope length u32 | envelope
///       subject count u32 | per subject: key identifier 16 | row 168
///       command count u32 | per command: blind key 16 | row 44
/// tag 16: XChaCha20-Poly1305 of nothing, all before it authenticated
/// ```
struct JournalFrame {
  let first: UInt64
  let time: UInt64
  let events: [Entry]
  let subjects: [(keyID: BlindKey, row: [UInt8])]
  let commands: [(key: BlindKey, row: [UInt8])]

  struct Entry {
    let chainKeys: [BlindKey]
    let envelope: [UInt8]
  }

  var last: UInt64 { first + UInt64(events.count) - 1 }

  static let magic: UInt32 = 0x504a_4631
  static let headerByteCount = 48
  static let nonceOffset = 24
  static let tagByteCount = XChaCha20Poly1305.tagByteCount

  /// The fields in front of a frame, which say whether it's worth to be read.
  struct Header {
    let bodyByteCount: Int
    let first: UInt64
    let count: UInt32

    var last: UInt64 { first + UInt64(count) - 1 }
    var byteCount: Int {
      JournalFrame.headerByteCount + bodyByteCount + JournalFrame.tagByteCount
    }

    /// - Returns: `nil` where the bytes are none.
    init?(_ bytes: RawSpan) {
      guard bytes.byteCount >= JournalFrame.headerByteCount,
        UInt32(bigEndian: bytes, at: 0) == JournalFrame.magic
      else { return nil }
      bodyByteCount = Int(UInt32(bigEndian: bytes, at: 4))
      first = UInt64(bigEndian: bytes, at: 8)
      count = UInt32(bigEndian: bytes, at: 16)
      guard count > 0, first > 0, !first.addingReportingOverflow(UInt64(count)).overflow else {
        return nil
      }
    }
  }

  /// Reads a frame.
  ///
  /// - Returns: `nil` where it was not written whole, or changed since.
  init?(_ bytes: RawSpan, key: borrowing SecretKey) {
    guard let header = Header(bytes), bytes.byteCount == header.byteCount else { return nil }
    let end = bytes.byteCount - Self.tagByteCount
    let nonce = bytes.extracting(Self.nonceOffset..<Self.headerByteCount)
    guard
      XChaCha20Poly1305.open(
        bytes.extracting(end..<bytes.byteCount), nonce: nonce,
        authenticating: bytes.extracting(0..<end), key: key.bytes) != nil
    else { return nil }
    first = header.first
    var reader = ByteReader(bytes.extracting(Self.headerByteCount..<end))
    guard let time = reader.read(UInt64.self),
      let events = Self.readEvents(Int(header.count), &reader),
      let subjects = Self.readRows(SubjectRow.byteCount, &reader),
      let commands = Self.readRows(CommandRow.byteCount, &reader)
    else { return nil }
    self.time = time
    self.events = events
    self.subjects = subjects.map { (keyID: $0.key, row: $0.row) }
    self.commands = commands
  }

  private static func readEvents(_ count: Int, _ reader: inout ByteReader) -> [Entry]? {
    var events: [Entry] = []
    for _ in 0..<count {
      guard let chainCount = reader.read(UInt8.self) else { return nil }
      var chainKeys: [BlindKey] = []
      for _ in 0..<chainCount {
        guard let key = reader.read(BlindKey.byteCount) else { return nil }
        chainKeys.append(BlindKey(key.rawSpan))
      }
      guard let length = reader.read(UInt32.self), let envelope = reader.read(Int(length)) else {
        return nil
      }
      events.append(Entry(chainKeys: chainKeys, envelope: envelope))
    }
    return events
  }

  private static func readRows(
    _ byteCount: Int, _ reader: inout ByteReader
  ) -> [(key: BlindKey, row: [UInt8])]? {
    guard let count = reader.read(UInt32.self) else { return nil }
    var rows: [(key: BlindKey, row: [UInt8])] = []
    for _ in 0..<count {
      guard let key = reader.read(BlindKey.byteCount), let row = reader.read(byteCount) else {
        return nil
      }
      rows.append((BlindKey(key.rawSpan), row))
    }
    return rows
  }
}
