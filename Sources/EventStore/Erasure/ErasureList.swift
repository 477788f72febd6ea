internal import Foundation
internal import LMDB
internal import PortalCrypto

/// The certificates of all erasures, a file each in the folder `erasures` of the keys folder, so that
/// a backup of the store from before an erasure gets its proof back when it is restored.
///
/// A file is named by the subject's key identifier in hexadecimal, and holds an envelope of the
/// certificate in the context "portal/view/v1", sealed by the subject's audit key.
struct ErasureList {
  private let store: Store
  private var folder: String { store.keys.keyring.folder + "/erasures" }

  init(_ store: Store) { self.store = store }

  /// Whether the certificate of a subject is in the list.
  func contains(_ keyID: BlindKey) -> Bool {
    FileManager.default.fileExists(atPath: path(keyID))
  }

  func save(_ certificate: [UInt8], of keyID: BlindKey, _ snapshot: borrowing Snapshot) throws {
    let place = place(keyID)
    let envelope = Envelope.seal(
      certificate.rawSpan,
      header: Envelope.Header(keyClass: KeyClass.audit.rawValue, keyID: keyID, epoch: 1),
      context: .view, authenticating: place.rawSpan,
      key: try auditKey(of: keyID, snapshot).envelopes)
    try DurableFile.makeFolder(folder)
    try DurableFile.replace(path(keyID), with: envelope)
  }

  /// A subject's certificate.
  ///
  /// - Throws: `LogError` with `keyUnavailable` where the file is missing or was changed.
  func certificate(of keyID: BlindKey, _ snapshot: borrowing Snapshot) throws -> [UInt8] {
    let place = place(keyID)
    do {
      let envelope = try DurableFile.read(path(keyID), limit: 1 << 20)
      return try Envelope.open(
        envelope.rawSpan, context: .view, authenticating: place.rawSpan,
        key: try auditKey(of: keyID, snapshot).envelopes)
    } catch {
      throw LogError(
        .keyUnavailable,
        "\(path(keyID)) is missing or damaged; restore it from a backup of the keys")
    }
  }

  private func auditKey(of keyID: BlindKey, _ snapshot: borrowing Snapshot) throws -> SubjectKey {
    guard let key = try store.keys.key(.audit, of: keyID, snapshot) else {
      throw LogError(LMDBError.damaged)
    }
    return key
  }

  private func path(_ keyID: BlindKey) -> String { folder + "/" + keyID.hexadecimal }

  private func place(_ keyID: BlindKey) -> [UInt8] {
    store.keys.keyring.storeID + keyID.array + Array("erasures".utf8)
  }
}

extension Store {
  /// Puts the certificates of erased subjects into the list, where they aren't yet.
  func saveCertificates(of erased: [BlindKey]) throws {
    let list = ErasureList(self)
    for keyID in erased where !list.contains(keyID) {
      try environment.read { snapshot in
        guard let proof = try proofOfErasure(keyID, snapshot) else { return }
        try list.save(proof.data, of: keyID, snapshot)
      } orElse: {
        $0 as any Error
      }
    }
  }

  /// The event that proves an erasure: the newest of its subject's.
  func proofOfErasure(_ keyID: BlindKey, _ snapshot: borrowing Snapshot) throws -> NewEvent? {
    guard let newest = try snapshot.step(snapshot.chain(keyID, in: tables).newest, in: tables)
    else {
      return nil
    }
    let event = try event(at: newest.node.position, row: newest.row.bytes, snapshot).event
    return event?.type == Erasure.eventType ? event : nil
  }

  /// Appends the proofs of erasures that the log lost, because it was restored from a backup of
  /// before.
  func appendLostProofs(of erased: [BlindKey]) throws {
    try write { transaction in
      try keys.refresh(transaction.snapshot)
      var tail = try LogTail(self, transaction.snapshot)
      for keyID in erased where try proofOfErasure(keyID, transaction.snapshot) == nil {
        let certificate = try ErasureList(self).certificate(of: keyID, transaction.snapshot)
        guard let key = try keys.key(.audit, of: keyID, transaction.snapshot) else { continue }
        let erasure = try Erasure.decoder.decode(Erasure.self, from: Data(certificate))
        let proof = NewEvent(
          type: Erasure.eventType, tags: [erasure.subject], subject: Subject(erasure.subject),
          keyClass: .audit, data: certificate)
        _ = try tail.append([PreparedEvent(proof, blind)], sealedBy: [key], in: transaction)
      }
      try tail.finish(in: transaction)
    }
  }
}
