/// A key sealed under another key: `nonce 24 | key 32 | tag 16`.
package enum KeyWrap {
  package static let byteCount = 24 + SecretKey.byteCount + 16

  /// - Parameter context: what the key is for and where it stands; it must be the same to unwrap.
  package static func wrap(
    _ key: borrowing SecretKey, under wrapping: borrowing SecretKey, context: RawSpan
  ) -> [UInt8] {
    let nonce = randomBytes(XChaCha20Poly1305.nonceByteCount)
    return nonce
      + XChaCha20Poly1305.seal(
        key.bytes, nonce: nonce.rawSpan, authenticating: context, key: wrapping.bytes)
  }

  /// - Throws: `CryptoError.wrongKey` where it was wrapped by another key or for another place.
  package static func unwrap(
    _ wrapped: RawSpan, under wrapping: borrowing SecretKey, context: RawSpan
  ) throws(CryptoError) -> SecretKey {
    guard wrapped.byteCount == byteCount else { throw .malformed }
    guard
      var bytes = XChaCha20Poly1305.open(
        wrapped.extracting(24..<byteCount), nonce: wrapped.extracting(0..<24),
        authenticating: context, key: wrapping.bytes)
    else { throw .wrongKey }
    defer { wipe(&bytes) }
    return SecretKey(copying: bytes.rawSpan)
  }
}
