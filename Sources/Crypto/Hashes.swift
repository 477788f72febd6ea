internal import CSodium

/// SHA-256 (FIPS 180-4).
package struct SHA256 {
  package static let byteCount = 32
  private var state: crypto_hash_sha256_state

  package init() {
    Sodium.ready
    state = crypto_hash_sha256_state()
    unsafe crypto_hash_sha256_init(&state)
  }

  package mutating func update(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { bytes in
      _ = unsafe crypto_hash_sha256_update(&state, bytes.bytes, UInt64(bytes.count))
    }
  }

  /// - Returns: the digest, 32 bytes.
  package mutating func finalize() -> [UInt8] {
    unsafe [UInt8](unsafeUninitializedCapacity: Self.byteCount) { digest, count in
      unsafe crypto_hash_sha256_final(&state, digest.start)
      count = Self.byteCount
    }
  }

  /// - Returns: the digest of `bytes`, 32 bytes.
  package static func hash(_ bytes: RawSpan) -> [UInt8] {
    var hash = SHA256()
    hash.update(bytes)
    return hash.finalize()
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
