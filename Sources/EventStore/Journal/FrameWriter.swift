internal import LMDB
internal import PortalCrypto

/// Writes the frame of a group while the group is appended, in memory that it uses again for each.
struct FrameWriter {
  private var frame = ByteWriter()
  private var first: UInt64 = 0
  private var count: UInt32 = 0
  private var subjects: [(keyID: BlindKey, row: [UInt8])] = []
  private var commands: [(key: BlindKey, row: [UInt8])] = []

  /// Whether there is an event in it.
  var isEmpty: Bool { count == 0 }

  /// Begins anew. Subjects whose rows no frame has held yet are kept for the next.
  mutating func begin(time: UInt64) {
    frame.removeAll()
    frame.write(repeatElement(0, count: JournalFrame.headerByteCount))
    frame.write(time)
    count = 0
    commands.removeAll(keepingCapacity: true)
  }

  mutating func append(_ event: PreparedEvent, _ envelope: [UInt8], at position: UInt64) {
    if count == 0 { first = position }
    count += 1
    frame.write(UInt8(event.chainKeys.count))
    for key in event.chainKeys { frame.write(key.bytes) }
    frame.write(UInt32(envelope.count))
    frame.write(envelope.rawSpan)
  }

  mutating func append(subject keyID: BlindKey, _ row: [UInt8]) {
    subjects.append((keyID, row))
  }

  mutating func append(command key: BlindKey, _ row: [UInt8]) { commands.append((key, row)) }

  /// Ends the frame.
  ///
  /// - Returns: its bytes.
  mutating func finish(key: borrowing SecretKey) -> [UInt8] {
    frame.write(UInt32(subjects.count))
    for (keyID, row) in subjects {
      frame.write(keyID.bytes)
      frame.write(row.rawSpan)
    }
    subjects.removeAll(keepingCapacity: true)
    frame.write(UInt32(commands.count))
    for (key, row) in commands {
      frame.write(key.bytes)
      frame.write(row.rawSpan)
    }
    let nonce = randomBytes(XChaCha20Poly1305.nonceByteCount)
    var header = ByteWriter(reserving: JournalFrame.headerByteCount)
    header.write(JournalFrame.magic)
    header.write(UInt32(frame.bytes.count - JournalFrame.headerByteCount))
    header.write(first)
    header.write(count)
    header.write(UInt32(0))
    header.write(nonce)
    frame.overwrite(header.bytes, at: 0)
    let tag = XChaCha20Poly1305.seal(
      RawSpan(), nonce: nonce.rawSpan, authenticating: frame.bytes.rawSpan, key: key.bytes)
    frame.write(tag.rawSpan)
    return frame.bytes
  }
}
