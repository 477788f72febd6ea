internal import LMDB
internal import PortalCrypto

/// What the table `subjects` keeps of a subject under its key identifier.
///
/// ```
/// version 1 | state 1 | bucket 1 | zero 1 | bucket epoch u32 | leaf tag 16 | phi 72 | audit 72
/// ```
///
/// The keys are wrapped by the key of the subject's bucket. An erasure zeroes `phi`.
struct SubjectRow {
  static let byteCount = 24 + 2 * KeyWrap.byteCount

  enum State: UInt8 { case live = 1, erased = 2 }

  var state: State
  var bucket: UInt8
  var epoch: UInt32
  /// How the leaves of the Merkle tree name the subject.
  var leafTag: BlindKey
  var phi: [UInt8]
  var audit: [UInt8]

  /// New keys for a subject.
  init(keyID: BlindKey, keyring: Keyring) throws(KeyError) {
    state = .live
    // The key identifier is a keyed hash, so any byte of it spreads subjects evenly.
    bucket = keyID.bytes.byte(at: 15)
    epoch = keyring.bucketEpoch(bucket)
    let bucketKey = try keyring.bucketKey(bucket, epoch: epoch)
    let auditKey = SecretKey.random()
    leafTag = Self.leafTag(auditKey)
    phi = KeyWrap.wrap(
      SecretKey.random(), under: bucketKey.secret,
      context: Self.context(.phi, keyID, keyring).rawSpan)
    audit = KeyWrap.wrap(
      auditKey, under: bucketKey.secret, context: Self.context(.audit, keyID, keyring).rawSpan)
  }

  init?(decoding row: RawSpan) {
    guard row.byteCount == Self.byteCount, row.byte(at: 0) == 1,
      let state = State(rawValue: row.byte(at: 1)), row.byte(at: 3) == 0
    else { return nil }
    self.state = state
    bucket = row.byte(at: 2)
    epoch = UInt32(bigEndian: row, at: 4)
    leafTag = BlindKey(row.extracting(8..<24))
    phi = row.extracting(24..<24 + KeyWrap.byteCount).array
    audit = row.extracting(24 + KeyWrap.byteCount..<Self.byteCount).array
    // Whoever still has the key was not erased.
    guard state == .live || phi.allSatisfy({ $0 == 0 }) else { return nil }
  }

  /// Whether the keys open, and the rest is what they say.
  func isSound(keyID: BlindKey, keyring: Keyring) -> Bool {
    do throws(KeyError) {
      if state == .live { _ = try key(.phi, keyID: keyID, keyring: keyring) }
      let auditKey = try key(.audit, keyID: keyID, keyring: keyring)
      return leafTag == Self.leafTag(auditKey)
    } catch { return false }
  }

  private static func leafTag(_ auditKey: borrowing SecretKey) -> BlindKey {
    let tag = HMACSHA256.tag(of: Array("portal/leaf/v1".utf8).rawSpan, key: auditKey.bytes)
    return BlindKey(tag.rawSpan.extracting(0..<16))
  }

  func encode() -> [UInt8] {
    [1, state.rawValue, bucket, 0] + epoch.bigEndianBytes + leafTag.array + phi + audit
  }

  /// The same keys, wrapped by the bucket's newest key.
  func rewrapped(keyID: BlindKey, keyring: Keyring) throws(KeyError) -> SubjectRow {
    var row = self
    row.epoch = keyring.bucketEpoch(bucket)
    let bucketKey = try keyring.bucketKey(bucket, epoch: row.epoch)
    func wrap(_ keyClass: KeyClass) throws(KeyError) -> [UInt8] {
      KeyWrap.wrap(
        try key(keyClass, keyID: keyID, keyring: keyring), under: bucketKey.secret,
        context: Self.context(keyClass, keyID, keyring).rawSpan)
    }
    if state == .live { row.phi = try wrap(.phi) }
    row.audit = try wrap(.audit)
    return row
  }

  /// The same subject without the key to its health data.
  func erased() -> SubjectRow {
    var row = self
    row.state = .erased
    row.phi = [UInt8](repeating: 0, count: KeyWrap.byteCount)
    return row
  }

  /// Unwraps one of the keys.
  func key(
    _ keyClass: KeyClass, keyID: BlindKey, keyring: Keyring
  ) throws(KeyError) -> SecretKey {
    let bucketKey = try keyring.bucketKey(bucket, epoch: epoch)
    do throws(CryptoError) {
      return try KeyWrap.unwrap(
        (keyClass == .phi ? phi : audit).rawSpan, under: bucketKey.secret,
        context: Self.context(keyClass, keyID, keyring).rawSpan)
    } catch { throw .wrong }
  }

  private static func context(
    _ keyClass: KeyClass, _ keyID: BlindKey, _ keyring: Keyring
  ) -> [UInt8] {
    Array("portal/subject/v1\0".utf8) + keyring.storeID + keyID.array + [keyClass.rawValue]
  }
}
