public import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// What is too large for an event: pictures, letters, scans.
extension Portal {
  /// Seals a file with a patient's key and keeps it beside the log. Only then name it in a command.
  ///
  /// - Parameters:
  ///   - handle: where it's read from, to its end.
  ///   - patient: whose it is.
  ///   - limit: how long it may be, in bytes; what a message may carry unless given.
  /// - Returns: what it's named by, and how long it is.
  /// - Throws: `LogError`.
  public func attach(
    contentsOf handle: FileHandle, of patient: PatientID, limit: Int? = nil
  ) async throws(LogError) -> (id: AttachmentID, byteCount: Int) {
    let attachment = try await log.attach(
      contentsOf: handle, of: patient.logSubject,
      limit: limit ?? policy.messages.largestAttachment)
    return (AttachmentID(attachment.id.uuidString.lowercased()), attachment.byteCount)
  }

  /// Seals a file that goes with a message.
  ///
  /// - Parameters:
  ///   - handle: where it's read from, to its end.
  ///   - name: as the sender calls it.
  ///   - mediaType: what kind of file it is.
  ///   - patient: whose it is.
  /// - Returns: what the message names it by.
  /// - Throws: `Messages.Failure` for a kind that isn't taken, or one that is too large; `LogError`.
  public func attach(
    _ handle: FileHandle, named name: String, mediaType: String, of patient: PatientID
  ) async throws -> Messages.Attached {
    let policy = policy.messages
    guard policy.mediaTypes.contains(mediaType) else {
      throw Messages.Failure.attachmentType(allowed: policy.mediaTypes)
    }
    do {
      let kept = try await attach(contentsOf: handle, of: patient)
      return Messages.Attached(
        attachment: kept.id, name: name, mediaType: mediaType, byteCount: kept.byteCount)
    } catch let error where error.code == .tooLarge {
      throw Messages.Failure.attachmentTooLarge(megabytes: policy.largestAttachment >> 20)
    }
  }

  /// Opens what was attached.
  ///
  /// - Returns: its content, or that the patient was erased; `nil` where the name is none.
  /// - Throws: `LogError`.
  public func attachment(
    _ id: AttachmentID, of patient: PatientID
  ) throws(LogError) -> Attachment.Contents? {
    guard let id = UUID(uuidString: id.value) else { return nil }
    return try log.attachment(id, of: patient.logSubject)
  }

  /// Removes what was attached for a command that was refused.
  @discardableResult
  public func removeAttachment(
    _ id: AttachmentID, of patient: PatientID
  ) throws(LogError) -> Bool {
    guard let id = UUID(uuidString: id.value) else { return false }
    return try log.removeAttachment(id, of: patient.logSubject)
  }
}
