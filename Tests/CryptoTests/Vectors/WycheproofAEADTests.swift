import PortalCrypto
import TestSupport
import Testing

@Suite(.enabled(if: TestData.isPresent, "\(TestData.skipNote)"))
struct WycheproofAEADTests {
  private struct Group: WycheproofGroup {
    let ivSize: Int
    let tests: [Vector]
  }

  private struct Vector: WycheproofVector {
    let tcId: Int
    let key, iv, aad, msg, ct, tag: HexBytes
    let result: WycheproofVerdict
  }

  private let file: Wycheproof<Group>

  init() throws {
    file = try .load("xchacha20_poly1305")
  }

  @Test func `The vectors are all there`() {
    #expect(file.vectors.count == 315 && file.numberOfTests == 315)
    #expect(file.count(.valid) == 246)
    #expect(file.count(.invalid) == 69)
    #expect(file.count(.acceptable) == 0)
  }

  @Test func `Every ciphertext opens or is refused as its vector says`() {
    for (_, vector) in file.vectors {
      let sealed = vector.ct.bytes + vector.tag.bytes
      let opened = XChaCha20Poly1305.open(
        sealed.rawSpan, nonce: vector.iv.bytes.rawSpan,
        authenticating: vector.aad.bytes.rawSpan, key: vector.key.bytes.rawSpan)
      #expect(
        opened == (vector.result == .valid ? vector.msg.bytes : nil), "vector \(vector.tcId)")
    }
  }

  @Test func `Every plaintext is sealed to the ciphertext of its vector`() {
    // Not those with a nonce of another size: such a one is a fault of the caller, and traps.
    let sealable = file.vectors.filter { $0.group.ivSize == 192 }
    #expect(sealable.count == 306)
    for (_, vector) in sealable {
      let sealed = XChaCha20Poly1305.seal(
        vector.msg.bytes.rawSpan, nonce: vector.iv.bytes.rawSpan,
        authenticating: vector.aad.bytes.rawSpan, key: vector.key.bytes.rawSpan)
      let isSame = sealed == vector.ct.bytes + vector.tag.bytes
      #expect(isSame == (vector.result == .valid), "vector \(vector.tcId)")
    }
  }
}
