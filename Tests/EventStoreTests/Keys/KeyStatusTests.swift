import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

@Suite struct KeyStatusTests {
  /// Gives a slot's first half another epoch, as a change of its key would.
  func setEpoch(_ epoch: UInt32, at offset: Int, _ keys: String) throws {
    try DurableFile.overwrite(keys + "/slots", [(offset, epoch.bigEndianBytes)])
  }

  @Test func `New keys were never changed and never backed up`() async throws {
    let store = try await SoundStore.small()
    let status = try EventLog.keyStatus(store.keys)
    #expect(status.rootKey == .file)
    #expect(
      status.epochs
        == KeyStatus.Epochs(main: 1, index: 1, signing: 1, lowestBucket: 1, highestBucket: 1))
    #expect(status.files.map(\.name) == [".", "root.key", "slots"])
    #expect(status.backup == nil)
    let log = try EventLog.open(store.path)
    #expect(try "portal.log/" + status.storeID == VerifierKey(log.verifierKey()).name)
  }

  @Test func `Where the root key comes from is told without it`() throws {
    let folder = QuickFolder()
    for (name, source) in [
      ("file", .file), ("passphrase", KeySources.passphrase()),
      ("elsewhere", KeySources.provided()),
    ] {
      try EventLog.create(folder.path + "/" + name, rootKey: source)
      let status = try EventLog.keyStatus(folder.path + "/\(name).keys")
      #expect(status.rootKey.rawValue == name)
    }
    let error = refusal { _ = try EventLog.keyStatus(folder.path + "/none") }
    #expect(error?.code == .keyUnavailable)
  }

  @Test func `A backup is remembered until a key changes`() async throws {
    let store = try await BackedUpStore()
    let keys = store.sound.keys
    var backup = try #require(try EventLog.keyStatus(keys).backup)
    #expect(backup.time == Date(timeIntervalSince1970: 1_772_467_200))
    #expect(backup.recipient == store.recipient)
    #expect(backup.changes.isEmpty)
    for (offset, expected) in [
      (4096 + 256 * 7, ["1 bucket key"]), (4096 + 256 * 255, ["2 bucket keys"]),
      (1024, ["the index key", "2 bucket keys"]),
      (1280, ["the index key", "the signing key", "2 bucket keys"]),
      (512, ["the main key", "the index key", "the signing key", "2 bucket keys"]),
    ] {
      try setEpoch(2, at: offset, keys)
      backup = try #require(try EventLog.keyStatus(keys).backup)
      #expect(backup.changes == expected)
    }
    let epochs = try EventLog.keyStatus(keys).epochs
    #expect(epochs.lowestBucket == 1 && epochs.highestBucket == 2 && epochs.main == 2)
  }

  @Test func `Keys that were restored are those of their backup`() async throws {
    let store = try await BackedUpStore()
    let before = try EventLog.keyStatus(store.sound.keys)
    try store.loseKeys()
    try store.restore(rootKey: KeySources.passphrase())
    let status = try EventLog.keyStatus(store.sound.keys)
    #expect(status.storeID == before.storeID && status.epochs == before.epochs)
    #expect(status.rootKey == .passphrase)
    #expect(status.backup?.changes == [])
    #expect(status.backup?.recipient == store.recipient)
  }

  @Test func `Files that others may touch are told`() async throws {
    let store = try await SoundStore.small()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: store.keys + "/slots")
    let files = try EventLog.keyStatus(store.keys).files
    #expect(files.filter(\.isExposed).contains { $0.name == "slots" && $0.permissions == 0o644 })
    #expect(files.contains { $0.name == "root.key" && !$0.isExposed })
  }

  @Test func `A damaged note is said to be one`() async throws {
    let store = try await BackedUpStore()
    let note = URL(fileURLWithPath: store.sound.keys + "/backup-note")
    let whole = try Data(contentsOf: note)
    for bytes in [Data(), whole.dropLast(), whole + [0], Data(repeating: 0, count: whole.count)] {
      try bytes.write(to: note)
      let error = refusal { _ = try EventLog.keyStatus(store.sound.keys) }
      #expect(error?.message.contains("backup-note is damaged") == true)
    }
    // It's no part of the keys.
    _ = try EventLog.open(store.sound.path)
  }

  @Test func `Subjects are counted, those of nobody's events not`() async throws {
    let store = try await SoundStore.small()
    let log = try EventLog.open(store.path)
    #expect(try log.subjectCounts() == KeyStatus.Subjects(live: 5, erased: 0))
    _ = try await log.erase("s1", reason: "asked for")
    #expect(try log.subjectCounts() == KeyStatus.Subjects(live: 4, erased: 1))
  }

  @Test func `An erasure puts a backup out of date, and so does a new root key`() async throws {
    let store = try await BackedUpStore()
    try await EventLog.with(store.sound.path) { log in
      _ = try await log.erase("s1", reason: "asked for")
    }
    #expect(try EventLog.keyStatus(store.sound.keys).backup?.changes == ["1 bucket key"])
    try store.back(upTo: store.folder + "/second")
    #expect(try EventLog.keyStatus(store.sound.keys).backup?.changes == [])
    try await EventLog.with(store.sound.path) { log in try await log.rotateRootKey() }
    #expect(try EventLog.keyStatus(store.sound.keys).backup?.changes == ["the main key"])
    try await EventLog.with(store.sound.path) { log in try await log.rotateBucketKeys() }
    #expect(
      try EventLog.keyStatus(store.sound.keys).backup?.changes
        == ["the main key", "256 bucket keys"])
  }
}
