import PortalCrypto
import Testing

/// Sizes that bytes from outside may have are refused; those that only a fault of the caller can
/// bring about end the process.
@Suite struct SizeTests {
  static func seal(nonceCount: Int = 24, keyCount: Int = 32) -> [UInt8] {
    let plaintext: [UInt8] = [1, 2, 3]
    let nonce = [UInt8](repeating: 2, count: nonceCount)
    let key = [UInt8](repeating: 1, count: keyCount)
    return XChaCha20Poly1305.seal(
      plaintext.rawSpan, nonce: nonce.rawSpan, authenticating: RawSpan(), key: key.rawSpan)
  }

  func open(_ sealed: [UInt8], nonceCount: Int = 24, keyCount: Int = 32) -> [UInt8]? {
    let nonce = [UInt8](repeating: 2, count: nonceCount)
    let key = [UInt8](repeating: 1, count: keyCount)
    return XChaCha20Poly1305.open(
      sealed.rawSpan, nonce: nonce.rawSpan, authenticating: RawSpan(), key: key.rawSpan)
  }

  @Test func `Nothing opens with a nonce or a key of another size`() {
    let sealed = Self.seal()
    #expect(open(sealed) == [1, 2, 3])
    for count in [0, 8, 12, 16, 23, 25, 32] { #expect(open(sealed, nonceCount: count) == nil) }
    for count in [0, 16, 31, 33, 64] { #expect(open(sealed, keyCount: count) == nil) }
  }

  @Test func `A ciphertext shorter than its tag is refused`() {
    let sealed = Self.seal()
    for count in 0..<XChaCha20Poly1305.tagByteCount {
      #expect(open(Array(sealed.prefix(count))) == nil)
    }
  }

  @Test func `Sealing with a nonce of another size ends the process`() async {
    await #expect(processExitsWith: .failure) {
      _ = SizeTests.seal(nonceCount: 12)
    }
  }

  @Test func `Sealing with a key of another size ends the process`() async {
    await #expect(processExitsWith: .failure) {
      _ = SizeTests.seal(keyCount: 31)
    }
  }

  @Test func `A secret key of another size ends the process`() async {
    await #expect(processExitsWith: .failure) {
      let bytes = [UInt8](repeating: 0, count: 33)
      _ = SecretKey(copying: bytes.rawSpan)
    }
  }

  @Test func `A blind index key of a length that BLAKE2b doesn't have ends the process`() async {
    await #expect(processExitsWith: .failure) {
      _ = BLAKE2b.hash(RawSpan(), key: SecretKey.random(), byteCount: 65)
    }
    await #expect(processExitsWith: .failure) {
      _ = BLAKE2b.hash(RawSpan(), key: SecretKey.random(), byteCount: 15)
    }
  }

  @Test func `A key for envelopes of another size ends the process`() async {
    await #expect(processExitsWith: .failure) {
      let bytes = [UInt8](repeating: 0, count: 31)
      _ = EnvelopeKey(bytes.rawSpan)
    }
  }

  static func sealEnvelope(saltCount: Int) -> [UInt8] {
    Envelope.seal(
      RawSpan(),
      header: Envelope.Header(keyClass: 1, keyID: BlindKey([UInt8](1...16).rawSpan), epoch: 1),
      context: .event, authenticating: RawSpan(), key: EnvelopeKey(SecretKey.random().bytes),
      salt: [UInt8](repeating: 0, count: saltCount).rawSpan)
  }

  @Test func `Sealing an envelope with a salt of another size ends the process`() async {
    let envelope = Self.sealEnvelope(saltCount: 24)
    #expect(envelope.count == Envelope.overhead)
    await #expect(processExitsWith: .failure) { _ = SizeTests.sealEnvelope(saltCount: 23) }
    await #expect(processExitsWith: .failure) { _ = SizeTests.sealEnvelope(saltCount: 25) }
  }

  @Test func `A key identifier of another size ends the process`() async {
    await #expect(processExitsWith: .failure) {
      _ = BlindKey([UInt8](1...17).rawSpan)
    }
  }

  func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    constantTimeEqual(left.rawSpan, right.rawSpan)
  }

  @Test func `Of no bytes there is everything too`() {
    #expect(randomBytes(0) == [])
    #expect(areEqual([], []))
    #expect(!areEqual([], [0]))
    var none: [UInt8] = []
    wipe(&none)
    #expect(none == [])
  }

  @Test func `Bytes are equal where every one is`() {
    let bytes = Array(UInt8(0)..<64)
    #expect(areEqual(bytes, Array(UInt8(0)..<64)))
    for index in bytes.indices {
      var changed = bytes
      changed[index] ^= 0x80
      #expect(!areEqual(bytes, changed), "byte \(index)")
    }
  }
}
