internal import PortalCrypto

/// An event with all that can be made ready before its turn comes: the writer has but one thread,
/// those who append have theirs.
struct PreparedEvent: Sendable {
  let event: NewEvent
  /// Whose keys seal it.
  let keyID: [UInt8]
  /// The chains that it stands in: its type's, its subject's, its tags', each once.
  let chainKeys: [[UInt8]]
  /// The plaintext of its envelope.
  let record: [UInt8]

  init(_ event: NewEvent, _ blind: BlindIndex) {
    self.event = event
    keyID = blind.key(subject: event.subject)
    chainKeys = Self.chainKeys(of: event, keyID: keyID, blind)
    record = EventRecord.encode(event)
  }

  static func chainKeys(
    of event: NewEvent, keyID: [UInt8], _ blind: BlindIndex
  ) -> [[UInt8]] {
    var keys = [blind.key(type: event.type)]
    if event.subject != nil { keys.append(keyID) }
    for tag in event.tags {
      let key = blind.key(tag: tag)
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}
