import EventStore
import Foundation
import PortalCrypto
import TestSupport
import Testing

/// Every byte of every file is looked at.
@Suite struct SecretScanTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/store" }

  /// Which files hold a secret: as it is, as digits, or as base64.
  func files(with secret: [UInt8]) -> [String] {
    let digits = secret.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    let forms = [
      Data(secret), Data(digits.utf8), Data(digits.uppercased().utf8),
      Data(Data(secret).base64EncodedString().utf8),
    ]
    return folder.files().filter { file in forms.contains { file.bytes.range(of: $0) != nil } }
      .map { String($0.path.dropFirst(folder.path.count + 1)) }
  }

  func use(_ source: RootKeySource) async throws {
    try EventLog.create(path, rootKey: source)
    try await EventLog.with(path, options: KeySources.options(source)) { log in
      try await log.append([NewEvent(type: "t", subject: Subject("s"), data: [1])])
    }
    let recipient = try EventLog.makeRecipient(secretFile: folder.path + "/secret")
    try EventLog.backUpKeys(
      of: path, rootKey: source, to: recipient, file: folder.path + "/backup", time: Date())
  }

  func mainKey(_ root: borrowing SecretKey) throws -> [UInt8] {
    let slots = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path + ".keys/slots")))
    // The first half of the main key's slot, as docs/formats.md draws it.
    let storeID = Array(slots[12..<28])
    let context =
      Array("portal/slot/v1\0".utf8) + storeID + (512 as UInt32).bigEndianBytes
      + (1 as UInt32).bigEndianBytes
    let key = try KeyWrap.unwrap(
      slots.rawSpan.extracting(516..<516 + KeyWrap.byteCount), under: root,
      context: context.rawSpan)
    return key.bytes.array
  }

  @Test func `Neither a passphrase nor a key made of it lies in any file`() async throws {
    try await use(KeySources.passphrase())
    let text = Array(KeySources.passphrase.utf8)
    #expect(files(with: text).isEmpty)
    let file = try PassphraseFile(from: path + ".keys/root.passphrase")
    let root = try file.key(
      of: SecretBytes(capacity: 64) { bytes in for byte in text { bytes.append(byte) } })
    #expect(files(with: root.bytes.array).isEmpty)
    #expect(try files(with: mainKey(root)).isEmpty)
  }

  @Test func `A key that was brought lies in no file`() async throws {
    try await use(KeySources.provided())
    guard let root = SecretKey(text: Array(KeySources.digits.utf8).rawSpan) else {
      Issue.record("the digits are no key")
      return
    }
    #expect(files(with: root.bytes.array).isEmpty)
    #expect(try files(with: mainKey(root)).isEmpty)
  }

  @Test func `A root key in its file lies there alone`() async throws {
    try await use(.file)
    let root = try RootKey.read(from: path + ".keys/root.key")
    #expect(files(with: root.bytes.array) == ["store.keys/root.key"])
    #expect(try files(with: mainKey(root)).isEmpty)
  }
}
