/// A key that several hold; it is wiped when the last lets go of it.
package final class SharedKey: Sendable {
  package let secret: SecretKey

  package init(_ secret: consuming SecretKey) { self.secret = secret }
}

extension SecretKey {
  /// What a key can be known by when it is gone: the first 16 bytes of its SHA-256 behind a context.
  /// A key of 256 random bits can't be found from it.
  package var fingerprint: BlindKey {
    let digest = SecretSHA256.hash(Array("portal/fingerprint/v1\0".utf8).rawSpan, bytes)
    return BlindKey(digest.rawSpan.extracting(0..<BlindKey.byteCount))
  }
}
