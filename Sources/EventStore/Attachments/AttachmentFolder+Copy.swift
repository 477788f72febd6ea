internal import Foundation
internal import Glibc
internal import PortalCrypto

extension AttachmentFolder {
  /// Copies the attachments, each written through to the disk.
  ///
  /// - Parameters:
  ///   - other: where nothing stands yet.
  ///   - isWanted: whether the attachments of a subject are copied, told by its key identifier.
  func copy(
    to other: AttachmentFolder, where isWanted: (BlindKey) throws(LogError) -> Bool
  ) throws(LogError) {
    do {
      let subjects = try subjects().compactMap(\.self)
      guard !subjects.isEmpty else { return }
      try DurableFile.makeFolder(other.path)
      for keyID in subjects where try isWanted(keyID) {
        try DurableFile.makeFolder(other.folder(of: keyID))
        for id in try attachments(of: keyID) {
          try copy(id, of: keyID, to: other)
        }
        try Self.flush(other.folder(of: keyID))
      }
      try other.flush()
    } catch { throw LogError(wrapping: error) }
  }

  private func copy(
    _ id: UUID, of keyID: BlindKey, to other: AttachmentFolder
  ) throws(FileError) {
    let source: OpenFile
    do throws(FileError) { source = try open(id, of: keyID) } catch {
      // It was removed since it was listed.
      if error.isMissing { return }
      throw error
    }
    let destination = try OpenFile(other.file(id, of: keyID), O_CREAT | O_EXCL | O_WRONLY)
    var offset = 0
    while true {
      let bytes = try source.read(offset..<offset + 1 << 20)
      if bytes.isEmpty { break }
      try destination.write(bytes)
      offset += bytes.count
    }
    try destination.flush()
  }
}

extension Store {
  /// Copies the attachments of a backup into this store.
  ///
  /// Those of a subject that this log has no keys of were added to the backup behind the moment
  /// that its log is of; no event names them, and nobody could read them.
  func restoreAttachments(from backup: AttachmentFolder) throws(LogError) {
    try backup.copy(to: attachments) { keyID throws(LogError) in
      if case .live = try keyState(of: keyID) { true } else { false }
    }
  }
}
