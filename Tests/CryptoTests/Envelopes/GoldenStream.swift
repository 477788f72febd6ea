import PortalCrypto

/// What `streams.json` holds: chunked envelopes that Python made, of counted-out plaintexts.
struct GoldenStream: Decodable {
  let length: Int
  private let key, keyID, salt: HexBytes
  private let associated: HexBytes
  let head, digest: HexBytes
  let count: Int

  static func load() throws -> [GoldenStream] { try Fixtures.load("streams") }

  private var plaintext: [UInt8] {
    (0..<length).map { UInt8(truncatingIfNeeded: 7 * $0 + $0 / 251) }
  }

  /// Seals the stream's plaintext again.
  func seal() -> [UInt8] {
    let header = Envelope.Header(
      keyClass: 1, keyID: BlindKey(keyID.bytes.rawSpan), epoch: UInt32(length))
    var sealer = ChunkedEnvelope.Sealer(
      header, authenticating: associated.bytes.rawSpan, key: EnvelopeKey(key.bytes.rawSpan),
      salt: salt.bytes.rawSpan)
    var stream = sealer.head
    let plaintext = plaintext
    for start in stride(from: 0, to: length, by: ChunkedEnvelope.chunkByteCount) {
      let end = min(length, start + ChunkedEnvelope.chunkByteCount)
      let chunk = Array(plaintext[start..<end])
      stream += sealer.seal(chunk.rawSpan, isLast: end == length)
    }
    return stream
  }
}
