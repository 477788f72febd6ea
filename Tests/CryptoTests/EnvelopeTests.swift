import PortalCrypto
import TestSupport
import Testing

@Suite struct EnvelopeTests {
  let header = Envelope.Header(keyClass: 1, keyID: BlindKey(Array(1...16).rawSpan), epoch: 7)
  let place: [UInt8] = [1, 2, 3]
  let text = Array("a visit note".utf8)

  func seal(_ key: borrowing SecretKey) -> [UInt8] {
    Envelope.seal(
      text.rawSpan, header: header, context: .event, authenticating: place.rawSpan,
      key: EnvelopeKey(key.bytes))
  }

  func open(
    _ envelope: [UInt8], _ key: borrowing SecretKey, context: Envelope.Context = .event,
    place: [UInt8]? = nil
  ) throws(CryptoError) -> [UInt8] {
    let place = place ?? self.place
    return try Envelope.open(
      envelope.rawSpan, context: context, authenticating: place.rawSpan, key: EnvelopeKey(key.bytes)
    )
  }

  @Test func `An envelope opens with its key at its place`() throws {
    let key = SecretKey.random()
    let envelope = seal(key)
    #expect(try open(envelope, key) == text)
    #expect(envelope.count == text.count + Envelope.overhead)
    #expect(try Envelope.Header(of: envelope.rawSpan) == header)
  }

  @Test func `Every changed byte is refused`() throws {
    let key = SecretKey.random()
    let envelope = seal(key)
    for index in envelope.indices {
      var changed = envelope
      changed[index] ^= 1
      do throws(CryptoError) {
        _ = try open(changed, key)
        Issue.record("byte \(index) changed, and the envelope opened")
      } catch {
        let expected: CryptoError =
          switch index {
          case 0, 1, 3: .malformed
          case ..<80: .wrongKey
          default: .forged
          }
        #expect(error == expected, "byte \(index)")
      }
    }
  }

  @Test func `Another key, place or context fails before decryption`() throws {
    let key = SecretKey.random()
    let envelope = seal(key)
    #expect(throws: CryptoError.wrongKey) { try open(envelope, SecretKey.random()) }
    #expect(throws: CryptoError.wrongKey) { try open(envelope, key, place: [1, 2, 4]) }
    #expect(throws: CryptoError.wrongKey) { try open(envelope, key, context: .view) }
  }

  @Test func `Any cut envelope is refused`() throws {
    let key = SecretKey.random()
    let envelope = seal(key)
    for count in 0..<envelope.count {
      #expect(throws: CryptoError.self) { try open(Array(envelope[..<count]), key) }
    }
  }

  @Test func `The format is that of the golden envelope`() throws {
    // Computed independently: Python's hmac and hashlib, PyNaCl's XChaCha20-Poly1305.
    let key = SecretKey(copying: [UInt8](repeating: 0x11, count: 32).rawSpan)
    let envelope = Envelope.seal(
      Array("golden".utf8).rawSpan, header: header, context: .event,
      authenticating: place.rawSpan, key: EnvelopeKey(key.bytes),
      salt: [UInt8](repeating: 0x22, count: 24).rawSpan)
    #expect(
      envelope.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        == GoldenEnvelope.hex)
  }
}

@Suite struct PaddingTests {
  @Test func `Short records have one length`() {
    #expect((0...256).allSatisfy { padme($0) == 256 })
  }

  @Test func `A padded length is not below the length, and at most 12 percent above`() {
    for count in 257...70_000 {
      let padded = padme(count)
      #expect(padded >= count && Double(padded) <= Double(count) * 1.12)
    }
  }

  @Test func `Lengths between powers of two take few values`() {
    #expect(Set((4097...8192).map(padme)).count <= 16)
  }
}

@Suite struct KeyTests {
  @Test func `A wrapped key unwraps in its context alone`() throws {
    let key = SecretKey.random()
    let wrapping = SecretKey.random()
    let wrapped = KeyWrap.wrap(key, under: wrapping, context: [1].rawSpan)
    let unwrapped = try KeyWrap.unwrap(wrapped.rawSpan, under: wrapping, context: [1].rawSpan)
    #expect(unwrapped.bytes.array == key.bytes.array)
    do throws(CryptoError) {
      _ = try KeyWrap.unwrap(wrapped.rawSpan, under: wrapping, context: [2].rawSpan)
      Issue.record("unwrapped in another context")
    } catch { #expect(error == .wrongKey) }
  }

  @Test func `A password is verified by its hash, and another one is not`() throws {
    let hash = try Password.hash("2580")
    #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=3,p=1$"))
    #expect(Password.verify("2580", against: hash))
    #expect(!Password.verify("2581", against: hash))
    #expect(!Password.verify("2580", against: "no hash"))
  }
}
