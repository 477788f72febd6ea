internal import CSodium

/// An Ed25519 key that signs (RFC 8032). Its seed is a ``SecretKey``.
package enum Ed25519 {
  package static let publicKeyByteCount = 32
  package static let signatureByteCount = 64

  /// The public key of a seed, 32 bytes.
  package static func publicKey(of seed: borrowing SecretKey) -> [UInt8] {
    var pair = keyPair(of: seed)
    defer { wipe(&pair.secret) }
    return pair.public
  }

  /// - Returns: the signature, 64 bytes.
  package static func sign(_ message: RawSpan, with seed: borrowing SecretKey) -> [UInt8] {
    var pair = keyPair(of: seed)
    defer { wipe(&pair.secret) }
    return unsafe [UInt8](unsafeUninitializedCapacity: signatureByteCount) { signature, count in
      unsafe message.withUnsafeBytes { message in
        _ = unsafe crypto_sign_detached(
          signature.start, nil, message.bytes,
          UInt64(message.count), pair.secret)
      }
      count = signatureByteCount
    }
  }

  /// Whether a signature is that of a public key over a message.
  package static func verify(
    _ signature: RawSpan, of message: RawSpan, publicKey: RawSpan
  ) -> Bool {
    Sodium.ready
    guard signature.byteCount == signatureByteCount, publicKey.byteCount == publicKeyByteCount
    else { return false }
    return unsafe signature.withUnsafeBytes { signature in
      unsafe message.withUnsafeBytes { message in
        unsafe publicKey.withUnsafeBytes { key in
          unsafe crypto_sign_verify_detached(
            signature.bytes, message.bytes, UInt64(message.count), key.bytes)
            == 0
        }
      }
    }
  }

  private static func keyPair(
    of seed: borrowing SecretKey
  ) -> (public: [UInt8], secret: [UInt8]) {
    Sodium.ready
    var publicKey = [UInt8](repeating: 0, count: publicKeyByteCount)
    var secretKey = [UInt8](repeating: 0, count: 64)
    unsafe seed.bytes.withUnsafeBytes { seed in
      _ = unsafe crypto_sign_seed_keypair(&publicKey, &secretKey, seed.bytes)
    }
    return (publicKey, secretKey)
  }
}
