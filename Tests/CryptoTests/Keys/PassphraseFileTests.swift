import Foundation
import PortalCrypto
import TestSupport
import Testing

@Suite struct PassphraseFileTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/" + PassphraseFile.name }

  func secret(_ text: String) -> SecretBytes {
    SecretBytes(capacity: 64) { bytes in for byte in text.utf8 { bytes.append(byte) } }
  }

  func key(_ passphrase: String, _ file: PassphraseFile) throws -> [UInt8] {
    let key = try file.key(of: secret(passphrase))
    return key.bytes.array
  }

  /// The file as its format says.
  func file(
    magic: String = "PORTALP1", format: UInt32 = 1, passes: UInt32 = 3, memory: UInt64 = 64 << 20,
    salt: [UInt8] = Array(0..<16)
  ) throws -> PassphraseFile {
    let bytes =
      Array(magic.utf8) + format.bigEndianBytes + passes.bigEndianBytes + memory.bigEndianBytes
      + salt
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return try PassphraseFile(from: path)
  }

  /// What argon2-cffi, built on the reference implementation, answers for the same.
  @Test(arguments: [
    (
      3 as UInt32, 64 << 20 as UInt64,
      "904b42492da04031a468a6d1d51689848c15e5c88d8587b0186dce574b8c4bcc"
    ),
    (4, 128 << 20, "6c706b5fd2ed489901cd4f23db6a288c59d19b932b683b682335191b201b0e8c"),
  ])
  func `The key is that of Argon2id with the file's parameters`(
    passes: UInt32, memory: UInt64, digits: String
  ) throws {
    let file = try file(passes: passes, memory: memory)
    #expect(try key("correct horse battery", file) == keyBytes(digits))
  }

  @Test func `A file is read as it was written, and no two have a salt`() throws {
    let new = PassphraseFile()
    try new.create(at: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.count == PassphraseFile.byteCount)
    #expect(Array(bytes[12..<24]) == [0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 0])
    #expect(try DurableFile.permissions(of: path) == 0o600)
    let read = try PassphraseFile(from: path)
    let ours = try key("a passphrase", new)
    #expect(try key("a passphrase", read) == ours)
    #expect(try key("a passphrasf", read) != ours)
    #expect(try key("a passphrase", PassphraseFile()) != ours)
  }

  @Test func `A file that is damaged, or would make guessing cheap, is refused`() throws {
    _ = try file()
    func expectDamaged(_ body: () throws -> PassphraseFile) {
      #expect(throws: KeyError.damaged(path)) { _ = try body() }
    }
    expectDamaged { try file(magic: "PORTALP2") }
    expectDamaged { try file(format: 2) }
    for passes in [0, 1, 2, 17, .max] as [UInt32] { expectDamaged { try file(passes: passes) } }
    for memory in [0, 8192, (64 << 20) - 1, (1 << 30) + 1, .max] as [UInt64] {
      expectDamaged { try file(memory: memory) }
    }
    expectDamaged { try file(salt: Array(0..<15)) }
    expectDamaged { try file(salt: Array(0..<17)) }
    expectDamaged { try file(salt: []) }
  }
}
