internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// Makes the proof of one event: its envelope, the key to that envelope alone, and its place in the
  /// tree that was signed.
  ///
  /// - Parameters:
  ///   - position: which event.
  ///   - path: the file of a checkpoint of this log that the proof is to rest on, such as one that
  ///     witnesses have signed; the log's of now unless named.
  /// - Throws: `invalid` where there is no such event, or the checkpoint is older than it; `forked`
  ///   where the checkpoint is not this log's; `corrupt`.
  public func proof(
    of position: UInt64, inCheckpoint path: String? = nil
  ) throws(LogError) -> EventProof {
    do {
      let note: [UInt8]
      if let path {
        try check(checkpointIn: path)
        note = try DurableFile.read(path, limit: SignedNote.maximumByteCount)
      } else {
        note = try store.checkpoint().bytes
      }
      let size = try store.checkpoints.verified(note, path ?? store.checkpoints.path).size
      guard position > 0, position <= size else {
        throw LogError(
          .invalid, "there is no event at \(position): what was signed ends at \(size)")
      }
      return try snapshot { store, snapshot in
        try store.proof(of: position, size: size, note, snapshot)
      }
    } catch { throw LogError(wrapping: error) }
  }
}

extension Store {
  func proof(
    of position: UInt64, size: UInt64, _ note: [UInt8], _ snapshot: borrowing Snapshot
  ) throws -> EventProof {
    guard let row = try snapshot.value(for: position, in: tables.events) else {
      throw LogError.missing(position)
    }
    var tags: [BlindKey: BlindKey] = [:]
    let leaf = try leafBytes(of: row, at: position, &tags, snapshot)
    guard let frame = EventRow.frame(of: row), case let envelope = row.extracting(frame.envelope),
      let keyClass = KeyClass(rawValue: envelope.byte(at: 2))
    else { throw LogError.damaged(position) }
    let place = EventPlace(keys.keyring.storeID, position, keyClass)
    var keyMaterial: [UInt8] = []
    let keyID = BlindKey(envelope.extracting(4..<20))
    if let key = try keys.key(keyClass, of: keyID, snapshot) {
      do {
        keyMaterial = try Envelope.keyMaterial(
          of: envelope, context: .event, authenticating: place.bytes, key: key.envelopes)
      } catch { throw LogError.damaged(position) }
    }
    var nodes = NodeStore(size: size)
    let path = try InclusionProof.make(index: position - 1, size: size) { level, index in
      try node(level: level, index: index, of: &nodes, snapshot)
    }
    return EventProof(
      leaf: leaf, associated: place.bytes.array, keyMaterial: keyMaterial,
      envelope: envelope.array, index: position - 1, path: path, note: note)
  }
}
