package import Foundation
internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// Makes the key pair that backups of the keys are sealed to.
  ///
  /// - Parameter path: the file of its secret, which must not be there yet.
  /// - Returns: the public key as a line of text.
  /// - Throws: what the operating system refused.
  package static func makeRecipient(secretFile path: String) throws(LogError) -> String {
    do throws(FileError) { return try RecipientKey.create(at: path) } catch {
      throw error.isExisting ? fileExists(path) : LogError(error)
    }
  }

  /// Writes the keys into a file, sealed to a recipient, and notes it in the keys folder. A change of
  /// keys that is under way is waited for.
  ///
  /// - Parameters:
  ///   - path: the store's folder; the keys are held against it where it's there.
  ///   - keys: the folder of the keys; beside the store unless named.
  ///   - rootKey: where the root key comes from.
  ///   - recipient: what ``makeRecipient(secretFile:)`` returned.
  ///   - file: a file that doesn't exist yet.
  ///   - time: what time it is.
  /// - Throws: `invalid` for a recipient that is none, `storeExists` for a file that is there,
  ///   `keyUnavailable`, or what the operating system refused.
  package static func backUpKeys(
    of path: String, keys: String? = nil, rootKey: RootKeySource = .file, to recipient: String,
    file: String, time: Date
  ) throws(LogError) {
    let keys = keys ?? defaultKeys(for: path)
    guard let publicKey = RecipientKey.publicKey(in: recipient) else { throw noRecipient }
    guard !FileManager.default.fileExists(atPath: file) else { throw fileExists(file) }
    do {
      let slots = keys + "/" + SlotsFile.name
      // Once before the lock: whoever is asked for a passphrase shall hold up nobody.
      _ = try keyring(keys, rootKey)
      let atRest = try KeysAtRest(of: slots)
      defer { extendLifetime(atRest) }
      let keyring = try keyring(keys, rootKey)
      if let use = try KeyUse(of: path), use.storeID != keyring.storeID {
        throw LogError(.wrong, keys: keys)
      }
      let backup = try KeyBackup(
        of: keyring, files: try companions(in: keys),
        time: UInt64(max(0, time.timeIntervalSince1970 * 1000)), recipient: publicKey)
      guard let bytes = backup.seal() else { throw noRecipient }
      try DurableFile.create(file, bytes)
      try BackupNote(of: backup).write(to: keys)
    } catch let error as KeyError { throw LogError(error, keys: keys) } catch {
      throw LogError(wrapping: error)
    }
  }

  /// The files of a keys folder that are no keys themselves.
  private static func companions(in keys: String) throws -> [KeyBackup.File] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: keys)
    return try names.filter(KeyBackup.isName).sorted().compactMap { name in
      let path = keys + "/" + name
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
      return KeyBackup.File(name: name, bytes: try DurableFile.read(path, limit: .max - 1))
    }
  }

  private static var noRecipient: LogError {
    LogError(
      .invalid,
      "that is no recipient, or a letter of it was mistyped; give the line that 'portal keys "
        + "recipient' printed")
  }

  private static func fileExists(_ path: String) -> LogError {
    LogError(.storeExists, "\(path) exists already; name a new file")
  }
}
