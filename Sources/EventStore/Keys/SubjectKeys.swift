internal import LMDB
internal import PortalCrypto

/// The keys of the subjects: made when first needed, unwrapped once, kept for a while.
final class SubjectKeys: Sendable {
  let keyring: Keyring
  private let tables: Tables
  private let cache = KeyCache(capacity: 16_384)
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

  /// Runs `body` with a subject's key.
  ///
  /// - Returns: `nil` where the subject was erased.
  func withKey<Result>(
    _ keyClass: KeyClass, of keyID: [UInt8], _ snapshot: borrowing Snapshot,
    _ body: (RawSpan) -> Result
  ) throws(LogError) -> Result? {
    let name = keyID + [keyClass.rawValue]
    if let result = cache.withKey(for: name, body) { return result }
    let found: SubjectRow?
    do throws(LMDBError) { found = try row(keyID, snapshot) } catch { throw LogError(error) }
    guard let found else {
      throw LogError(.keyUnavailable, "a subject's key is missing; restore the store from a backup")
    }
    if found.state == .erased, keyClass == .phi { return nil }
    do throws(KeyError) {
      let key = try found.key(keyClass, keyID: keyID, keyring: keyring)
      cache.store(key, for: name)
      return body(key.bytes)
    } catch { throw LogError(error, keys: "the keys folder") }
  }

  /// Forgets the unwrapped keys: those made in a transaction that did not commit never existed.
  func forgetAll() {
    cache.removeAll()
    leafTags.withLock { $0.removeAll() }
  }
}
