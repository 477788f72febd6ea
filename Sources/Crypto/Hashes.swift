internal import CSodium
internal import Crypto

/// SHA-256 (FIPS 180-4), by the processor's instructions where it has them; for what is no secret,
/// since copies of its state may stay in memory.
package struct SHA256 {
  package static let byteCount = 32
  private var state = Crypto.SHA256()

  package init() {}

  package mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe update($0) }
  }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    unsafe state.update(bufferPointer: bytes)
  }

  /// Lends out the digest, 32 bytes, which then needs no allocation.
  package func finalize<Result>(_ body: (RawSpan) -> Result) -> Result {
    // Safe: the span ends with the call.
    unsafe state.finalize().withUnsafeBytes { unsafe body(RawSpan(_unsafeBytes: $0)) }
  }

  /// - Returns: the digest, 32 bytes.
  package func finalize() -> [UInt8] { finalize { $0.array } }

  /// - Returns: the digest of `bytes`, 32 bytes.
  package static func hash(_ bytes: RawSpan) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
  }
}

/// SHA-256 of secrets: slower, but its state is wiped.
enum SecretSHA256 {
  /// - Returns: the digest of both, one behind the other, 32 bytes.
  static func hash(_ context: RawSpan, _ secret: RawSpan) -> [UInt8] {
    Sodium.ready
    var state = crypto_hash_sha256_state()
    unsafe crypto_hash_sha256_init(&state)
    update(&state, context)
    update(&state, secret)
    return unsafe [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { digest, count in
      unsafe crypto_hash_sha256_final(&state, digest.start)
      count = SHA256.byteCount
    }
  }

  private static func update(_ state: inout crypto_hash_sha256_state, _ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { bytes in
      _ = unsafe crypto_hash_sha256_update(&state, bytes.bytes, UInt64(bytes.count))
    }
  }
}

/// HMAC-SHA-512 (RFC 2104, FIPS 198-1).
package enum HMACSHA512 {
  package static let byteCount = 64

  /// - Parameter key: of any length.
  /// - Returns: the tag, 64 bytes.
  package static func tag(of message: RawSpan, key: RawSpan) -> [UInt8] {
    Sodium.ready
    var state = crypto_auth_hmacsha512_state()
    unsafe key.withUnsafeBytes { key in
      _ = unsafe crypto_auth_hmacsha512_init(&state, key.bytes, key.count)
    }
    unsafe message.withUnsafeBytes { message in
      _ = unsafe crypto_auth_hmacsha512_update(&state, message.bytes, UInt64(message.count))
    }
    return unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { tag, count in
      unsafe crypto_auth_hmacsha512_final(&state, tag.start)
      count = byteCount
    }
  }
}

/// HMAC-SHA-256 (RFC 2104, FIPS 198-1).
package enum HMACSHA256 {
  /// - Returns: the tag, 32 bytes.
  package static func tag(of message: RawSpan, key: RawSpan) -> [UInt8] {
    Sodium.ready
    var state = crypto_auth_hmacsha256_state()
    unsafe key.withUnsafeBytes { key in
      _ = unsafe crypto_auth_hmacsha256_init(
        &state, key.bytes, key.count)
    }
    unsafe message.withUnsafeBytes { message in
      _ = unsafe crypto_auth_hmacsha256_update(
        &state, message.bytes, UInt64(message.count))
    }
    return unsafe [UInt8](unsafeUninitializedCapacity: 32) { tag, count in
      unsafe crypto_auth_hmacsha256_final(&state, tag.start)
      count = 32
    }
  }
}

/// BLAKE2b (RFC 7693) with a key: the blind index.
package enum BLAKE2b {
  /// - Parameters:
  ///   - message: what is hashed.
  ///   - byteCount: the length of the answer, 16 to 64 bytes.
  package static func hash(_ message: RawSpan, key: borrowing SecretKey, byteCount: Int = 16)
    -> [UInt8]
  {
    Sodium.ready
    precondition((16...64).contains(byteCount), "BLAKE2b gives 16 to 64 bytes here")
    return unsafe [UInt8](unsafeUninitializedCapacity: byteCount) { digest, count in
      unsafe message.withUnsafeBytes { message in
        unsafe key.bytes.withUnsafeBytes { key in
          _ = unsafe crypto_generichash(
            digest.start, byteCount, message.bytes, UInt64(message.count),
            key.bytes, key.count)
        }
      }
      count = byteCount
    }
  }
}
