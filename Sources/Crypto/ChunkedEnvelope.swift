/// A sealed stream of any length, of which one chunk at a time is in memory.
///
/// ```
/// version 1 | suite 1 | class 1 | flags 1 | keyID 16 | epoch 4 | salt 24 | commitment 32 | chunks
/// chunk = ciphertext of 16,384 bytes, of the last at most as many | tag 16
/// nonce = salt[0..<19] ‖ number of the chunk u32 ‖ 1 for the last chunk, else 0
/// ```
///
/// The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár, "Online
/// Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015), under a key that every
/// stream has of its own, derived and committed to as that of an ``Envelope``. A chunk opens with
/// its own number alone, and the last one as the last alone: a stream that was cut, reordered or
/// put together anew does not open.
package enum ChunkedEnvelope {
  /// XChaCha20-Poly1305 in chunks, with keys from HMAC-SHA-512.
  package static let suite: UInt8 = 2
  package static let headByteCount = Envelope.headerByteCount + 32
  /// How much is sealed in one piece.
  package static let chunkByteCount = 16_384
  /// How much longer a chunk is once it's sealed.
  package static let chunkOverhead = XChaCha20Poly1305.tagByteCount
  /// How many chunks a stream may have; so each has a number, and none comes again.
  package static let maximumChunkCount = Int(UInt32.max)

  static func nonce(_ salt: RawSpan, _ number: UInt32, isLast: Bool) -> [UInt8] {
    salt.extracting(0..<19).array + number.bigEndianBytes + [isLast ? 1 : 0]
  }

  /// What is derived for one stream.
  struct KeyMaterial: ~Copyable, Sendable {
    let key: SecretKey
    let commitment: [UInt8]

    /// - Parameter header: the stream's first 48 bytes.
    init(_ key: EnvelopeKey, header: RawSpan, authenticating associated: RawSpan) {
      var derived: [UInt8] = []
      unsafe header.withUnsafeBytes { header in
        unsafe Envelope.withKeyMaterial(key, .attachment, header: header.bytes, associated) {
          okm, _ in
          derived = unsafe [UInt8](UnsafeBufferPointer(start: okm, count: 64))
        }
      }
      defer { wipe(&derived) }
      self.key = SecretKey(copying: derived.rawSpan.extracting(0..<32))
      commitment = Array(derived[32..<64])
    }
  }
}
