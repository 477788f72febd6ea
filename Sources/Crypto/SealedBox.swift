internal import CSodium

/// Sealing for a recipient whose public key is known, so that whoever seals can't open: X25519 with
/// XSalsa20-Poly1305 (libsodium's sealed boxes). Any ``SecretKey`` is a recipient's secret.
package enum SealedBox {
  package static let publicKeyByteCount = 32
  /// By how much a box is longer than what it holds.
  package static let overhead = 48

  /// The public key of a recipient's secret, 32 bytes.
  package static func publicKey(of secret: borrowing SecretKey) -> [UInt8] {
    Sodium.ready
    return unsafe [UInt8](unsafeUninitializedCapacity: publicKeyByteCount) { publicKey, count in
      unsafe secret.bytes.withUnsafeBytes { secret in
        _ = unsafe crypto_scalarmult_base(publicKey.start, secret.bytes)
      }
      count = publicKeyByteCount
    }
  }

  /// - Parameter recipient: a public key, 32 bytes.
  /// - Returns: the box, or `nil` where the public key is one that anybody could open for.
  package static func seal(_ plaintext: RawSpan, to recipient: RawSpan) -> [UInt8]? {
    Sodium.ready
    precondition(recipient.byteCount == publicKeyByteCount, "a public key has 32 bytes")
    var isSealed = false
    let total = overhead + plaintext.byteCount
    let box = unsafe [UInt8](unsafeUninitializedCapacity: total) { box, count in
      unsafe plaintext.withUnsafeBytes { plaintext in
        unsafe recipient.withUnsafeBytes { recipient in
          isSealed =
            unsafe crypto_box_seal(
              box.start, plaintext.bytes, UInt64(plaintext.count), recipient.bytes) == 0
        }
      }
      count = isSealed ? total : 0
    }
    return isSealed ? box : nil
  }

  /// - Returns: what the box holds, which the caller wipes; `nil` where it was changed, or sealed
  ///   to another recipient.
  package static func open(_ box: RawSpan, with secret: borrowing SecretKey) -> [UInt8]? {
    guard box.byteCount >= overhead else { return nil }
    let recipient = publicKey(of: secret)
    var isGenuine = false
    let total = box.byteCount - overhead
    let plaintext = unsafe [UInt8](unsafeUninitializedCapacity: max(1, total)) { plaintext, count in
      unsafe box.withUnsafeBytes { box in
        unsafe secret.bytes.withUnsafeBytes { secret in
          isGenuine =
            unsafe crypto_box_seal_open(
              plaintext.start, box.bytes, UInt64(box.count), recipient, secret.bytes) == 0
        }
      }
      count = isGenuine ? total : 0
    }
    return isGenuine ? plaintext : nil
  }
}
