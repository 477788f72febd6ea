internal import LMDB
internal import PortalCrypto

/// What a group adds to the log, from which its frame in the journal is made: see ``JournalFrame``.
struct GroupFrame: Sendable {
  private var time: UInt64 = 0
  private var batches: [SealingBatch] = []
  private var subjects: [(BlindKey, [UInt8])] = []
  private var commands: [(BlindKey, [UInt8])] = []
  /// How many bytes the frame has.
  private(set) var byteCount = Self.emptyByteCount

  private static let emptyByteCount =
    JournalFrame.headerByteCount + 8 + 4 + 4 + JournalFrame.tagByteCount

  /// Whether there is no event in it.
  var isEmpty: Bool { batches.isEmpty }

  /// Begins anew. Subjects whose rows no frame has held yet are kept for the next.
  mutating func begin(time: UInt64) {
    self.time = time
    if !isEmpty { subjects = [] }
    batches = []
    commands = []
    byteCount = Self.emptyByteCount + subjects.count * (BlindKey.byteCount + SubjectRow.byteCount)
  }

  mutating func append(_ batch: SealingBatch) {
    batches.append(batch)
    for event in batch.placed {
      byteCount +=
        1 + event.prepared.chainKeys.count * BlindKey.byteCount + 4 + event.envelopeByteCount
    }
  }

  mutating func append(subject keyID: BlindKey, _ row: [UInt8]) {
    subjects.append((keyID, row))
    byteCount += BlindKey.byteCount + row.count
  }

  mutating func append(command key: BlindKey, _ row: [UInt8]) {
    commands.append((key, row))
    byteCount += BlindKey.byteCount + row.count
  }

  /// Makes the frame, which takes the sealing of its events.
  func bytes(key: borrowing SecretKey) -> [UInt8] {
    let events = batches.reduce(0) { $0 + $1.placed.count }
    let nonce = randomBytes(XChaCha20Poly1305.nonceByteCount)
    var frame = ByteWriter(reserving: byteCount)
    frame.write(JournalFrame.magic)
    frame.write(
      UInt32(byteCount - JournalFrame.headerByteCount - JournalFrame.tagByteCount))
    frame.write(batches.first?.placed.first?.position ?? 0)
    frame.write(UInt32(events))
    frame.write(UInt32(0))
    frame.write(nonce)
    frame.write(time)
    for batch in batches {
      for (placed, sealed) in zip(batch.placed, batch.places) {
        Self.write(placed, sealed.envelope, to: &frame)
      }
    }
    Self.write(subjects, to: &frame)
    Self.write(commands, to: &frame)
    let tag = XChaCha20Poly1305.seal(
      RawSpan(), nonce: nonce.rawSpan, authenticating: frame.bytes.rawSpan, key: key.bytes)
    frame.write(tag.rawSpan)
    return frame.bytes
  }

  private static func write(
    _ placed: PlacedEvent, _ envelope: [UInt8], to frame: inout ByteWriter
  ) {
    let chainKeys = placed.prepared.chainKeys
    frame.write(UInt8(chainKeys.count))
    for key in chainKeys { frame.write(key.bytes) }
    frame.write(UInt32(envelope.count))
    frame.write(envelope.rawSpan)
  }

  private static func write(_ rows: [(BlindKey, [UInt8])], to frame: inout ByteWriter) {
    frame.write(UInt32(rows.count))
    for (key, row) in rows {
      frame.write(key.bytes)
      frame.write(row.rawSpan)
    }
  }
}
