import PortalCrypto
import Testing

@Suite struct GoldenEnvelopeTests {
  let golden: GoldenEnvelopes

  init() throws { golden = try .load() }

  @Test func `There are golden envelopes of both contexts, both classes and many lengths`() {
    #expect(golden.envelopes.count == 48)
    for isOfEvent in [false, true] {
      for keyClass in 1...2 as ClosedRange<UInt8> {
        let lengths = golden.envelopes
          .filter { $0.isOfEvent == isOfEvent && $0.header.keyClass == keyClass }.map(\.length)
        #expect(lengths == [0, 1, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1024])
      }
    }
  }

  @Test func `Every golden envelope opens`() throws {
    for envelope in golden.envelopes {
      #expect(try envelope.open() == golden.plaintext(of: envelope), "\(envelope.length) bytes")
      let header = try Envelope.Header(of: envelope.envelope.bytes.rawSpan)
      #expect(header == envelope.header)
    }
  }

  @Test func `What a golden envelope holds is sealed to the same bytes`() {
    for envelope in golden.envelopes {
      let sealed = envelope.seal(golden.plaintext(of: envelope))
      #expect(sealed == envelope.envelope.bytes, "\(envelope.length) bytes")
    }
  }

  @Test func `Behind its header and commitment stands XChaCha20-Poly1305 as it is`() {
    for envelope in golden.envelopes {
      let bytes = envelope.envelope.bytes
      let opened = XChaCha20Poly1305.open(
        Array(bytes[80...]).rawSpan, nonce: Array(bytes[24..<48]).rawSpan,
        authenticating: envelope.associated.bytes.rawSpan,
        key: envelope.encryptionKey.bytes.rawSpan)
      #expect(opened == golden.plaintext(of: envelope))
    }
  }

  @Test func `No two golden envelopes open with each other's key or at each other's place`() {
    for (one, other) in zip(golden.envelopes, golden.envelopes.dropFirst()) {
      #expect(one.refusal(associated: other.associated.bytes) == .wrongKey)
      #expect(one.refusal(other.envelope.bytes) == .wrongKey)
    }
  }
}
