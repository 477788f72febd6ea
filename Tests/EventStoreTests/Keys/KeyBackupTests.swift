import Foundation
import Glibc
import PortalCrypto
import Synchronization
import TestSupport
import Testing

@testable import EventStore

/// A store, a backup of its keys, and the secret that opens it.
struct BackedUpStore {
  let sound: SoundStore
  let recipient: String
  var folder: String { sound.folder.path }
  var secretFile: String { folder + "/secret" }
  var file: String { folder + "/backup" }

  init() async throws {
    sound = try await SoundStore.small()
    recipient = try EventLog.makeRecipient(secretFile: sound.folder.path + "/secret")
    try back(upTo: file)
  }

  func back(upTo file: String, keys: String? = nil) throws(LogError) {
    try EventLog.backUpKeys(
      of: sound.path, keys: keys, to: recipient, file: file,
      time: Date(timeIntervalSince1970: 1_772_467_200))
  }

  /// As after a disaster.
  func loseKeys() throws { try FileManager.default.removeItem(atPath: sound.keys) }

  @discardableResult
  func restore(
    _ file: String? = nil, secretFile: String? = nil, rootKey: RootKeySource = .file
  ) throws(LogError) -> Date {
    try EventLog.restoreKeys(
      file ?? self.file, secretFile: secretFile ?? self.secretFile, of: sound.path,
      rootKey: rootKey)
  }

  var names: Set<String> {
    get throws { Set(try FileManager.default.contentsOfDirectory(atPath: folder)) }
  }
}

@Suite struct KeyBackupTests {
  @Test func `Lost keys come back with any source of the root key`() async throws {
    let store = try await BackedUpStore()
    for source in [.file, KeySources.passphrase(), KeySources.provided()] {
      try store.loseKeys()
      let time = try store.restore(rootKey: source)
      #expect(time == Date(timeIntervalSince1970: 1_772_467_200))
      try await EventLog.with(store.sound.path, options: KeySources.options(source)) { log in
        #expect(try log.read(ReadCall()).prefix(40) == store.sound.events[...])
        #expect(try log.check().isEmpty)
        // A subject of before, and a new one.
        for name in ["s1", UUID().uuidString] {
          try await log.append([NewEvent(type: "t", subject: Subject(name), data: [1])])
        }
      }
      for name in [".", "slots", "backup-note"] {
        let permissions = try DurableFile.permissions(of: store.sound.keys + "/" + name)
        #expect(permissions & 0o077 == 0, "\(name)")
      }
    }
    #expect(try store.names == ["store", "store.keys", "backup", "secret"])
  }

  @Test func `Restored keys can be backed up and restored again`() async throws {
    let store = try await BackedUpStore()
    try store.loseKeys()
    try store.restore()
    try store.back(upTo: store.folder + "/second")
    try store.loseKeys()
    try store.restore(store.folder + "/second")
    _ = try EventLog.open(store.sound.path)
  }

  @Test func `A backup is for its owner alone, and is never overwritten`() async throws {
    let store = try await BackedUpStore()
    for file in [store.file, store.secretFile] {
      #expect(try DurableFile.permissions(of: file) == 0o600)
    }
    let bytes = FileManager.default.contents(atPath: store.file)
    #expect(bytes != nil)
    #expect(refusal { try store.back(upTo: store.file) }?.code == .storeExists)
    #expect(FileManager.default.contents(atPath: store.file) == bytes)
    let secret = FileManager.default.contents(atPath: store.secretFile)
    let error = refusal { _ = try EventLog.makeRecipient(secretFile: store.secretFile) }
    #expect(error?.code == .storeExists)
    #expect(FileManager.default.contents(atPath: store.secretFile) == secret)
  }

  @Test func `Keys are put nowhere but in a folder of their own`() async throws {
    let store = try await BackedUpStore()
    #expect(refusal { try store.restore() }?.code == .storeExists)
    _ = try EventLog.open(store.sound.path)
    try store.loseKeys()
    try FileManager.default.createDirectory(
      atPath: store.sound.keys + ".new", withIntermediateDirectories: false)
    let error = refusal { try store.restore() }
    #expect(error?.code == .storeExists)
    #expect(error?.message.contains("store.keys.new") == true)
    #expect(try store.names == ["store", "store.keys.new", "backup", "secret"])
  }

  @Test func `Keys that don't open are not backed up`() async throws {
    let store = try await BackedUpStore()
    let slots = URL(fileURLWithPath: store.sound.keys + "/slots")
    var bytes = try Data(contentsOf: slots)
    bytes[4096 + 256 * 200 + 50] ^= 1
    try bytes.write(to: slots)
    #expect(refusal { try store.back(upTo: store.folder + "/new") }?.code == .keyUnavailable)
    let other = store.folder + "/other"
    try EventLog.create(other)
    let error = refusal { try store.back(upTo: store.folder + "/new", keys: other + ".keys") }
    #expect(error?.message.contains("belong to another store") == true)
    #expect(try !store.names.contains("new"))
    #expect(!FileManager.default.fileExists(atPath: other + ".keys/backup-note"))
  }

  /// Whatever else the kernel keeps there belongs to the keys.
  @Test func `The other files of the keys folder come back too`() async throws {
    let store = try await BackedUpStore()
    let files = ["erasures/0a", "erasures/0b", "subjects/ff", "list"]
    for folder in ["erasures", "subjects", "subjects/deep", ".hidden"] {
      try FileManager.default.createDirectory(
        atPath: store.sound.keys + "/" + folder, withIntermediateDirectories: false)
    }
    for (index, name) in files.enumerated() {
      let bytes = [UInt8](repeating: UInt8(index), count: index * 5000)
      try DurableFile.create(store.sound.keys + "/" + name, bytes)
    }
    for name in ["subjects/deep/none", ".hidden/none", "erasures/.none"] {
      try DurableFile.create(store.sound.keys + "/" + name, [1])
    }
    try store.back(upTo: store.folder + "/second")
    try store.loseKeys()
    try store.restore(store.folder + "/second")
    let names = try FileManager.default.subpathsOfDirectory(atPath: store.sound.keys)
    #expect(
      Set(names)
        == Set(files + ["erasures", "subjects", "root.key", "slots", "backup-note"]))
    for (index, name) in files.enumerated() {
      let bytes = try DurableFile.read(store.sound.keys + "/" + name, limit: 100_000)
      #expect(bytes == [UInt8](repeating: UInt8(index), count: index * 5000))
    }
  }

  @Test(arguments: [
    "", "/", "a/", "/a", "a//b", "..", "../a", "a/..", "a/../b", ".", "a/./b", "a/b/c", ".a",
    "a/.b",
    "a\0", "root.key", "root.key.new", "root.passphrase", "slots", "backup-note",
    String(repeating: "a", count: 201),
  ])
  func `No file of a backup is written elsewhere, or over a key`(name: String) {
    #expect(!KeyBackup.isName(name))
    #expect(KeyBackup.isName("a" + name.filter { $0.isLetter }.prefix(100) + "/b"))
  }

  @Test func `A change of keys that was cut off is not backed up until it's ended`() async throws {
    let store = try await BackedUpStore()
    try await EventLog.with(store.sound.path) { log in
      try KeyedStore.maintenance(of: log.store.keys.keyring).begin([9])
    }
    let error = refusal { try store.back(upTo: store.folder + "/new") }
    #expect(error?.message.contains("was cut off") == true)
    #expect(try !store.names.contains("new"))
    try await EventLog.with(store.sound.path) { _ in }
    try store.back(upTo: store.folder + "/new")
  }

  @Test func `What a root key's change left is not backed up`() async throws {
    let store = try await BackedUpStore()
    try await EventLog.with(store.sound.path) { log in
      try KeyedStore.maintenance(of: log.store.keys.keyring).rewrap(under: .random())
    }
    try store.back(upTo: store.folder + "/new")
    try store.loseKeys()
    try store.restore(store.folder + "/new")
    let slots = try [UInt8](Data(contentsOf: URL(fileURLWithPath: store.sound.keys + "/slots")))
    let filled = stride(from: 512, to: slots.count, by: 128).count { slots[$0 + 3] != 0 }
    #expect(filled == 3 + 256)
    let faults = try await EventLog.with(store.sound.path) { log in try log.check() }
    #expect(faults.isEmpty)
  }

  @Test func `After a disaster an old copy of the store is restored with the newest keys`()
    async throws
  {
    let store = try await BackedUpStore()
    let path = store.sound.path
    try await EventLog.with(path) { log in
      try log.backup(to: store.folder + "/copy")
      try await log.rotateBucketKeys()
      _ = try await log.erase("s1", reason: "asked for")
    }
    try store.back(upTo: store.folder + "/newest")
    try store.loseKeys()
    try FileManager.default.removeItem(atPath: path)
    try store.restore(store.folder + "/newest", rootKey: KeySources.passphrase())
    try EventLog.restore(
      store.folder + "/copy", to: path, rootKey: KeySources.passphrase())
    let options = KeySources.options(KeySources.passphrase())
    try await EventLog.with(path, options: options) { log in
      let read = try log.read(upTo: 40)
      for (event, stored) in zip(read, store.sound.events) {
        let isErased = stored.event.subject == "s1" && stored.event.keyClass == .phi
        #expect((event.event == nil) == isErased, "\(event.position)")
      }
      #expect(read.count == 40)
      #expect(try log.subjectCounts().erased == 1)
      #expect(try log.check().isEmpty)
    }
  }

  @Test func `A change of keys that is under way is waited for`() async throws {
    let store = try await BackedUpStore()
    let slots = unsafe open(store.sound.keys + "/slots", O_RDWR)
    defer { close(slots) }
    try #require(flock(slots, LOCK_EX) == 0)
    let isDone = Mutex(false)
    async let backup: Void = withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        let result = Result { try store.back(upTo: store.folder + "/new") }
        isDone.withLock { $0 = true }
        continuation.resume(with: result)
      }
    }
    // The system lists who waits for which file's lock, by its number.
    var status = stat()
    try #require(unsafe fstat(slots, &status) == 0)
    func waits() throws -> Bool {
      try String(contentsOfFile: "/proc/locks", encoding: .utf8).split(separator: "\n")
        .contains { $0.contains("-> FLOCK") && $0.contains(":\(status.st_ino) ") }
    }
    while try !waits() {
      try #require(!isDone.withLock { $0 }, "it did not wait")
      await Task.yield()
    }
    try #require(flock(slots, LOCK_UN) == 0)
    try await backup
    #expect(try store.names.contains("new"))
  }

  @Test(arguments: ["", "hello", "portal-recipient-1-", "portal-recipient-1-" + zeros])
  func `What is no recipient is refused`(text: String) async throws {
    let store = try await BackedUpStore()
    let error = refusal {
      try EventLog.backUpKeys(
        of: store.sound.path, to: text, file: store.folder + "/new", time: Date())
    }
    #expect(error?.code == .invalid)
    #expect(error?.message.contains("no recipient") == true)
    #expect(try !store.names.contains("new"))
  }

  /// A public key that libsodium doesn't seal to, with its right checksum.
  private static let zeros = RecipientKey.text(of: Array(repeating: 0, count: 32)).suffix(72)
}
