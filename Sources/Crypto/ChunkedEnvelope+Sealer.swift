extension ChunkedEnvelope {
  /// Seals a stream, chunk by chunk. Its key is wiped with it.
  package struct Sealer: ~Copyable {
    /// What stands before the first chunk, 80 bytes.
    package let head: [UInt8]
    private let material: KeyMaterial
    /// The number of the next chunk; the greatest there is behind the last one.
    package internal(set) var number: UInt32 = 0

    /// - Parameters:
    ///   - associated: where the stream belongs; it must be the same to open.
    ///   - key: the subject's key.
    ///   - salt: 24 random bytes, never given twice; taken from the system where none are given.
    package init(
      _ header: Envelope.Header, authenticating associated: RawSpan, key: EnvelopeKey,
      salt: RawSpan = RawSpan()
    ) {
      let salt = salt.isEmpty ? randomBytes(Envelope.saltByteCount) : salt.array
      precondition(salt.count == Envelope.saltByteCount, "a salt has 24 bytes")
      let start = unsafe [UInt8](unsafeUninitializedCapacity: 24) { bytes, count in
        unsafe header.write(to: bytes.start, suite: suite)
        count = 24
      }
      material = KeyMaterial(key, header: (start + salt).rawSpan, authenticating: associated)
      head = start + salt + material.commitment
    }

    /// Seals the next chunk.
    ///
    /// - Parameters:
    ///   - plaintext: 16,384 bytes; of the last chunk 1 to as many.
    ///   - isLast: whether the stream ends with it. Nothing can be sealed after it.
    package mutating func seal(_ plaintext: RawSpan, isLast: Bool = false) -> [UInt8] {
      precondition(number < UInt32.max, "a stream can't have more chunks")
      precondition(
        isLast
          ? (1...chunkByteCount).contains(plaintext.byteCount)
          : plaintext.byteCount == chunkByteCount, "a chunk has 16,384 bytes")
      let nonce = nonce(head.rawSpan.extracting(24..<48), number, isLast: isLast)
      number = isLast ? .max : number + 1
      return XChaCha20Poly1305.seal(
        plaintext, nonce: nonce.rawSpan, authenticating: RawSpan(), key: material.key.bytes)
    }
  }
}
