internal import Foundation
internal import LMDB
internal import PortalCrypto

/// An erasure that was asked for, kept in the table `meta` until it is done, so that the next opening
/// of the store ends what a crash interrupted.
///
/// ```
/// key identifier 16 | envelope, context "portal/view/v1", sealed by the subject's audit key
/// ```
struct ErasureRequest: Codable {
  /// Who is to be erased.
  let subject: String
  let reason: String
  /// What the embedding program says about the erasure.
  let metadata: [UInt8]

  /// The request that is pending; `nil` where there is none.
  init?(pendingIn store: Store, _ snapshot: borrowing Snapshot) throws {
    guard let row = try snapshot.value(for: Tables.erasingKey, in: store.tables.meta) else {
      return nil
    }
    guard row.byteCount > BlindKey.byteCount else { throw LogError(LMDBError.damaged) }
    let keyID = BlindKey(row.extracting(0..<BlindKey.byteCount))
    guard let key = try store.keys.key(.audit, of: keyID, snapshot) else {
      throw LogError(LMDBError.damaged)
    }
    let place = Self.place(keyID, store)
    do {
      let bytes = try Envelope.open(
        row.extracting(BlindKey.byteCount..<row.byteCount), context: .view,
        authenticating: place.rawSpan, key: key.envelopes)
      self = try JSONDecoder().decode(Self.self, from: Data(bytes))
    } catch { throw LogError(LMDBError.damaged) }
  }

  init(_ subject: Subject, reason: String, metadata: [UInt8]) {
    self.subject = subject.name
    self.reason = reason
    self.metadata = metadata
  }

  func save(in store: Store, _ transaction: borrowing WriteTransaction) throws {
    let keyID = store.blind.key(subject: Subject(subject))
    let key = try store.keys.sealingKey(.audit, of: keyID, in: transaction)
    let place = Self.place(keyID, store)
    let envelope = Envelope.seal(
      Array(try JSONEncoder().encode(self)).rawSpan,
      header: Envelope.Header(keyClass: KeyClass.audit.rawValue, keyID: keyID, epoch: 1),
      context: .view, authenticating: place.rawSpan, key: key.envelopes)
    try transaction.put(keyID.array + envelope, for: Tables.erasingKey, in: store.tables.meta)
  }

  private static func place(_ keyID: BlindKey, _ store: Store) -> [UInt8] {
    store.keys.keyring.storeID + keyID.array + Tables.erasingKey
  }
}
