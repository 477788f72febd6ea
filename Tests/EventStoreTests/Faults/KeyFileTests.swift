import EventStore
import Foundation
import Glibc
import TestSupport
import Testing

/// What may have happened to the files of the keys. Each time the store stays closed, and says why.
@Suite struct KeyFileTests {
  func refusal(of store: SoundStore) -> LogError? {
    do throws(LogError) {
      _ = try EventLog.open(store.path)
      return nil
    } catch { return error }
  }

  func change(_ file: String, _ change: (inout Data) -> Void) throws {
    let url = URL(fileURLWithPath: file)
    var bytes = try Data(contentsOf: url)
    change(&bytes)
    try bytes.write(to: url)
  }

  @Test(arguments: [0o644, 0o640, 0o604, 0o620, 0o602, 0o601])
  func `A root key that others may touch is refused`(permissions: Int) async throws {
    let store = try await SoundStore.small()
    let file = store.keys + "/root.key"
    try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: file)
    let error = try #require(refusal(of: store))
    #expect(error.code == .keyUnavailable)
    #expect(error.message.contains("chmod 600"))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    #expect(refusal(of: store) == nil)
  }

  @Test func `A root key of another length is refused`() async throws {
    for count in [0, 1, 31, 33, 64] {
      let store = try await SoundStore.small()
      try change(store.keys + "/root.key") { bytes in
        bytes = (bytes + Data(repeating: 0, count: 32)).prefix(count)
      }
      #expect(refusal(of: store)?.code == .keyUnavailable, "\(count) bytes")
    }
  }

  @Test func `A root key with one bit changed is refused`() async throws {
    let store = try await SoundStore.small()
    for offset in [0, 15, 31] {
      try change(store.keys + "/root.key") { $0[offset] ^= 0x10 }
      #expect(refusal(of: store)?.code == .keyUnavailable, "byte \(offset)")
      try change(store.keys + "/root.key") { $0[offset] ^= 0x10 }
    }
    #expect(refusal(of: store) == nil)
  }

  @Test(.enabled(if: geteuid() != 0, "nothing is unreadable to root"))
  func `A root key that can't be read is refused`() async throws {
    let store = try await SoundStore.small()
    try FileManager.default.setAttributes(
      [.posixPermissions: 0], ofItemAtPath: store.keys + "/root.key")
    #expect(refusal(of: store)?.code == .keyUnavailable)
  }

  @Test(arguments: ["root.key", "slots"])
  func `A missing key file is refused, and so is a folder in its place`(name: String) async throws {
    let store = try await SoundStore.small()
    try FileManager.default.removeItem(atPath: store.keys + "/" + name)
    #expect(refusal(of: store)?.code == .keyUnavailable)
    try FileManager.default.createDirectory(
      atPath: store.keys + "/" + name, withIntermediateDirectories: false,
      attributes: [.posixPermissions: 0o700])
    #expect(refusal(of: store)?.code == .keyUnavailable)
  }

  @Test func `A slots file that is empty, cut short or too long is refused`() async throws {
    let store = try await SoundStore.small()
    let whole = try Data(contentsOf: URL(fileURLWithPath: store.keys + "/slots"))
    for bytes in [
      Data(), whole.prefix(1), whole.prefix(512), whole.prefix(4096), whole.dropLast(),
      whole + [0], Data(repeating: 0, count: whole.count), Data(repeating: 255, count: whole.count),
    ] {
      try change(store.keys + "/slots") { $0 = bytes }
      #expect(refusal(of: store)?.code == .keyUnavailable, "\(bytes.count) bytes")
    }
    try change(store.keys + "/slots") { $0 = whole }
    #expect(refusal(of: store) == nil)
  }

  /// The file's head, and the half in use of every kind of slot: epoch, nonce, key, tag.
  @Test(arguments: [
    0, 7, 8, 11, 12, 27, 512, 515, 516, 539, 540, 571, 572, 587, 1024, 1060, 1280, 1350, 4096, 4130,
    4096 + 256 * 77 + 40, 4096 + 256 * 255 + 75,
  ])
  func `A changed byte of the slots file is found`(offset: Int) async throws {
    let store = try await SoundStore.small()
    try change(store.keys + "/slots") { $0[offset] ^= 0x04 }
    #expect(refusal(of: store)?.code == .keyUnavailable)
    try change(store.keys + "/slots") { $0[offset] ^= 0x04 }
    #expect(refusal(of: store) == nil)
  }

  @Test func `Two keys of the slots file don't open in each other's place`() async throws {
    let store = try await SoundStore.small()
    try change(store.keys + "/slots") { bytes in
      let (first, second) = (bytes[4096..<4352], bytes[4352..<4608])
      bytes.replaceSubrange(4096..<4608, with: second + first)
    }
    #expect(refusal(of: store)?.code == .keyUnavailable)
  }
}
