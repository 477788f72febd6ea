internal import Foundation
internal import LMDB
internal import PortalCrypto

extension Store {
  /// Begins an attachment of a subject.
  func draft(of keyID: BlindKey, limit: Int) throws(LogError) -> AttachmentDraft {
    let key = try sealingKey(of: keyID)
    do throws(FileError) {
      return try AttachmentDraft(
        in: attachments, of: keyID, storeID: keys.keyring.storeID, key: key, limit: limit)
    } catch { throw LogError(error) }
  }

  /// Gives an attachment its place, and returns once it's durable there.
  ///
  /// The write lock is held while the file gets its name, so that it's there before an erasure of
  /// its subject or refused behind it, and never stands there after one.
  func publish(_ draft: consuming AttachmentDraft) throws(LogError) -> Attachment {
    let attachment = try draft.finish()
    let keyID = draft.keyID
    let folder = attachments.folder(of: keyID)
    do {
      try write { transaction in
        guard try keys.row(keyID, transaction.snapshot)?.state == .live else {
          throw LogError.erased
        }
        try DurableFile.makeFolder(folder)
        try draft.publish(as: attachments.file(attachment.id, of: keyID))
      }
      try AttachmentFolder.flush(folder)
      try AttachmentFolder.flush(attachments.unfinished)
      try attachments.flush()
      return attachment
    } catch {
      // What isn't known to be durable is not kept either.
      _ = try? attachments.remove(attachment.id, of: keyID)
      throw LogError(wrapping: error)
    }
  }

  /// Opens an attachment of a subject.
  ///
  /// - Returns: `nil` where the subject was erased.
  func attachment(_ id: UUID, of keyID: BlindKey) throws(LogError) -> AttachmentFile? {
    guard let key = try openingKey(of: keyID) else { return nil }
    do {
      let file = try attachments.open(id, of: keyID)
      return try AttachmentFile(file, id: id, storeID: keys.keyring.storeID, key: key)
    } catch let error as FileError where error.isMissing {
      // An erasure may have come in between.
      guard try openingKey(of: keyID) != nil else { return nil }
      throw .missing(id)
    } catch { throw LogError(wrapping: error) }
  }

  /// What the log knows of a subject's keys.
  enum KeyState {
    case none, erased
    case live(EnvelopeKey)
  }

  func keyState(of keyID: BlindKey) throws(LogError) -> KeyState {
    do throws(LogError) { return try keyStateOnce(of: keyID) } catch {
      // Another process may have changed the keys meanwhile: a later moment is looked at.
      guard error.code == .keyUnavailable else { throw error }
      return try keyStateOnce(of: keyID)
    }
  }

  private func keyStateOnce(of keyID: BlindKey) throws(LogError) -> KeyState {
    do {
      return try environment.read { snapshot in
        try keys.refresh(snapshot)
        guard let row = try keys.row(keyID, snapshot) else { return .none }
        guard row.state == .live, let key = try keys.key(.phi, of: keyID, snapshot) else {
          return .erased
        }
        return .live(key.envelopes)
      } orElse: {
        $0 as any Error
      }
    } catch { throw LogError(wrapping: error) }
  }

  /// The key that opens a subject's attachments; `nil` where it was erased.
  private func openingKey(of keyID: BlindKey) throws(LogError) -> EnvelopeKey? {
    switch try keyState(of: keyID) {
    case .live(let key): key
    case .erased: nil
    case .none: throw LogError(.attachmentMissing, "the subject has no attachments")
    }
  }

  /// The key that seals a subject's attachments, made where it has none yet.
  private func sealingKey(of keyID: BlindKey) throws(LogError) -> EnvelopeKey {
    switch try keyState(of: keyID) {
    case .live(let key): return key
    case .erased: throw .erased
    case .none:
      do {
        return try write { transaction in
          try keys.refresh(transaction.snapshot)
          return try keys.sealingKey(.phi, of: keyID, in: transaction).envelopes
        }
      } catch { throw LogError(wrapping: error) }
    }
  }
}
