import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// Backups of keys that are not what they were. Each is refused in one line, and leaves nothing.
@Suite struct DamagedKeyBackupTests {
  /// What a restore of changed bytes says.
  func refusal(
    of bytes: Data, _ store: BackedUpStore, _ comment: Comment
  ) throws -> LogError? {
    try bytes.write(to: URL(fileURLWithPath: store.folder + "/changed"))
    let error = EventStoreTests.refusal { try store.restore(store.folder + "/changed") }
    #expect(error.map { !$0.message.contains("\n") } == true, comment)
    #expect(try store.names == ["store", "backup", "secret", "changed"], comment)
    return error
  }

  func lost() async throws -> (BackedUpStore, Data) {
    let store = try await BackedUpStore()
    try store.loseKeys()
    return (store, try Data(contentsOf: URL(fileURLWithPath: store.file)))
  }

  @Test func `Every changed byte is noticed`() async throws {
    let (store, whole) = try await lost()
    let offsets = Array(0..<300) + stride(from: 300, to: whole.count, by: 1499) + [whole.count - 1]
    for offset in offsets {
      var bytes = whole
      bytes[offset] ^= 0x20
      let error = try refusal(of: bytes, store, "byte \(offset)")
      switch offset {
      case 0..<8: #expect(error?.message.contains("is no backup of keys") == true)
      case 8..<12: #expect(error?.message.contains("later program") == true)
      case 36..<68: #expect(error?.message.contains("not sealed to the recipient") == true)
      case 68..<76: #expect(error?.message.contains("cut short") == true)
      default: #expect(error?.message.contains("was changed") == true, "byte \(offset)")
      }
    }
    try store.restore()
  }

  @Test func `A file that is cut short or too long is noticed`() async throws {
    let (store, whole) = try await lost()
    for count in [0, 12, 75, 76, 77, 123, 124, 4096, whole.count - 1] {
      let error = try refusal(of: whole.prefix(count), store, "\(count) bytes")
      #expect(error?.message.contains("cut short") == true, "\(count) bytes")
    }
    let error = try refusal(of: whole + [0], store, "too long")
    #expect(error?.message.contains("cut short") == true)
    for bytes in [whole.prefix(1), whole.prefix(11), Data("PORTALK1 is another file".utf8)] {
      let error = try refusal(of: bytes, store, "no backup")
      #expect(error?.message.contains("is no backup of keys") == true)
    }
  }

  @Test func `A secret that is another's, changed, missing or open to others is refused`()
    async throws
  {
    let (store, _) = try await lost()
    let other = store.folder + "/other"
    _ = try EventLog.makeRecipient(secretFile: other)
    func message() -> String? {
      EventStoreTests.refusal { try store.restore(secretFile: other) }?.message
    }
    #expect(message()?.contains("not sealed to the recipient") == true)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: other)
    #expect(message()?.contains("chmod 600") == true)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: other)
    var line = try Data(contentsOf: URL(fileURLWithPath: other))
    line[30] ^= 1
    try line.write(to: URL(fileURLWithPath: other))
    #expect(message()?.contains("holds no secret") == true)
    try FileManager.default.removeItem(atPath: other)
    #expect(message()?.contains("No such file") == true)
    #expect(try store.names == ["store", "backup", "secret"])
  }

  @Test func `The keys of another store are not put beside a store`() async throws {
    let store = try await BackedUpStore()
    let other = store.folder + "/other"
    try EventLog.create(other)
    try FileManager.default.removeItem(atPath: other + ".keys")
    let error = EventStoreTests.refusal {
      _ = try EventLog.restoreKeys(store.file, secretFile: store.secretFile, of: other)
    }
    #expect(error?.message.contains("the keys of another store") == true)
    #expect(!FileManager.default.fileExists(atPath: other + ".keys"))
    // Where there is no store, there is nothing to hold them against.
    _ = try EventLog.restoreKeys(
      store.file, secretFile: store.secretFile, of: store.folder + "/none")
    #expect(FileManager.default.fileExists(atPath: store.folder + "/none.keys/slots"))
  }

  @Test func `A source that fails leaves nothing behind`() async throws {
    let (store, _) = try await lost()
    let error = EventStoreTests.refusal { try store.restore(rootKey: KeySources.failing) }
    #expect(error?.message == "nobody is there")
    #expect(try store.names == ["store", "backup", "secret"])
  }

  /// Whoever knows a recipient can seal to it.
  @Test func `A box that somebody else filled is noticed`() async throws {
    let (store, whole) = try await lost()
    let header = [UInt8](whole.prefix(76))
    let slots =
      Array("PORTALK1".utf8) + (1 as UInt32).bigEndianBytes + header[12..<28]
      + [UInt8](repeating: 1, count: SlotsFile.byteCount - 28)
    for (content, complaint) in [
      ([], "was changed"), (header, "was changed"),
      (header + randomBytes(32) + [UInt8](repeating: 0, count: SlotsFile.byteCount), "was changed"),
      (header + randomBytes(32) + slots, "was changed"),
      (header + randomBytes(32) + slots + [0, 0, 0, 1], "was changed"),
      (header + randomBytes(32) + slots + [0, 0, 0, 0], "was changed"),
    ] as [([UInt8], String)] {
      let bytes = try sealed(content, header)
      let error = try refusal(of: bytes, store, "\(content.count) bytes in the box")
      #expect(error?.message.contains(complaint) == true, "\(content.count): \(error as Any)")
    }
    // Without the store there is nothing but the box itself that could tell.
    let none = store.folder + "/none"
    let error = EventStoreTests.refusal {
      _ = try EventLog.restoreKeys(
        store.folder + "/changed", secretFile: store.secretFile, of: none)
    }
    #expect(error?.message.contains("was changed") == true)
    #expect(try !store.names.contains { $0.hasPrefix("none") })
  }

  /// A box with a header in which the length of its content counts as right.
  private func sealed(_ content: [UInt8], _ header: [UInt8]) throws -> Data {
    let length = UInt64(content.count + SealedBox.overhead).bigEndianBytes
    var content = content
    if content.count >= 76 { content.replaceSubrange(68..<76, with: length) }
    let box = SealedBox.seal(content.rawSpan, to: Array(header[36..<68]).rawSpan)
    return Data(header[..<68] + length + (try #require(box)))
  }

  @Test(arguments: ["an erasure", "a rotation"])
  func `A backup from before the keys changed is too old`(change: String) async throws {
    let store = try await BackedUpStore()
    try await EventLog.with(store.sound.path) { log in
      if change == "an erasure" {
        _ = try await log.erase("s1", reason: "asked for")
      } else {
        try await log.rotateBucketKeys()
      }
    }
    try store.loseKeys()
    let error = EventStoreTests.refusal { try store.restore() }
    #expect(error?.message.contains("before the store's keys changed last") == true)
    #expect(try store.names == ["store", "backup", "secret"])
  }
}
