internal import CSodium

/// What the keys folder keeps of a passphrase: how the root key is made of it. None of it is
/// secret.
///
/// ```
/// magic "PORTALP1" 8 | format u32 = 1 | passes u32 | memory u64, in bytes | salt 16
/// ```
package struct PassphraseFile: Sendable {
  package static let name = "root.passphrase"
  package static let byteCount = 40
  private static let magic = Array("PORTALP1".utf8)
  private static let format: UInt32 = 1

  private let passes: UInt32
  private let memoryByteCount: UInt64
  private let salt: [UInt8]

  /// The parameters of today, and a new salt.
  package init() {
    passes = UInt32(Password.passes)
    memoryByteCount = UInt64(Password.memoryByteCount)
    salt = randomBytes(Int(crypto_pwhash_SALTBYTES))
  }

  private var bytes: [UInt8] {
    Self.magic + Self.format.bigEndianBytes + passes.bigEndianBytes
      + memoryByteCount.bigEndianBytes + salt
  }

  /// Makes the file, which must not be there yet.
  package func create(at path: String) throws(FileError) { try DurableFile.create(path, bytes) }

  /// Puts the file in the place of an earlier one.
  package func replace(at path: String) throws(FileError) {
    try DurableFile.replace(path, with: bytes)
  }

  /// Reads the file.
  ///
  /// - Throws: `KeyError.damaged` also where the parameters would make guessing cheaper than those
  ///   of any file that was ever written, or ask for more than a machine can give.
  package init(from path: String) throws(KeyError) {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try DurableFile.read(path, limit: Self.byteCount)
    } catch { throw .file(error) }
    guard bytes.count == Self.byteCount, Array(bytes[0..<8]) == Self.magic,
      UInt32(bigEndian: bytes.rawSpan, at: 8) == Self.format
    else { throw .damaged(path) }
    passes = UInt32(bigEndian: bytes.rawSpan, at: 12)
    memoryByteCount = UInt64(bigEndian: bytes.rawSpan, at: 16)
    salt = Array(bytes[24..<40])
    guard (3...16).contains(passes), (64 << 20...1 << 30).contains(memoryByteCount) else {
      throw .damaged(path)
    }
  }

  /// Makes the root key of the passphrase by Argon2id (RFC 9106), one lane.
  ///
  /// - Throws: `CryptoError.outOfMemory`.
  package func key(of passphrase: SecretBytes) throws(CryptoError) -> SecretKey {
    Sodium.ready
    var key = [UInt8](repeating: 0, count: SecretKey.byteCount)
    defer { wipe(&key) }
    let code = unsafe passphrase.bytes.withUnsafeBytes { passphrase in
      unsafe crypto_pwhash(
        &key, UInt64(SecretKey.byteCount), passphrase.characters, UInt64(passphrase.count), salt,
        UInt64(passes), Int(memoryByteCount), crypto_pwhash_ALG_ARGON2ID13)
    }
    // The library leaves the key on the stack, where it computed it.
    sodium_stackzero(16_384)
    guard code == 0 else { throw .outOfMemory }
    return SecretKey(copying: key.rawSpan)
  }
}
