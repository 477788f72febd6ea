internal import LMDB
internal import PortalCrypto

/// The keys of the subjects: made when first needed, unwrapped once, kept for a while.
final class SubjectKeys: Sendable {
  let keyring: Keyring
  private let tables: Tables
  private let recent = Locked(Recent())
  private static let recentLimit = 16_384

  /// The keys that were unwrapped lately.
  private struct Recent {
    /// As of which change of the keys they are right.
    var generation: UInt64 = 0
    var keys: [KeyName: SubjectKey] = [:]
  }

  init(_ keyring: Keyring, _ tables: Tables) {
    self.keyring = keyring
    self.tables = tables
  }

  /// Looks whether keys were changed or subjects erased, by whichever process, and forgets what was
  /// so before. Every transaction begins with it.
  func refresh(_ snapshot: borrowing Snapshot) throws(LogError) {
    let generation = try generation(snapshot)
    guard recent.withLock({ generation > $0.generation }) else { return }
    // First the keys, then the number: nobody takes the old ones for the new.
    do throws(KeyError) { try keyring.reload() } catch { throw refusal(error) }
    recent.withLock { recent in
      if generation > recent.generation { recent = Recent(generation: generation) }
    }
  }

  private func refusal(_ error: KeyError) -> LogError {
    guard error == .wrong else { return LogError(error, keys: "the keys folder") }
    return LogError(
      .keyUnavailable, "another process has changed the root key; start this one again")
  }

  /// How often keys were changed or subjects erased.
  func generation(_ snapshot: borrowing Snapshot) throws(LogError) -> UInt64 {
    do throws(LMDBError) {
      guard let row = try snapshot.value(for: Tables.keysKey, in: tables.meta) else { return 0 }
      guard row.byteCount == 8 else { throw .damaged }
      return UInt64(bigEndian: row)
    } catch { throw LogError(error) }
  }

  /// Lets everyone know, once the transaction is committed, that keys were changed.
  func noteChange(in transaction: borrowing WriteTransaction) throws(LogError) {
    let generation = try generation(transaction.snapshot) + 1
    do throws(LMDBError) {
      try transaction.put(generation.bigEndianBytes, for: Tables.keysKey, in: tables.meta)
    } catch { throw LogError(error) }
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
  /// - Parameter made: told of the row of a subject that had no keys before.
  /// - Throws: `LogError` with `subjectErased`; `LMDBError` as it is, so that the map can grow.
  func sealingKey(
    _ keyClass: KeyClass, of keyID: BlindKey, in transaction: borrowing WriteTransaction,
    made: (_ row: [UInt8]) -> Void = { _ in }
  ) throws -> SubjectKey {
    if let key = try key(keyClass, of: keyID, making: transaction, made) {
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
    if let key = known(keyClass, keyID) { return key }
    let found: SubjectRow?
    do throws(LMDBError) { found = try row(keyID, snapshot) } catch { throw LogError(error) }
    guard let found else {
      throw LogError(.keyUnavailable, "a subject's key is missing; restore the store from a backup")
    }
    return try unwrap(keyClass, of: keyID, found, snapshot)
  }

  private func known(_ keyClass: KeyClass, _ keyID: BlindKey) -> SubjectKey? {
    recent.withLock { $0.keys[KeyName(keyID, keyClass)] }
  }

  private func key(
    _ keyClass: KeyClass, of keyID: BlindKey, making transaction: borrowing WriteTransaction,
    _ tell: (_ row: [UInt8]) -> Void
  ) throws -> SubjectKey? {
    if let key = known(keyClass, keyID) { return key }
    if let found = try row(keyID, transaction.snapshot) {
      return try unwrap(keyClass, of: keyID, found, transaction.snapshot)
    }
    let made: SubjectRow
    do throws(KeyError) { made = try SubjectRow(keyID: keyID, keyring: keyring) } catch {
      throw LogError(error, keys: "the keys folder")
    }
    // A key that another process has wiped meanwhile must wrap nothing.
    guard made.epoch >= (try BucketEpochs(transaction.snapshot, in: tables)[made.bucket]) else {
      throw refusal(.wrong)
    }
    let row = made.encode()
    try transaction.put(row.rawSpan, for: keyID.bytes, in: tables.subjects)
    tell(row)
    return try unwrap(keyClass, of: keyID, made, transaction.snapshot)
  }

  private func unwrap(
    _ keyClass: KeyClass, of keyID: BlindKey, _ row: SubjectRow, _ snapshot: borrowing Snapshot
  ) throws(LogError) -> SubjectKey? {
    if row.state == .erased, keyClass == .phi { return nil }
    let key: SubjectKey
    do throws(KeyError) {
      let secret = try row.key(keyClass, keyID: keyID, keyring: keyring)
      key = SubjectKey(
        envelopes: EnvelopeKey(secret.bytes), leafTag: row.leafTag,
        isLive: row.state == .live)
    } catch { throw LogError(error, keys: "the keys folder") }
    // What an older snapshot still shows may have been erased since.
    let generation = try generation(snapshot)
    recent.withLock { recent in
      guard recent.generation == generation else { return }
      if recent.keys.count >= Self.recentLimit { recent.keys.removeAll(keepingCapacity: true) }
      recent.keys[KeyName(keyID, keyClass)] = key
    }
    return key
  }

  /// Forgets the unwrapped keys: those made in a transaction that did not commit never existed.
  func forgetAll() { recent.withLock { $0 = Recent() } }
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
