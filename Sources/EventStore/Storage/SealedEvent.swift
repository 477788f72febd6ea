internal import Foundation
internal import LMDB
internal import PortalCrypto

/// An event's row with the key that opens it: what is left to do needs no transaction and no lock,
/// and so can be done on any core, while the snapshot that the row came from is open.
struct SealedEvent: Sendable {
  let position: UInt64
  private let time: UInt64
  private let keyClass: KeyClass
  private let keyID: BlindKey
  /// `nil` where the subject was erased.
  private let key: EnvelopeKey?
  private let envelope: MappedRow

  /// - Parameters:
  ///   - row: the event's row.
  ///   - neighbour: an event read before it; many in a row are one subject's.
  /// - Throws: `LogError` with `corrupt` where it is none; `keyUnavailable`.
  init(
    _ row: RawSpan, at position: UInt64, _ keys: SubjectKeys, _ snapshot: borrowing Snapshot,
    after neighbour: SealedEvent? = nil
  ) throws(LogError) {
    guard let frame = EventRow.frame(of: row) else { throw .damaged(position) }
    let envelope = row.extracting(frame.envelope)
    guard let keyClass = KeyClass(rawValue: envelope.byte(at: 2)) else { throw .damaged(position) }
    self.position = position
    self.keyClass = keyClass
    self.envelope = MappedRow(envelope)
    time = frame.time
    keyID = BlindKey(envelope.extracting(4..<20))
    if let neighbour, neighbour.keyID == keyID, neighbour.keyClass == keyClass {
      key = neighbour.key
    } else {
      key = try keys.key(keyClass, of: keyID, snapshot)?.envelopes
    }
  }

  /// Opens the envelope.
  func open(storeID: [UInt8]) throws(LogError) -> RecordedEvent {
    let time = Date(timeIntervalSince1970: Double(time) / 1000)
    guard let key else {
      return RecordedEvent(position: position, time: time, contents: .erased)
    }
    let place = EventPlace(storeID, position, keyClass)
    var event: NewEvent?
    do throws(CryptoError) {
      try Envelope.withOpened(
        envelope.bytes, context: .event, authenticating: place.bytes, key: key
      ) { event = EventRecord.decode($0, keyClass: keyClass) }
    } catch { throw .damaged(position) }
    guard let event = event.take() else { throw .damaged(position) }
    return RecordedEvent(position: position, time: time, contents: .intact(event))
  }
}
