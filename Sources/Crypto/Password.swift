internal import CSodium

/// Passwords and PINs, hashed so that guessing is slow: Argon2id (RFC 9106), 64 MiB, three passes.
package enum Password {
  package static let memoryByteCount = 64 << 20
  package static let passes: UInt64 = 3

  /// - Returns: the hash with its salt and parameters, as text (`$argon2id$…`).
  /// - Throws: `CryptoError.outOfMemory`.
  package static func hash(_ password: String) throws(CryptoError) -> String {
    Sodium.ready
    var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
    let code = unsafe text.withUnsafeMutableBufferPointer { text in
      unsafe crypto_pwhash_str_alg(
        text.baseAddress.unsafelyUnwrapped, password, UInt64(password.utf8.count), passes,
        memoryByteCount,
        crypto_pwhash_ALG_ARGON2ID13)
    }
    guard code == 0 else { throw .outOfMemory }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether a password is the one that was hashed.
  package static func verify(_ password: String, against hash: String) -> Bool {
    Sodium.ready
    return unsafe crypto_pwhash_str_verify(hash, password, UInt64(password.utf8.count)) == 0
  }
}
