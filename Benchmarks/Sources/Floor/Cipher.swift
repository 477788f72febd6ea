import CSodium

/// XChaCha20-Poly1305 alone, by libsodium, under one key: what encryption costs at the least.
public struct Cipher: Sendable {
  private static let nonceByteCount = 24
  private static let tagByteCount = 16
  /// What an encrypted record is longer by.
  public static let overhead = nonceByteCount + tagByteCount

  private let key: [UInt8]
  /// The first 16 bytes of every nonce; the position fills the rest, so that none is used twice.
  private let prefix: [UInt8]

  /// A cipher with a key of its own.
  public init() throws {
    guard sodium_init() >= 0 else { throw CipherError() }
    key = Self.random(32)
    prefix = Self.random(16)
  }

  /// Writes nonce, ciphertext and tag over `slots`, from an offset on.
  public func seal(_ plaintext: [UInt8], number: UInt64, into slots: inout [UInt8], at offset: Int)
  {
    let nonce = prefix + (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    unsafe slots.withUnsafeMutableBytes { slots in
      precondition(
        slots.count >= offset + plaintext.count + Self.overhead, "no room for the record")
      guard let start = unsafe slots.baseAddress?.advanced(by: offset) else { return }
      unsafe start.copyMemory(from: nonce, byteCount: Self.nonceByteCount)
      _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
        (start + Self.nonceByteCount).assumingMemoryBound(to: UInt8.self), nil, plaintext,
        UInt64(plaintext.count), nil, 0, nil, nonce, key)
    }
  }

  /// Opens what `seal` wrote.
  ///
  /// - Parameter opened: where the plaintext goes; at least as long.
  public func open(_ sealed: UnsafeRawBufferPointer, into opened: inout [UInt8]) throws {
    precondition(opened.count + Self.overhead >= sealed.count, "no room for the record")
    guard let start = unsafe sealed.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let isGenuine =
      unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
        &opened, nil, nil, start + Self.nonceByteCount,
        UInt64(sealed.count - Self.nonceByteCount), nil, 0, start, key) == 0
    guard isGenuine else { throw CipherError() }
  }

  private static func random(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    unsafe randombytes_buf(&bytes, count)
    return bytes
  }
}

/// libsodium wasn't ready, or a record isn't what was written.
public struct CipherError: Error {
  public init() {}
}
