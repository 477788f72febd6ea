public import Foundation
internal import PortalCrypto

extension EventLog {
  /// Seals what is too large for an event, and keeps it beside the log. It returns once it's on the
  /// disk; only then append an event that names it.
  ///
  /// One chunk at a time is in memory, however long the content is. Where anything fails, nothing
  /// is kept.
  ///
  /// - Parameters:
  ///   - source: the content, piece by piece.
  ///   - subject: whose key seals it, and so with whom it is erased; `nil` for nobody's.
  ///   - limit: how long the content may be, in bytes.
  /// - Throws: `subjectErased`, `tooLarge`, `invalid`, `diskFull`, what the operating system refused;
  ///   `interrupted` where the source failed or the task was cancelled.
  public func attach<Source: AsyncSequence>(
    _ source: Source, of subject: Subject?, limit: Int = Attachment.defaultLimit
  ) async throws(LogError) -> Attachment where Source.Element: Sequence<UInt8> {
    try await attach(of: subject, limit: limit) { writer async throws(LogError) in
      var iterator = source.makeAsyncIterator()
      var batch: [UInt8] = []
      while true {
        let piece: Source.Element?
        do { piece = try await iterator.next(isolation: #isolation) } catch {
          throw .interrupted(by: error)
        }
        if let piece { batch.append(contentsOf: piece) }
        if batch.count >= AttachmentWriter.batch || piece == nil {
          try await writer.write(batch)
          batch.removeAll(keepingCapacity: true)
        }
        // Many a source ends where its task is cancelled, as if it had no more.
        guard !Task.isCancelled else { throw .interrupted(by: CancellationError()) }
        if piece == nil { return }
      }
    }
  }

  /// The same for all that comes out of a file, a pipe, a terminal.
  ///
  /// - Parameters:
  ///   - handle: where the content is read from, to its end; it stays open.
  ///   - subject: whose key seals it, and so with whom it is erased; `nil` for nobody's.
  ///   - limit: how long the content may be, in bytes.
  /// - Throws: `subjectErased`, `tooLarge`, `invalid`, `diskFull`, what the operating system refused;
  ///   `interrupted` where the content can't be read or the task was cancelled.
  public func attach(
    contentsOf handle: FileHandle, of subject: Subject?, limit: Int = Attachment.defaultLimit
  ) async throws(LogError) -> Attachment {
    let attachment = try await attach(of: subject, limit: limit) {
      writer async throws(LogError) in
      try await writer.write(allOf: handle.fileDescriptor)
    }
    withExtendedLifetime(handle) {}
    return attachment
  }

  /// Opens an attachment.
  ///
  /// - Parameters:
  ///   - id: the attachment's identifier.
  ///   - subject: whose it is.
  /// - Returns: its content, or that its subject was erased.
  /// - Throws: `attachmentMissing`, `attachmentDamaged`, `invalid`, or what the operating system
  ///   refused.
  public func attachment(
    _ id: UUID, of subject: Subject?
  ) throws(LogError) -> Attachment.Contents {
    let file = try store.attachment(id, of: try keyID(of: subject))
    return file.map { .intact(Attachment.Chunks(file: $0)) } ?? .erased
  }

  /// The attachments of a subject, in no order; whether an event names them or not.
  ///
  /// - Throws: `invalid`, or what the operating system refused.
  public func attachments(of subject: Subject?) throws(LogError) -> [UUID] {
    let keyID = try keyID(of: subject)
    do throws(FileError) { return try store.attachments.attachments(of: keyID) } catch {
      throw LogError(error)
    }
  }

  /// Removes an attachment that nobody needs any more: one whose event was never appended.
  ///
  /// - Returns: whether it was there.
  /// - Throws: `invalid`, or what the operating system refused.
  @discardableResult
  public func removeAttachment(_ id: UUID, of subject: Subject?) throws(LogError) -> Bool {
    let keyID = try keyID(of: subject)
    do throws(FileError) { return try store.attachments.remove(id, of: keyID) } catch {
      throw LogError(error)
    }
  }

  private func attach(
    of subject: Subject?, limit: Int, _ write: (AttachmentWriter) async throws(LogError) -> Void
  ) async throws(LogError) -> Attachment {
    let writer = AttachmentWriter(store, of: try keyID(of: subject), limit: limit)
    do throws(LogError) {
      try await writer.begin()
      try await write(writer)
      return try await writer.publish()
    } catch {
      await writer.discard()
      throw error
    }
  }

  private func keyID(of subject: Subject?) throws(LogError) -> BlindKey {
    if let subject, !Name.isValid(subject.name) {
      throw LogError(.invalid, "a subject must have 1 to 255 bytes, none of them NUL")
    }
    return store.blind.key(subject: subject)
  }
}
