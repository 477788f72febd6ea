import PortalCrypto
import Testing

@Suite struct SealedBoxTests {
  let text = Array("the keys of a store".utf8)

  /// Alice's and Bob's, section 6.1.
  @Test(arguments: [
    (
      "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
      "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"
    ),
    (
      "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
      "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
    ),
  ])
  func `Public keys are those of RFC 7748`(secret: String, publicKey: String) throws {
    let expected = try #require(keyBytes(publicKey))
    let bytes = try #require(keyBytes(secret))
    let secret = SecretKey(copying: bytes.rawSpan)
    #expect(SealedBox.publicKey(of: secret) == expected)
  }

  @Test func `A box opens for its recipient, and for nobody else`() throws {
    let secret = SecretKey.random()
    let sealed = SealedBox.seal(text.rawSpan, to: SealedBox.publicKey(of: secret).rawSpan)
    let box = try #require(sealed)
    #expect(box.count == text.count + SealedBox.overhead)
    #expect(SealedBox.open(box.rawSpan, with: secret) == text)
    let other = SecretKey.random()
    #expect(SealedBox.open(box.rawSpan, with: other) == nil)
  }

  @Test func `A box of nothing opens to nothing`() throws {
    let secret = SecretKey.random()
    let sealed = SealedBox.seal([UInt8]().rawSpan, to: SealedBox.publicKey(of: secret).rawSpan)
    let box = try #require(sealed)
    #expect(SealedBox.open(box.rawSpan, with: secret) == [])
  }

  @Test func `A changed or shortened box doesn't open`() throws {
    let secret = SecretKey.random()
    let sealed = SealedBox.seal(text.rawSpan, to: SealedBox.publicKey(of: secret).rawSpan)
    let box = try #require(sealed)
    for index in box.indices {
      var changed = box
      changed[index] ^= 1
      #expect(SealedBox.open(changed.rawSpan, with: secret) == nil, "byte \(index)")
      #expect(SealedBox.open(Array(box[..<index]).rawSpan, with: secret) == nil, "\(index) bytes")
    }
  }

  @Test func `Nothing is sealed to a public key of low order`() {
    for weak in [[UInt8](repeating: 0, count: 32), [1] + [UInt8](repeating: 0, count: 31)] {
      #expect(SealedBox.seal(text.rawSpan, to: weak.rawSpan) == nil)
    }
  }
}
