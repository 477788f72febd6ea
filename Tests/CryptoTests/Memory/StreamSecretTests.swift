import PortalCrypto
import Testing

@Suite struct StreamSecretTests {
  /// A stream's parts as text, so that its keys are nowhere as bytes.
  private struct Texts: Decodable {
    let key, keyID, salt, associated, encryptionKey, head: String
    let length: Int
  }

  @Test func `Sealing and opening leave nothing of a stream's own key`() async {
    await #expect(processExitsWith: .success) {
      let all: [Texts] = try Fixtures.load("streams")
      let golden = try #require(all.first { $0.length == 256 })
      let associated = try #require([UInt8](hex: golden.associated))
      let salt = try #require([UInt8](hex: golden.salt))
      let keyID = try #require([UInt8](hex: golden.keyID))
      let head = try #require([UInt8](hex: golden.head))
      let header = Envelope.Header(keyClass: 1, keyID: BlindKey(keyID.rawSpan), epoch: 256)
      let search = MemorySearch()
      let secret = search.secret(hex: golden.encryptionKey)
      let key = search.use(search.secret(hex: golden.key)) { EnvelopeKey($0) }
      let plaintext = [UInt8](repeating: 1, count: 256)
      var sealed: [UInt8] = []
      // Twice, as always: the first time, the dynamic linker leaves traces of its own.
      _ = search.afterUse { _ in
        var sealer = ChunkedEnvelope.Sealer(
          header, authenticating: associated.rawSpan, key: key, salt: salt.rawSpan)
        sealed = sealer.seal(plaintext.rawSpan, isLast: true)
        #expect(sealer.head == head)
        #expect(search.count(of: secret) >= 1)
      }
      #expect(search.count(of: secret) == 0)
      var opened: [UInt8] = []
      _ = try search.afterUse { _ in
        let opener = try ChunkedEnvelope.Opener(
          head.rawSpan, authenticating: associated.rawSpan, key: key)
        opened = try opener.open(sealed.rawSpan, number: 0, isLast: true)
        #expect(search.count(of: secret) >= 1)
        withExtendedLifetime(opener) {}
      }
      #expect(opened == plaintext)
      #expect(search.count(of: secret) == 0)
    }
  }
}
