import PortalCrypto
import Testing

@Suite struct SigningTests {
  struct Answer: Sendable {
    let seed, message, publicKey, signature: String
  }

  /// RFC 8032, section 7.1, tests 1 to 3.
  static let answers = [
    Answer(
      seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
      message: "",
      publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
      signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f"
        + "b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
    Answer(
      seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
      message: "72",
      publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
      signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da08"
        + "5ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
    Answer(
      seed: "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
      message: "af82",
      publicKey: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
      signature: "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18"
        + "ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
  ]

  @Test(arguments: answers)
  func `A seed has the public key and makes the signature of RFC 8032`(answer: Answer) throws {
    let seedBytes = try #require([UInt8](hex: answer.seed))
    let seed = SecretKey(copying: seedBytes.rawSpan)
    let message = try #require([UInt8](hex: answer.message))
    let signature = Ed25519.sign(message.rawSpan, with: seed)
    let publicKey = Ed25519.publicKey(of: seed)
    #expect(signature.hex == answer.signature)
    #expect(publicKey.hex == answer.publicKey)
  }

  func verify(_ signature: [UInt8], _ message: [UInt8], _ publicKey: [UInt8]) -> Bool {
    Ed25519.verify(signature.rawSpan, of: message.rawSpan, publicKey: publicKey.rawSpan)
  }

  @Test func `A signature holds for its message and its key alone`() {
    let seed = SecretKey.random()
    let message = Array("portal.log\n12\n".utf8)
    let signature = Ed25519.sign(message.rawSpan, with: seed)
    let publicKey = Ed25519.publicKey(of: seed)
    #expect(verify(signature, message, publicKey))
    #expect(!verify(signature, message + [0], publicKey))
    let otherKey = Ed25519.publicKey(of: SecretKey.random())
    #expect(!verify(signature, message, otherKey))
    for index in signature.indices {
      var changed = signature
      changed[index] ^= 0x10
      #expect(!verify(changed, message, publicKey), "byte \(index)")
    }
  }

  @Test func `A signature or a public key of another length is refused`() {
    let seed = SecretKey.random()
    let signature = Ed25519.sign(RawSpan(), with: seed)
    let publicKey = Ed25519.publicKey(of: seed)
    #expect(verify(signature, [], publicKey))
    for count in [0, 1, 32, 63, 65, 128] {
      #expect(!verify(Array((signature + signature).prefix(count)), [], publicKey))
    }
    for count in [0, 1, 31, 33, 64] {
      #expect(!verify(signature, [], Array((publicKey + publicKey).prefix(count))))
    }
  }
}
