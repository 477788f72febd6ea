internal import CSodium

/// XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): encryption that notices changes.
package enum XChaCha20Poly1305 {
  package static let nonceByteCount = 24
  package static let tagByteCount = 16

  /// - Parameters:
  ///   - nonce: 24 bytes, never used twice with a key.
  ///   - key: 32 bytes.
  /// - Returns: the ciphertext with its 16-byte tag behind it.
  package static func seal(
    _ plaintext: RawSpan, nonce: RawSpan, authenticating associated: RawSpan, key: RawSpan
  ) -> [UInt8] {
    Sodium.ready
    precondition(nonce.byteCount == nonceByteCount && key.byteCount == SecretKey.byteCount)
    let total = plaintext.byteCount + tagByteCount
    return unsafe [UInt8](unsafeUninitializedCapacity: total) { sealed, count in
      unsafe plaintext.withUnsafeBytes { plaintext in
        unsafe associated.withUnsafeBytes { associated in
          unsafe nonce.withUnsafeBytes { nonce in
            unsafe key.withUnsafeBytes { key in
              _ = unsafe crypto_aead_xchacha20poly1305_ietf_encrypt(
                sealed.start, nil, plaintext.bytes, UInt64(plaintext.count),
                associated.bytes, UInt64(associated.count), nil, nonce.bytes,
                key.bytes)
            }
          }
        }
      }
      count = total
    }
  }

  /// - Returns: the plaintext, or `nil` where anything was changed.
  package static func open(
    _ sealed: RawSpan, nonce: RawSpan, authenticating associated: RawSpan, key: RawSpan
  ) -> [UInt8]? {
    Sodium.ready
    guard sealed.byteCount >= tagByteCount, nonce.byteCount == nonceByteCount,
      key.byteCount == SecretKey.byteCount
    else { return nil }
    var isGenuine = false
    let total = sealed.byteCount - tagByteCount
    let plaintext = unsafe [UInt8](unsafeUninitializedCapacity: total) { plaintext, count in
      unsafe sealed.withUnsafeBytes { sealed in
        unsafe associated.withUnsafeBytes { associated in
          unsafe nonce.withUnsafeBytes { nonce in
            unsafe key.withUnsafeBytes { key in
              isGenuine =
                unsafe crypto_aead_xchacha20poly1305_ietf_decrypt(
                  plaintext.baseAddress, nil, nil, sealed.bytes, UInt64(sealed.count),
                  associated.bytes, UInt64(associated.count), nonce.bytes,
                  key.bytes) == 0
            }
          }
        }
      }
      count = isGenuine ? total : 0
    }
    return isGenuine ? plaintext : nil
  }
}
