import TestSupport
import Testing

@testable import PortalCrypto

/// What is let go is in no memory of the process any more. Each test has a process of its own, so
/// that the secrets of others are not found.
@Suite struct WipedMemoryTests {
  /// A state of HMAC holds the key masked, at the head of the blocks that its two hashes begin with.
  static let masks: [UInt8] = [0x36, 0x5c]

  @Test func `A search finds what is there, and only that`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      var copies: [[UInt8]] = []
      let secret = search.afterUse { secret in
        #expect(search.count(of: secret) == 0)
        for _ in 0..<3 { copies.append(search.use(secret) { $0.array }) }
        #expect(search.count(of: secret) >= 3)
        #expect(search.count(of: secret, masked: 0x36) == 0)
      }
      #expect(search.count(of: secret) == 3)
      wipe(&copies[4])
      #expect(search.count(of: secret) == 2)
      for index in copies[5].indices { copies[5][index] ^= 0x36 }
      #expect(search.count(of: secret) == 1)
      #expect(search.count(of: secret, masked: 0x36) == 1)
    }
  }

  @Test func `A key that was let go is nowhere`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      let secret = search.afterUse { secret in
        let key = search.key(secret)
        #expect(search.count(of: secret) >= 1)
        let copy = SecretKey(copying: key.bytes)
        #expect(search.count(of: secret) >= 2)
        withExtendedLifetime(key) {}
        withExtendedLifetime(copy) {}
      }
      #expect(search.count(of: secret) == 0)
    }
  }

  @Test func `A key made ready for envelopes is nowhere when it was let go`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      let secret = search.afterUse { secret in
        let key = search.use(secret) { EnvelopeKey($0) }
        let keyID = BlindKey([UInt8](1...16).rawSpan)
        let header = Envelope.Header(keyClass: 1, keyID: keyID, epoch: 1)
        _ = Envelope.seal(
          RawSpan(), header: header, context: .event, authenticating: RawSpan(), key: key)
        #expect(search.count(of: secret) == 0)
        for mask in Self.masks { #expect(search.count(of: secret, masked: mask) >= 1) }
        withExtendedLifetime(key) {}
      }
      for mask in Self.masks { #expect(search.count(of: secret, masked: mask) == 0) }
    }
  }

  @Test func `Keys by the hundred that were let go are nowhere, though their memory is kept`() async
  {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      let secret = search.afterUse { secret in
        let keys = (0..<100).map { _ in SharedKey(search.key(secret)) }
        #expect(search.count(of: secret) >= 100)
        withExtendedLifetime(keys) {}
      }
      #expect(search.count(of: secret) == 0)
    }
  }
}
