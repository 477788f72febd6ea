import CSodium

/// XChaCha20-Poly1305 by libsodium: what encryption costs at the least. Under one key, or under one a
/// record that is derived from it and committed to, as the log's envelopes have them.
public struct Cipher: Sendable {
  private static let nonceByteCount = 24
  private static let tagByteCount = 16
  private static let commitmentByteCount = 32

  private let key: [UInt8]
  /// HMAC-SHA-512 after it took in the key; `nil` where every record has the same key.
  private let derivation: crypto_auth_hmacsha512_state?
  /// What an encrypted record is longer by.
  public let overhead: Int
  /// The first 16 bytes of every nonce; the position fills the rest, so that none is used twice.
  private let prefix: [UInt8]

  /// A cipher with a key of its own.
  ///
  /// - Parameter derivesKeys: whether each record has a key of its own.
  public init(derivesKeys: Bool = false) throws {
    guard sodium_init() >= 0 else { throw CipherError() }
    key = Self.random(32)
    prefix = Self.random(16)
    overhead =
      Self.nonceByteCount + Self.tagByteCount + (derivesKeys ? Self.commitmentByteCount : 0)
    var state = crypto_auth_hmacsha512_state()
    if derivesKeys { unsafe crypto_auth_hmacsha512_init(&state, key, key.count) }
    derivation = derivesKeys ? state : nil
  }

  /// What the table says of it.
  public var setting: String {
    derivation == nil
      ? "XChaCha20-Poly1305 alone; "
      : "XChaCha20-Poly1305 under a key a record by HMAC-SHA-512, committed to; "
  }

  /// Lends out the key of a record with this nonce, and the commitment behind it: as many bytes are
  /// hashed as for an envelope of the log, those of its place by SHA-256 among them.
  private func withKey<Result>(
    _ nonce: UnsafeRawPointer, _ body: (_ okm: UnsafePointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    guard let derivation else { return try unsafe body(key) }
    return try unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64 + 96) { bytes in
      let okm = unsafe bytes.baseAddress.unsafelyUnwrapped
      let message = unsafe okm + 64
      unsafe message.initialize(repeating: 0, count: 96)
      unsafe crypto_hash_sha256(message, message + 32, UInt64(Self.placeByteCount))
      unsafe UnsafeMutableRawPointer(message + 32)
        .copyMemory(from: nonce, byteCount: Self.nonceByteCount)
      var state = derivation
      unsafe crypto_auth_hmacsha512_update(&state, message, 96)
      unsafe crypto_auth_hmacsha512_final(&state, okm)
      return try unsafe body(okm)
    }
  }

  private static let placeByteCount = 41

  /// Writes nonce, commitment where there is one, ciphertext and tag over `slots`, from an offset on.
  public func seal(_ plaintext: [UInt8], number: UInt64, into slots: inout [UInt8], at offset: Int)
  {
    let nonce = prefix + (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    unsafe slots.withUnsafeMutableBytes { slots in
      precondition(slots.count >= offset + plaintext.count + overhead, "no room for the record")
      guard let start = unsafe slots.baseAddress?.advanced(by: offset) else { return }
      unsafe start.copyMemory(from: nonce, byteCount: Self.nonceByteCount)
      unsafe withKey(start) { okm in
        if derivation != nil {
          unsafe (start + Self.nonceByteCount)
            .copyMemory(from: okm + 32, byteCount: Self.commitmentByteCount)
        }
        _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
          (start + overhead - Self.tagByteCount).assumingMemoryBound(to: UInt8.self), nil,
          plaintext, UInt64(plaintext.count), nil, 0, nil, nonce, okm)
      }
    }
  }

  /// Opens what `seal` wrote.
  ///
  /// - Parameter opened: where the plaintext goes; at least as long.
  public func open(_ sealed: UnsafeRawBufferPointer, into opened: inout [UInt8]) throws {
    precondition(opened.count + overhead >= sealed.count, "no room for the record")
    guard let start = unsafe sealed.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let text = overhead - Self.tagByteCount
    let isGenuine = unsafe withKey(start) { okm in
      if derivation != nil {
        let commitment = unsafe start + Self.nonceByteCount
        guard unsafe crypto_verify_32(okm + 32, commitment) == 0 else { return false }
      }
      return unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
        &opened, nil, nil, start + text, UInt64(sealed.count - text), nil, 0, start, okm) == 0
    }
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
