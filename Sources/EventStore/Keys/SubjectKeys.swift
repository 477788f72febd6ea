internal import LMDB
internal import PortalCrypto

/// The keys of the subjects: made when first needed, unwrapped once, kept for a while.
final class SubjectKeys: Sendable {
  let keyring: Keyring
  private let tables: Tables
  private let recent = Locked<[KeyName: SubjectKey]>([:])
  private let slab = EnvelopeKey.slab(count: recentLimit + 256)
  private static let recentLimit = 16_384

  init(_ keyring: Keyring, _ tables: Tables) {
    self.keyring = keyring
    self.tables = tables
  }

  /// What is known of a subject, or `nil` where it has no keys yet.
  func row(_ keyID: BlindKey, _ snapshot: borrowing Snapshot) throws(LMDBError) -> SubjectRow? {
    guard let bytes = try snapshot.value(for: keyID.bytes, in: tables.subjects) else {
      return nil
    }
    guard let row = SubjectRow(decoding: bytes) else { throw .damaged }
    return row
  }

  /// The key that seals for a subject, which is made where there is none.
  ///
  /// - Throws: `LogError` with `subjectErased`.
  func sealingKey(
    _ keyClass: KeyClass, of keyID: BlindKey, in transaction: borrowing WriteTransaction
  ) throws(LogError) -> SubjectKey {
    if let key = try key(keyClass, of: keyID, making: transaction) {
      if key.isLive { return key }
    }
    throw LogError(.subjectErased, "the subject was erased; nothing can be added to it")
  }

  /// A subject's key.
  ///
  /// - Returns: `nil` where the subject was erased.
  func key(
    _ keyClass: KeyClass, of keyID: BlindKey, _ snapshot: borrowing Snapshot
  ) throws(LogError) -> SubjectKey? {
    if let key = recent.withLock({ $0[KeyName(keyID, keyClass)] }) { return key }
    let found: SubjectRow?
    do throws(LMDBError) { found = try row(keyID, snapshot) } catch { throw LogError(error) }
    guard let found else {
      throw LogError(.keyUnavailable, "a subject's key is missing; restore the store from a backup")
    }
    return try unwrap(keyClass, of: keyID, found)
  }

  private func key(
    _ keyClass: KeyClass, of keyID: BlindKey, making transaction: borrowing WriteTransaction
  ) throws(LogError) -> SubjectKey? {
    if let key = recent.withLock({ $0[KeyName(keyID, keyClass)] }) { return key }
    do {
      if let found = try row(keyID, transaction.snapshot) {
        return try unwrap(keyClass, of: keyID, found)
      }
      let made = try SubjectRow(keyID: keyID, keyring: keyring)
      let row = made.encode()
      try transaction.put(row.rawSpan, for: keyID.bytes, in: tables.subjects)
      return try unwrap(keyClass, of: keyID, made)
    } catch { throw LogError(wrapping: error) }
  }

  private func unwrap(
    _ keyClass: KeyClass, of keyID: BlindKey, _ row: SubjectRow
  ) throws(LogError) -> SubjectKey? {
    if row.state == .erased, keyClass == .phi { return nil }
    let key: SubjectKey
    do throws(KeyError) {
      let secret = try row.key(keyClass, keyID: keyID, keyring: keyring)
      key = SubjectKey(
        envelopes: EnvelopeKey(secret.bytes, in: slab), leafTag: row.leafTag,
        isLive: row.state == .live)
    } catch { throw LogError(error, keys: "the keys folder") }
    recent.withLock { recent in
      if recent.count >= Self.recentLimit { recent.removeAll(keepingCapacity: true) }
      recent[KeyName(keyID, keyClass)] = key
    }
    return key
  }

  /// Forgets the unwrapped keys: those made in a transaction that did not commit never existed.
  func forgetAll() { recent.withLock { $0.removeAll() } }
}

/// One of a subject's two keys, made ready for envelopes.
struct SubjectKey: Sendable {
  let envelopes: EnvelopeKey
  /// How the leaves of the Merkle tree name the subject.
  let leafTag: BlindKey
  /// Whether the subject was not erased.
  let isLive: Bool
}

/// Which key of which subject.
private struct KeyName: Hashable {
  let keyID: BlindKey
  let keyClass: KeyClass

  init(_ keyID: BlindKey, _ keyClass: KeyClass) {
    self.keyID = keyID
    self.keyClass = keyClass
  }
}
