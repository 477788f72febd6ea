internal import Foundation
internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// Copies the log, as it stands at one moment, and its attachments into a new folder, while others
  /// read and append.
  ///
  /// The copy holds no free pages, and no keys: without those of the store it can't be read.
  ///
  /// - Parameter destination: a folder that doesn't exist yet.
  /// - Throws: `storeExists`, or what the operating system refused.
  public func backup(to destination: String) throws(LogError) {
    guard !FileManager.default.fileExists(atPath: destination) else {
      throw LogError(.storeExists, "\(destination) exists already; name a new folder")
    }
    do {
      // Signed first: the copy then holds at least what its checkpoint says.
      let note = try store.checkpoint()
      try DurableFile.makeFolder(destination)
      try store.environment.copy(to: Self.dataFile(destination))
      try Self.forgetJournal(in: destination)
      // LMDB leaves a copy as open as the process's mask allows.
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o600], ofItemAtPath: Self.dataFile(destination))
      try DurableFile.create(destination + "/checkpoint", note.bytes)
      // Copied last: the copy then holds every attachment that an event of it names.
      try store.attachments.copy(to: AttachmentFolder(store: destination)) { _ in true }
    } catch { throw LogError(wrapping: error) }
  }

  /// A copy has all that the journal held when it was signed, and stands without one.
  private static func forgetJournal(in copy: String) throws {
    try Environment.open(dataFile(copy)).write { transaction in
      let tables = try Tables(in: transaction)
      _ = try transaction.remove(Tables.journalKey, from: tables.meta)
    }
    try DurableFile.remove(dataFile(copy) + "-lock")
  }

  /// Makes a store of a backup. Who was erased since it was made stays erased: nothing of theirs can
  /// be read, and the proof of the erasure is appended again.
  ///
  /// - Parameters:
  ///   - backup: the folder that ``backup(to:)`` made.
  ///   - path: the folder of the store, which must not hold one yet.
  ///   - keys: the folder of the keys of the store that was backed up; beside the store unless
  ///     named.
  ///   - rootKey: where their root key comes from.
  /// - Throws: `storeMissing`, `storeExists`, whatever ``open(_:keys:options:)`` refuses; nothing
  ///   is left in `path` then.
  public static func restore(
    _ backup: String, to path: String, keys: String? = nil, rootKey: RootKeySource = .file
  ) throws(LogError) {
    let files = FileManager.default
    guard files.fileExists(atPath: dataFile(backup)) else {
      throw LogError(.storeMissing, "there is no backup in \(backup)")
    }
    guard !files.fileExists(atPath: dataFile(path)) else {
      throw LogError(.storeExists, "there is a store in \(path) already; name another folder")
    }
    guard !files.fileExists(atPath: journalFile(path)) else { throw journalExists(path) }
    let attachments = AttachmentFolder(store: path)
    guard !files.fileExists(atPath: attachments.path) else {
      throw LogError(
        .storeExists, "there are attachments in \(path) already; name another folder")
    }
    do {
      try DurableFile.makeFolder(path)
      for name in ["checkpoint", "data.mdb", "journal"]
      where files.fileExists(atPath: backup + "/" + name) {
        try files.copyItem(atPath: backup + "/" + name, toPath: path + "/" + name)
      }
      var options = Options()
      options.rootKey = rootKey
      let store = try store(path, keys: keys, options)
      let erased = try store.takeUpKeys()
      try store.begin(keys: keys ?? defaultKeys(for: path))
      if !erased.isEmpty { try store.appendLostProofs(of: erased) }
      try store.restoreAttachments(from: AttachmentFolder(store: backup))
    } catch {
      for name in ["bell", "checkpoint", "data.mdb", "data.mdb-lock", "journal"] {
        try? files.removeItem(atPath: path + "/" + name)
      }
      try? files.removeItem(atPath: attachments.path)
      throw LogError(wrapping: error)
    }
  }
}
