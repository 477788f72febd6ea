internal import Foundation
internal import PortalCrypto

/// An event that has its place in the log, and needs no transaction to be sealed.
struct PlacedEvent: Sendable {
  let prepared: PreparedEvent
  let position: UInt64
  private let key: SubjectKey
  private let time: UInt64

  init(_ prepared: PreparedEvent, _ key: SubjectKey, at position: UInt64, time: UInt64) {
    self.prepared = prepared
    self.position = position
    self.key = key
    self.time = time
  }

  /// The event as readers will see it.
  var recorded: RecordedEvent {
    RecordedEvent(
      position: position, time: Date(timeIntervalSince1970: Double(time) / 1000),
      contents: .intact(prepared.event))
  }

  /// How long its envelope will be.
  var envelopeByteCount: Int { Envelope.overhead + prepared.record.count }

  /// Seals the event and makes its leaf.
  func seal(_ store: Store, salt: RawSpan) -> SealedPlace {
    let keyClass = prepared.event.keyClass
    let place = EventPlace(store.keys.keyring.storeID, position, keyClass)
    let record = prepared.record
    let envelope = Envelope.seal(
      record.rawSpan,
      header: Envelope.Header(keyClass: keyClass.rawValue, keyID: prepared.keyID, epoch: 1),
      context: .event, authenticating: place.bytes, key: key.envelopes, salt: salt)
    let leaf = Leaf(
      keyClass: keyClass.rawValue, position: position, time: time, subjectTag: key.leafTag)
    return SealedPlace(envelope: envelope, leaf: leaf.hash(envelope: envelope.rawSpan))
  }
}

/// What a place in the log holds.
struct SealedPlace: Sendable {
  let envelope: [UInt8]
  let leaf: MerkleHash
}
