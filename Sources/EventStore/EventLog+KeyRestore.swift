package import Foundation
internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// Makes a keys folder of a backup, with a new root key.
  ///
  /// - Parameters:
  ///   - file: what ``backUpKeys(of:keys:rootKey:to:file:time:)`` wrote.
  ///   - secretFile: the secret of the recipient that it's sealed to.
  ///   - path: the store's folder; where it's there, the keys must be its own, and none older than
  ///     what it was written with.
  ///   - keys: the folder to be made; beside the store unless named.
  ///   - rootKey: where the new root key comes from.
  /// - Returns: when the backup was made.
  /// - Throws: `storeExists` where there is such a folder, `keyUnavailable`, or what the operating
  ///   system refused. Nothing is left then.
  package static func restoreKeys(
    _ file: String, secretFile: String, of path: String, keys: String? = nil,
    rootKey: RootKeySource = .file
  ) throws(LogError) -> Date {
    let files = FileManager.default
    let keys = keys.map(withoutSlash) ?? defaultKeys(for: path)
    let new = keys + ".new"
    guard !files.fileExists(atPath: keys) else { throw keysExist(keys) }
    guard !files.fileExists(atPath: new) else {
      throw LogError(.storeExists, "\(new) was left by a restore that was cut off; delete it")
    }
    let backup = try openBackup(file, secretFile)
    do { try KeyUse(of: path)?.check(backup, file) } catch { throw LogError(wrapping: error) }
    let prepared = try rootKey.prepare()
    do {
      try DurableFile.makeFolder(new)
      let root = try prepared.write(to: new)
      try write(backup, to: new, root, file)
      try DurableFile.rename(new, to: keys)
    } catch {
      try? files.removeItem(atPath: new)
      throw LogError(wrapping: error)
    }
    return Date(timeIntervalSince1970: Double(backup.time) / 1000)
  }

  /// Writes what a backup holds, and looks whether it opens.
  private static func write(
    _ backup: borrowing KeyBackup, to keys: String, _ root: borrowing SecretKey, _ file: String
  ) throws {
    let slots = keys + "/" + SlotsFile.name
    try backup.writeSlots(to: slots, root: root)
    do throws(KeyError) { _ = try Keyring(opening: slots, root: root) } catch {
      throw changed(file)
    }
    for file in backup.files {
      let path = keys + "/" + file.name
      if file.name.contains("/") {
        try DurableFile.makeFolder((path as NSString).deletingLastPathComponent)
      }
      try DurableFile.create(path, file.bytes)
    }
    try BackupNote(of: backup).write(to: keys)
  }

  private static func openBackup(
    _ file: String, _ secretFile: String
  ) throws(LogError) -> KeyBackup {
    let secret: SecretKey
    do throws(KeyError) { secret = try RecipientKey.readSecret(from: secretFile) } catch {
      switch error {
      case .file(let error): throw LogError(error)
      case .damaged:
        throw LogError(
          .keyUnavailable,
          "\(secretFile) holds no secret of a recipient, or one with a letter changed")
      default: throw LogError(error, keys: secretFile)
      }
    }
    let bytes: [UInt8]
    do throws(FileError) { bytes = try DurableFile.read(file, limit: .max - 1) } catch {
      throw LogError(error)
    }
    do throws(KeyBackup.Refusal) { return try KeyBackup(opening: bytes, with: secret) } catch {
      switch error {
      case .noBackup:
        throw LogError(.keyUnavailable, "\(file) is no backup of keys; name the right file")
      case .incomplete:
        throw LogError(.keyUnavailable, "\(file) was cut short; take another copy of it")
      case .tooNew:
        throw LogError(.storeTooNew, "\(file) was made by a later program; update this one")
      case .otherRecipient:
        throw LogError(
          .keyUnavailable,
          "\(file) was not sealed to the recipient whose secret is in \(secretFile); name the right "
            + "one with --with")
      case .changed: throw changed(file)
      }
    }
  }

  private static func changed(_ file: String) -> LogError {
    LogError(.keyUnavailable, "\(file) was changed since it was made; take another copy of it")
  }
}
