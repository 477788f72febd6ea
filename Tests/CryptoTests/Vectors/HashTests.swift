import PortalCrypto
import Testing

@Suite struct HashTests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ])
  func `SHA-256 gives the digests of FIPS 180-4`(message: String, digest: String) {
    let found = SHA256.hash(Array(message.utf8).rawSpan)
    #expect(found.hex == digest)
  }

  @Test func `SHA-256 takes a message in parts, wherever it is cut`() {
    let message = (0..<200).map { UInt8($0) }
    let whole = SHA256.hash(message.rawSpan)
    for cut in 0...message.count {
      var hash = SHA256()
      hash.update(Array(message[..<cut]).rawSpan)
      hash.update(Array(message[cut...]).rawSpan)
      #expect(hash.finalize() == whole, "cut at \(cut)")
    }
  }

  /// RFC 4231, cases 1 to 4, 6 and 7; case 5 truncates.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      Array(0x01...0x19), [UInt8](repeating: 0xcd, count: 50),
      "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131),
      Array(
        "This is a test using a larger than block-size key and a larger than block-size data. "
          .utf8)
        + Array("The key needs to be hashed before being used by the HMAC algorithm.".utf8),
      "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"
    ),
  ])
  func `HMAC-SHA-256 gives the tags of RFC 4231`(key: [UInt8], message: [UInt8], tag: String) {
    let found = HMACSHA256.tag(of: message.rawSpan, key: key.rawSpan)
    #expect(found.hex == tag)
  }

  @Test func `Keyed BLAKE2b gives the digests that Python gives`() throws {
    let fixtures: HashFixtures = try Fixtures.load("hashes")
    #expect(fixtures.blake2b.count == 18)
    for answer in fixtures.blake2b {
      let digest = BLAKE2b.hash(
        answer.message.bytes.rawSpan, key: SecretKey(copying: answer.key.bytes.rawSpan),
        byteCount: answer.digest.bytes.count)
      #expect(digest == answer.digest.bytes, "\(answer.message.bytes.count) bytes")
    }
  }

  @Test func `A blind index key has 16 bytes unless asked otherwise`() throws {
    let fixtures: HashFixtures = try Fixtures.load("hashes")
    let answer = try #require(fixtures.blake2b.first { $0.digest.bytes.count == 16 })
    let key = SecretKey(copying: answer.key.bytes.rawSpan)
    let digest = BLAKE2b.hash(answer.message.bytes.rawSpan, key: key)
    #expect(digest == answer.digest.bytes)
  }
}
