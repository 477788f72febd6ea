import PortalCrypto
import Testing

@Suite struct SecretBytesTests {
  struct Refusal: Error {}

  @Test func `A secret holds what was appended, of any length up to its capacity`() {
    for count in [0, 1, 15, 16, 17, 4096, 5000] {
      let secret = SecretBytes(capacity: 5000) { bytes in
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: index)) }
      }
      #expect(secret.byteCount == count)
      #expect(secret.bytes.array == (0..<count).map { UInt8(truncatingIfNeeded: $0) })
    }
  }

  @Test func `What is thrown while it's filled comes through`() {
    #expect(throws: Refusal.self) {
      _ = try SecretBytes(capacity: 8) { bytes throws(Refusal) in
        bytes.append(1)
        throw Refusal()
      }
    }
  }
}
