package import Foundation
internal import LMDB
internal import PortalCrypto

/// What a keys folder holds, as far as it can be told without any key.
package struct KeyStatus: Sendable {
  /// The store whose keys they are: a UUID in small letters.
  package let storeID: String
  package let rootKey: RootKeyOrigin
  package let epochs: Epochs
  package let files: [File]
  /// The last backup; `nil` where none was made.
  package let backup: Backup?

  /// How often each key was changed; 1 for one that never was.
  package struct Epochs: Sendable, Codable, Hashable {
    package let main: UInt32
    package let index: UInt32
    package let signing: UInt32
    package let lowestBucket: UInt32
    package let highestBucket: UInt32
  }

  /// A file of the folder, or the folder itself under the name ".".
  package struct File: Sendable {
    package let name: String
    package let permissions: UInt32

    /// Whether others than the owner may touch it.
    package var isExposed: Bool { permissions & 0o077 != 0 }
  }

  /// A backup that was made of the keys.
  package struct Backup: Sendable {
    package let time: Date
    /// The public key that it's sealed to, as a line of text.
    package let recipient: String
    /// Which keys changed since; none where the backup holds what is in use.
    package let changes: [String]
  }

  /// How many subjects have keys, and how many had them.
  package struct Subjects: Sendable, Codable, Hashable {
    package internal(set) var live = 0
    package internal(set) var erased = 0
  }
}

extension EventLog {
  /// Looks into a keys folder.
  ///
  /// - Throws: `keyUnavailable`, or what the operating system refused.
  package static func keyStatus(_ keys: String) throws(LogError) -> KeyStatus {
    let slots: [UInt8]
    do throws(KeyError) { slots = try SlotsFile.read(keys + "/" + SlotsFile.name) } catch {
      throw LogError(error, keys: keys)
    }
    let epochs = KeyEpochs(of: slots)
    return KeyStatus(
      storeID: UUID(bytes: SlotsFile.storeID(of: slots)).uuidString.lowercased(),
      rootKey: RootKeyOrigin(of: keys),
      epochs: KeyStatus.Epochs(
        main: epochs.main, index: epochs.index, signing: epochs.signing,
        lowestBucket: epochs.buckets.min() ?? 0, highestBucket: epochs.buckets.max() ?? 0),
      files: try keyFiles(keys),
      backup: try backupNote(keys).map {
        KeyStatus.Backup(
          time: Date(timeIntervalSince1970: Double($0.time) / 1000),
          recipient: RecipientKey.text(of: $0.recipient),
          changes: epochs.changes(since: $0.epochs))
      })
  }

  private static func keyFiles(_ keys: String) throws(LogError) -> [KeyStatus.File] {
    var files: [KeyStatus.File] = []
    for name in [".", RootKey.fileName, PassphraseFile.name, SlotsFile.name, BackupNote.name] {
      do throws(FileError) {
        let permissions = try DurableFile.permissions(of: keys + "/" + name)
        files.append(KeyStatus.File(name: name, permissions: permissions))
      } catch {
        guard error.isMissing else { throw LogError(error) }
      }
    }
    return files
  }

  private static func backupNote(_ keys: String) throws(LogError) -> BackupNote? {
    do throws(KeyError) { return try BackupNote.read(from: keys) } catch {
      guard case .damaged(let path) = error else { throw LogError(error, keys: keys) }
      throw LogError(
        .keyUnavailable, "\(path) is damaged; delete it and run 'portal keys backup'")
    }
  }

  /// Counts those who have keys. The keys of events without a subject are nobody's.
  ///
  /// - Throws: `corrupt`, or what the operating system refused.
  package func subjectCounts() throws(LogError) -> KeyStatus.Subjects {
    try snapshot { store, snapshot in
      let nobody = store.blind.key(subject: nil)
      var counts = KeyStatus.Subjects()
      try snapshot.scan(store.tables.subjects, from: []) { key, bytes throws(LMDBError) in
        guard let row = SubjectRow(decoding: bytes) else { throw .damaged }
        guard BlindKey(key) != nobody else { return true }
        switch row.state {
        case .live: counts.live += 1
        case .erased: counts.erased += 1
        }
        return true
      } orElse: {
        $0
      }
      return counts
    }
  }
}
