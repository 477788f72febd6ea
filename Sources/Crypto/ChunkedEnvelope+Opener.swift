extension ChunkedEnvelope {
  /// Opens the chunks of a stream, in whatever order they are asked for. Its key is wiped with it.
  ///
  /// Whoever opens the last chunk first knows that the stream was not cut, before they hand out
  /// anything of it.
  package struct Opener: ~Copyable, Sendable {
    private let salt: [UInt8]
    private let material: KeyMaterial

    /// - Parameters:
    ///   - head: the stream's first 80 bytes.
    ///   - associated: where the stream belongs.
    ///   - key: the subject's key.
    /// - Throws: `CryptoError.malformed`; `.wrongKey` where key, head or place differ.
    package init(
      _ head: RawSpan, authenticating associated: RawSpan, key: EnvelopeKey
    ) throws(CryptoError) {
      guard head.byteCount == headByteCount, head.byte(at: 0) == Envelope.version,
        head.byte(at: 1) == suite, head.byte(at: 3) == 0
      else { throw .malformed }
      let material = KeyMaterial(
        key, header: head.extracting(0..<48), authenticating: associated)
      let commitment = material.commitment
      guard constantTimeEqual(commitment.rawSpan, head.extracting(48..<80)) else {
        throw .wrongKey
      }
      self.material = material
      salt = head.extracting(24..<48).array
    }

    /// Opens a chunk.
    ///
    /// - Parameters:
    ///   - sealed: the chunk with its tag.
    ///   - number: its number; 0 for the first.
    ///   - isLast: whether the stream ends with it.
    /// - Throws: `CryptoError.forged` where it was changed, or is not this chunk.
    package func open(
      _ sealed: RawSpan, number: UInt32, isLast: Bool
    ) throws(CryptoError) -> [UInt8] {
      let nonce = nonce(salt.rawSpan, number, isLast: isLast)
      guard
        let plaintext = XChaCha20Poly1305.open(
          sealed, nonce: nonce.rawSpan, authenticating: RawSpan(), key: material.key.bytes)
      else { throw .forged }
      return plaintext
    }
  }
}
