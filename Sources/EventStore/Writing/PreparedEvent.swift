internal import PortalCrypto

/// An event with all that can be made ready before its turn comes: the writer has but one thread,
/// those who append have theirs.
///
/// An object, since it passes through several hands and one count is cheaper than six.
final class PreparedEvent: Sendable {
  let event: NewEvent
  /// Whose keys seal it.
  let keyID: BlindKey
  /// The chains that it stands in: its type's, its subject's, its tags', each once.
  let chainKeys: [BlindKey]
  /// The plaintext of its envelope.
  let record: [UInt8]

  init(_ event: NewEvent, _ blind: BlindIndex) {
    self.event = event
    keyID = blind.key(subject: event.subject)
    chainKeys = Self.chainKeys(of: event, keyID: keyID, blind)
    record = EventRecord.encode(event)
  }

  static func chainKeys(
    of event: NewEvent, keyID: BlindKey, _ blind: BlindIndex
  ) -> [BlindKey] {
    var keys: [BlindKey] = []
    keys.reserveCapacity(event.tags.count + 2)
    keys.append(blind.key(type: event.type))
    if event.subject != nil { keys.append(keyID) }
    for tag in event.tags {
      let key = blind.key(tag: tag)
      if !keys.contains(key) { keys.append(key) }
    }
    return keys
  }
}
