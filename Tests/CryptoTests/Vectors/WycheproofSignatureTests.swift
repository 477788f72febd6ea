import PortalCrypto
import TestSupport
import Testing

@Suite(.enabled(if: TestData.isPresent, "\(TestData.skipNote)"))
struct WycheproofSignatureTests {
  private struct Group: WycheproofGroup {
    struct PublicKey: Decodable {
      let pk: HexBytes
    }
    let publicKey: PublicKey
    let tests: [Vector]
  }

  private struct Vector: WycheproofVector {
    let tcId: Int
    let msg, sig: HexBytes
    let result: WycheproofVerdict
  }

  @Test func `Every signature is verified or refused as its vector says`() throws {
    let file = try Wycheproof<Group>.load("ed25519")
    #expect(file.vectors.count == 151 && file.numberOfTests == 151)
    #expect(file.count(.valid) == 88)
    #expect(file.count(.invalid) == 63)
    #expect(file.count(.acceptable) == 0)
    for (group, vector) in file.vectors {
      let isGenuine = Ed25519.verify(
        vector.sig.bytes.rawSpan, of: vector.msg.bytes.rawSpan,
        publicKey: group.publicKey.pk.bytes.rawSpan)
      #expect(isGenuine == (vector.result == .valid), "vector \(vector.tcId)")
    }
  }
}
