/// What the keys folder remembers of the last backup of the keys, so that it can be told whether
/// the backup still holds what is in use.
///
/// ```
/// magic "PORTALN1" 8 | format u32 = 1 | time u64 | recipient 32 | epochs of main, index, signing and 256 buckets, u32 each
/// ```
package struct BackupNote: Equatable, Sendable {
  package static let name = "backup-note"
  private static let magic = Array("PORTALN1".utf8)
  private static let format: UInt32 = 1
  private static let byteCount = 52 + KeyEpochs.byteCount

  /// When the backup was made, in milliseconds since 1970.
  package let time: UInt64
  /// The public key that it was sealed to.
  package let recipient: [UInt8]
  package let epochs: KeyEpochs

  /// What is to be remembered of a backup.
  package init(of backup: borrowing KeyBackup) {
    time = backup.time
    recipient = backup.recipient
    epochs = backup.epochs
  }

  /// Reads the note of a keys folder.
  ///
  /// - Returns: `nil` where none was made.
  /// - Throws: `KeyError.damaged`.
  package static func read(from keys: String) throws(KeyError) -> BackupNote? {
    let path = keys + "/" + name
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try DurableFile.read(path, limit: byteCount)
    } catch {
      if error.isMissing { return nil }
      throw .file(error)
    }
    guard bytes.count == byteCount, Array(bytes[0..<8]) == magic,
      UInt32(bigEndian: bytes.rawSpan, at: 8) == format
    else { throw .damaged(path) }
    return BackupNote(bytes)
  }

  private init(_ bytes: [UInt8]) {
    time = UInt64(bigEndian: bytes.rawSpan, at: 12)
    recipient = Array(bytes[20..<52])
    epochs = KeyEpochs(decoding: bytes.rawSpan.extracting(52..<Self.byteCount))
  }

  /// Puts the note in the place of an earlier one.
  package func write(to keys: String) throws(FileError) {
    try DurableFile.replace(
      keys + "/" + Self.name,
      with: Self.magic + Self.format.bigEndianBytes + time.bigEndianBytes + recipient
        + epochs.encode())
  }
}
