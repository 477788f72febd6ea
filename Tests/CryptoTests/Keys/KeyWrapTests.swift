import PortalCrypto
import Testing

@Suite struct KeyWrapTests {
  let key = [UInt8](repeating: 0x31, count: 32)
  let wrapping = [UInt8](repeating: 0x42, count: 32)
  let context = Array("portal/test/v1\0".utf8)

  func wrap() -> [UInt8] {
    KeyWrap.wrap(
      SecretKey(copying: key.rawSpan), under: SecretKey(copying: wrapping.rawSpan),
      context: context.rawSpan)
  }

  func unwrap(
    _ wrapped: [UInt8], under wrapping: [UInt8]? = nil, context: [UInt8]? = nil
  ) throws(CryptoError) -> [UInt8] {
    let wrapping = wrapping ?? self.wrapping
    let context = context ?? self.context
    let key = try KeyWrap.unwrap(
      wrapped.rawSpan, under: SecretKey(copying: wrapping.rawSpan), context: context.rawSpan)
    return key.array
  }

  @Test func `A wrapped key unwraps`() throws {
    let wrapped = wrap()
    #expect(wrapped.count == KeyWrap.byteCount)
    #expect(try unwrap(wrapped) == key)
  }

  @Test func `A wrapped key is its nonce, and XChaCha20-Poly1305 of the key`() {
    let wrapped = wrap()
    let sealed = XChaCha20Poly1305.seal(
      key.rawSpan, nonce: Array(wrapped[..<24]).rawSpan, authenticating: context.rawSpan,
      key: wrapping.rawSpan)
    #expect(Array(wrapped[24...]) == sealed)
  }

  @Test func `A key is never wrapped to the same bytes twice`() {
    let nonces = (0..<100).map { _ in Array(wrap()[..<24]) }
    #expect(Set(nonces).count == 100)
  }

  @Test func `A wrapped key with any bit changed is refused`() {
    let wrapped = wrap()
    for index in wrapped.indices {
      for bit in 0..<8 {
        var changed = wrapped
        changed[index] ^= 1 << bit
        #expect(throws: CryptoError.wrongKey, "bit \(bit) of byte \(index)") {
          try unwrap(changed)
        }
      }
    }
  }

  @Test func `A wrapped key of another length is refused`() {
    let wrapped = wrap()
    for count in 0..<wrapped.count {
      #expect(throws: CryptoError.malformed) { try unwrap(Array(wrapped.prefix(count))) }
    }
    #expect(throws: CryptoError.malformed) { try unwrap(wrapped + [0]) }
  }

  @Test func `A wrapped key opens under its own key and in its own context alone`() {
    let wrapped = wrap()
    #expect(throws: CryptoError.wrongKey) { try unwrap(wrapped, under: key) }
    #expect(throws: CryptoError.wrongKey) { try unwrap(wrapped, context: []) }
    #expect(throws: CryptoError.wrongKey) { try unwrap(wrapped, context: context + [0]) }
  }
}
