import PortalCrypto
import Testing

/// Poly1305 alone lets a forger make one ciphertext that is genuine under several keys. The
/// commitment is what makes an envelope one subject's.
@Suite struct CommitmentTests {
  let golden: GoldenEnvelopes

  init() throws { golden = try .load() }

  func open(_ envelope: [UInt8], with key: [UInt8]) throws(CryptoError) -> [UInt8] {
    let place = golden.twoKeys.associated.bytes
    return try Envelope.open(
      envelope.rawSpan, context: .event, authenticating: place.rawSpan,
      key: EnvelopeKey(key.rawSpan))
  }

  @Test
  func `A ciphertext that two subjects' keys would open is opened by the committed one alone`()
    throws
  {
    let keys = golden.twoKeys.keys.map(\.bytes)
    let envelopes = golden.twoKeys.envelopes.map(\.bytes)
    #expect(keys.count == 2 && envelopes.count == 2)
    // The envelopes differ in their commitment only, so the ciphertext is genuine under both keys.
    #expect(envelopes[0][..<48] == envelopes[1][..<48])
    #expect(envelopes[0][80...] == envelopes[1][80...])
    let plaintexts = try [open(envelopes[0], with: keys[0]), open(envelopes[1], with: keys[1])]
    #expect(plaintexts[0] != plaintexts[1])
    #expect(throws: CryptoError.wrongKey) { try open(envelopes[0], with: keys[1]) }
    #expect(throws: CryptoError.wrongKey) { try open(envelopes[1], with: keys[0]) }
  }

  @Test func `A changed commitment is refused though the ciphertext is genuine`() throws {
    let envelope = try #require(golden.envelopes.first { $0.length == 256 })
    for index in 48..<80 {
      var changed = envelope.envelope.bytes
      changed[index] ^= 0x40
      #expect(envelope.refusal(changed) == .wrongKey)
      changed[index] ^= 0x40
      #expect(try envelope.open(changed) == golden.plaintext(of: envelope))
    }
  }

  @Test func `Another subject's key is told from a forged content`() throws {
    let envelope = try #require(golden.envelopes.first { $0.length == 256 })
    var forged = envelope.envelope.bytes
    forged[100] ^= 1
    let otherKey = SecretKey.random().array
    #expect(envelope.refusal(forged) == .forged)
    #expect(envelope.refusal(key: otherKey) == .wrongKey)
    // Where both are wrong, the content is not even looked at.
    #expect(envelope.refusal(forged, key: otherKey) == .wrongKey)
  }
}
