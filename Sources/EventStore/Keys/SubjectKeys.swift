internal import LMDB
internal import PortalCrypto

/// The keys of the subjects: made when first needed, unwrapped once, kept for a while.
final class SubjectKeys: Sendable {
  let keyring: Keyring
  private let tables: Tables
  private let recent = Locked<[KeyName: EnvelopeKey]>([:])
  private let slab = EnvelopeKey.slab(count: recentLimit + 256)
  private static let recentLimit = 16_384
  /// How the Merkle tree names the subjects that were found live lately.
  private let leafTags = Locked<[[UInt8]: [UInt8]]>([:])
  private static let leafTagLimit = 32_768

  init(_ keyring: Keyring, _ tables: Tables) {
    self.keyring = keyring
    self.tables = tables
  }

  /// What is known of a subject, or `nil` where it has no keys yet.
  func row(_ keyID: [UInt8], _ snapshot: borrowing Snapshot) throws(LMDBError) -> SubjectRow? {
    guard let bytes = try snapshot.value(for: keyID, in: tables.subjects) else {
      return nil
    }
    guard let row = SubjectRow(decoding: bytes) else { throw .damaged }
    return row
  }

  /// Makes sure that a subject has keys.
  ///
  /// - Returns: how the leaves of the Merkle tree name the subject.
  /// - Throws: `LogError` with `subjectErased`.
  func prepare(
    _ keyID: [UInt8], in transaction: borrowing WriteTransaction
  ) throws(LogError) -> [UInt8] {
    if let tag = leafTags.withLock({ $0[keyID] }) { return tag }
    let tag = try leafTag(of: keyID, in: transaction)
    leafTags.withLock { tags in
      if tags.count >= Self.leafTagLimit { tags.removeAll(keepingCapacity: true) }
      tags[keyID] = tag
    }
    return tag
  }

  private func leafTag(
    of keyID: [UInt8], in transaction: borrowing WriteTransaction
  ) throws(LogError) -> [UInt8] {
    do {
      if let row = try row(keyID, transaction.snapshot) {
        guard row.state == .live else {
          throw LogError(.subjectErased, "the subject was erased; nothing can be added to it")
        }
        return row.leafTag
      }
      let row = try SubjectRow(keyID: keyID, keyring: keyring)
      try transaction.put(row.encode(), for: keyID, in: tables.subjects)
      return row.leafTag
    } catch { throw LogError(wrapping: error) }
  }

  /// A subject's key, made ready for envelopes.
  ///
  /// - Returns: `nil` where the subject was erased.
  func key(
    _ keyClass: KeyClass, of keyID: RawSpan, _ snapshot: borrowing Snapshot
  ) throws(LogError) -> EnvelopeKey? {
    let name = KeyName(keyID, keyClass)
    if let key = recent.withLock({ $0[name] }) { return key }
    let keyID = keyID.array
    let found: SubjectRow?
    do throws(LMDBError) { found = try row(keyID, snapshot) } catch { throw LogError(error) }
    guard let found else {
      throw LogError(.keyUnavailable, "a subject's key is missing; restore the store from a backup")
    }
    if found.state == .erased, keyClass == .phi { return nil }
    let key: EnvelopeKey
    do throws(KeyError) {
      let secret = try found.key(keyClass, keyID: keyID, keyring: keyring)
      key = EnvelopeKey(secret.bytes, in: slab)
    } catch { throw LogError(error, keys: "the keys folder") }
    recent.withLock { recent in
      if recent.count >= Self.recentLimit { recent.removeAll(keepingCapacity: true) }
      recent[name] = key
    }
    return key
  }

  /// Forgets the unwrapped keys: those made in a transaction that did not commit never existed.
  func forgetAll() {
    recent.withLock { $0.removeAll() }
    leafTags.withLock { $0.removeAll() }
  }
}

/// Which key of which subject.
private struct KeyName: Hashable {
  let high: UInt64
  let low: UInt64
  let keyClass: KeyClass

  /// - Parameter keyID: 16 bytes.
  init(_ keyID: RawSpan, _ keyClass: KeyClass) {
    high = keyID.integer(at: 0)
    low = keyID.integer(at: 8)
    self.keyClass = keyClass
  }
}
