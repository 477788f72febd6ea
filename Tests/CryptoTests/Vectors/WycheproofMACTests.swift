import PortalCrypto
import TestSupport
import Testing

@Suite(.enabled(if: TestData.isPresent, "\(TestData.skipNote)"))
struct WycheproofMACTests {
  private struct TagGroup: WycheproofGroup {
    /// In bits; shorter tags are the first bits of the whole.
    let tagSize: Int
    let tests: [TagVector]
  }

  private struct TagVector: WycheproofVector {
    let tcId: Int
    let key, msg, tag: HexBytes
    let result: WycheproofVerdict
  }

  private struct DerivedGroup: WycheproofGroup {
    let tests: [DerivedVector]
  }

  private struct DerivedVector: WycheproofVector {
    let tcId: Int
    let ikm, salt, info, okm: HexBytes
    let size: Int
    let result: WycheproofVerdict
  }

  private func tag(of parts: [[UInt8]], key: [UInt8]) -> [UInt8] {
    HMACSHA512.tag(of: Array(parts.joined()).rawSpan, key: key.rawSpan)
  }

  @Test func `Every tag of HMAC-SHA-512 is what its vector says, truncated or not`() throws {
    let file = try Wycheproof<TagGroup>.load("hmac_sha512")
    #expect(file.vectors.count == 174 && file.numberOfTests == 174)
    #expect(file.count(.valid) == 66)
    #expect(file.count(.invalid) == 108)
    #expect(file.count(.acceptable) == 0)
    #expect(file.vectors.count { $0.group.tagSize == 256 } == 87)
    #expect(file.vectors.count { $0.group.tagSize == 512 } == 87)
    for (group, vector) in file.vectors {
      let whole = tag(of: [vector.msg.bytes], key: vector.key.bytes)
      let isGenuine = constantTimeEqual(
        Array(whole.prefix(group.tagSize / 8)).rawSpan, vector.tag.bytes.rawSpan)
      #expect(isGenuine == (vector.result == .valid), "vector \(vector.tcId)")
    }
  }

  /// HKDF (RFC 5869) is not in the module; it is HMAC-SHA-512, keyed and fed in many lengths.
  @Test func `HKDF built on HMAC-SHA-512 derives what its vectors say`() throws {
    let file = try Wycheproof<DerivedGroup>.load("hkdf_sha512")
    #expect(file.vectors.count == 83 && file.numberOfTests == 83)
    #expect(file.count(.acceptable) == 0)
    // The three invalid ones ask for more than HKDF gives, and so say nothing of HMAC.
    let derivable = file.vectors.filter { $0.vector.size <= 255 * HMACSHA512.byteCount }
    #expect(derivable.count == 80)
    for (_, vector) in derivable {
      #expect(vector.result == .valid)
      let pseudorandomKey = tag(of: [vector.ikm.bytes], key: vector.salt.bytes)
      var derived: [UInt8] = []
      var block: [UInt8] = []
      var number: UInt8 = 0
      while derived.count < vector.size {
        number += 1
        block = tag(of: [block, vector.info.bytes, [number]], key: pseudorandomKey)
        derived += block
      }
      #expect(Array(derived.prefix(vector.size)) == vector.okm.bytes, "vector \(vector.tcId)")
    }
  }
}
