internal import Foundation
internal import LMDB
internal import PortalCrypto

/// An open store: its file, its tables, its keys.
struct Store: Sendable {
  let bellPath: String
  let bell: CommitBell
  let environment: Environment
  let tables: Tables
  let keys: SubjectKeys
  let blind: BlindIndex
  let checkpoints: CheckpointFile
  let views: [any InlineView]
  let clock: @Sendable () -> Date

  /// The last position; 0 for an empty log.
  func head(_ snapshot: borrowing Snapshot) throws(LMDBError) -> UInt64 {
    try snapshot.lastKey(in: tables.events) ?? 0
  }

  /// Opens an event's envelope.
  func event(
    at position: UInt64, row: RawSpan, _ snapshot: borrowing Snapshot
  ) throws(LogError) -> RecordedEvent {
    let damaged = LogError.damaged(position)
    guard let frame = EventRow.frame(of: row) else { throw damaged }
    let envelope = row.extracting(frame.envelope)
    let header: Envelope.Header
    do throws(CryptoError) { header = try Envelope.Header(of: envelope) } catch { throw damaged }
    guard let keyClass = KeyClass(rawValue: header.keyClass) else { throw damaged }
    let time = Date(timeIntervalSince1970: Double(frame.time) / 1000)
    let associated = associatedData(position: position, keyClass)
    let opened = try keys.withKey(keyClass, of: header.keyID, snapshot) { key in
      Result { () throws(CryptoError) in
        try Envelope.open(
          envelope, context: .event, authenticating: associated.rawSpan, key: key)
      }
    }
    switch opened {
    case nil: return RecordedEvent(position: position, time: time, contents: .erased)
    case .failure: throw damaged
    case .success(let plaintext):
      guard let event = EventRecord.decode(plaintext.rawSpan, keyClass: keyClass) else {
        throw damaged
      }
      return RecordedEvent(position: position, time: time, contents: .intact(event))
    }
  }

  /// Seals an event at its position.
  func seal(
    _ event: NewEvent, at position: UInt64, keyID: [UInt8], _ snapshot: borrowing Snapshot
  ) throws(LogError) -> [UInt8] {
    let associated = associatedData(position: position, event.keyClass)
    let record = EventRecord.encode(event)
    let header = Envelope.Header(keyClass: event.keyClass.rawValue, keyID: keyID, epoch: 1)
    let envelope = try keys.withKey(event.keyClass, of: keyID, snapshot) { key in
      Envelope.seal(
        record.rawSpan, header: header, context: .event, authenticating: associated.rawSpan,
        key: key)
    }
    guard let envelope else {
      throw LogError(.subjectErased, "the subject was erased; nothing can be added to it")
    }
    return envelope
  }

  /// store UUID ‖ position ‖ class: an envelope opens nowhere else.
  private func associatedData(position: UInt64, _ keyClass: KeyClass) -> [UInt8] {
    keys.keyring.storeID + position.bigEndianBytes + [keyClass.rawValue]
  }
}
