import Foundation
import TestSupport
import Testing

@testable import PortalCrypto

/// What works with a secret leaves no copy of it behind: not on the stack, not in freed memory.
@Suite struct UsedSecretTests {
  /// An envelope's parts as text, so that its keys are nowhere as bytes.
  private struct Texts: Decodable {
    struct Golden: Decodable {
      let context, key, associated, encryptionKey, envelope: String
      let length: Int
    }

    let envelopes: [Golden]

    func envelope(ofLength length: Int) throws -> Golden {
      try #require(envelopes.first { $0.context == "event" && $0.length == length })
    }
  }

  @Test(arguments: [64, 1024])
  func `Sealing and opening leave nothing of an envelope's own key`(length: Int) async {
    await #expect(processExitsWith: .success) { [length] in
      let texts: Texts = try Fixtures.load("envelopes")
      let golden = try texts.envelope(ofLength: length)
      let associated = try #require([UInt8](hex: golden.associated))
      let envelope = try #require([UInt8](hex: golden.envelope))
      let header = try Envelope.Header(of: envelope.rawSpan)
      let search = MemorySearch()
      let secret = search.secret(hex: golden.encryptionKey)
      let key = search.use(search.secret(hex: golden.key)) { EnvelopeKey($0) }
      let otherKey = EnvelopeKey(SecretKey.random().bytes)
      var opened: [UInt8] = []
      for key in [otherKey, key] {
        _ = search.afterUse { _ in
          opened =
            (try? Envelope.open(
              envelope.rawSpan, context: .event, authenticating: associated.rawSpan, key: key))
            ?? []
        }
      }
      #expect(opened.count == length)
      #expect(search.count(of: secret) == 0)
      var sealed: [UInt8] = []
      _ = search.afterUse { _ in
        sealed = Envelope.seal(
          opened.rawSpan, header: header, context: .event, authenticating: associated.rawSpan,
          key: key, salt: envelope.rawSpan.extracting(24..<48))
      }
      #expect(sealed == envelope)
      #expect(search.count(of: secret) == 0)
      sealed[90] ^= 1
      _ = search.afterUse { _ in
        do throws(CryptoError) {
          _ = try Envelope.open(
            sealed.rawSpan, context: .event, authenticating: associated.rawSpan, key: key)
        } catch { opened = error == .forged ? [] : opened }
      }
      #expect(opened.isEmpty)
      #expect(search.count(of: secret) == 0)
    }
  }

  @Test func `Wrapping and unwrapping a key leaves no copy of it`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      let wrapping = SecretKey.random()
      let secret = try search.afterUse { secret in
        let wrapped = KeyWrap.wrap(search.key(secret), under: wrapping, context: RawSpan())
        #expect(search.count(of: secret) == 0)
        let key = try KeyWrap.unwrap(wrapped.rawSpan, under: wrapping, context: RawSpan())
        #expect(search.count(of: secret) >= 1)
        withExtendedLifetime(key) {}
      }
      #expect(search.count(of: secret) == 0)
    }
  }

  @Test func `A wrapping key leaves no copy of itself`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      let secret = try search.afterUse { secret in
        let wrapped = KeyWrap.wrap(
          SecretKey.random(), under: search.key(secret), context: RawSpan())
        _ = try KeyWrap.unwrap(
          wrapped.rawSpan, under: search.key(secret), context: RawSpan())
      }
      #expect(search.count(of: secret) == 0)
    }
  }

  @Test func `Signing leaves no copy of the seed`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      let secret = search.afterUse { secret in
        let seed = search.key(secret)
        let publicKey = Ed25519.publicKey(of: seed)
        _ = Ed25519.sign(publicKey.rawSpan, with: seed)
        #expect(search.count(of: secret) >= 1)
        withExtendedLifetime(seed) {}
      }
      #expect(search.count(of: secret) == 0)
    }
  }

  @Test func `Keyed hashes leave no copy of their key`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      let message = [UInt8](repeating: 1, count: 200)
      let works: [(MemorySearch.Secret) -> [UInt8]] = [
        { search.use($0) { HMACSHA256.tag(of: message.rawSpan, key: $0) } },
        { search.use($0) { HMACSHA512.tag(of: message.rawSpan, key: $0) } },
        { BLAKE2b.hash(message.rawSpan, key: search.key($0)) },
      ]
      for work in works {
        let secret = search.afterUse { _ = work($0) }
        for mask in [0] + WipedMemoryTests.masks {
          #expect(search.count(of: secret, masked: mask) == 0)
        }
      }
    }
  }

  /// Runs `body` with new root keys, and then looks for the last one.
  private static func countAfterUse(
    _ search: MemorySearch, _ body: (_ path: String, _ key: borrowing SecretKey) throws -> Void
  ) throws -> Int {
    let folder = TemporaryFolder()
    var secrets: [MemorySearch.Secret] = []
    secrets.reserveCapacity(2)
    _ = try search.afterUse { _ in
      let path = folder.path + "/root.key\(secrets.count)"
      let key = try RootKey.create(at: path)
      secrets.append(search.secret(copying: key))
      #expect(search.count(of: secrets[secrets.count - 1]) >= 1)
      try body(path, key)
    }
    // Removing the folder calls functions for the first time.
    return withExtendedLifetime(folder) { search.count(of: secrets[1]) }
  }

  @Test func `Making a root key leaves no copy of it`() async {
    await #expect(processExitsWith: .success) {
      let count = try Self.countAfterUse(MemorySearch()) { _, _ in }
      #expect(count == 0)
    }
  }

  @Test func `Reading a root key leaves no copy of it`() async {
    await #expect(processExitsWith: .success) {
      let count = try Self.countAfterUse(MemorySearch()) { path, _ in
        let key = try RootKey.read(from: path)
        withExtendedLifetime(key) {}
      }
      #expect(count == 0)
    }
  }

  @Test func `Refusing a root key that others can read leaves no copy of it`() async {
    await #expect(processExitsWith: .success) {
      let count = try Self.countAfterUse(MemorySearch()) { path, _ in
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        _ = try? RootKey.read(from: path)
      }
      #expect(count == 0)
    }
  }

  @Test func `Refusing a root key that is too long leaves no copy of it`() async {
    await #expect(processExitsWith: .success) {
      let count = try Self.countAfterUse(MemorySearch()) { path, _ in
        try DurableFile.overwrite(path, [(32, [10])])
        _ = try? RootKey.read(from: path)
      }
      #expect(count == 0)
    }
  }

  @Test func `A keyring that was let go leaves none of its keys`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      var secrets: [MemorySearch.Secret] = []
      _ = try search.afterUse { _ in
        let slots = try SlotsFolder()
        let main = try slots.mainKey()
        secrets = [search.secret(copying: main)]
        _ = consume main
        let keyring = try slots.open()
        secrets.append(search.secret(copying: keyring.index))
        secrets.append(search.secret(copying: keyring.signing))
        for number in [0, 1, 77, 255] as [UInt8] {
          let key = try keyring.bucketKey(number, epoch: 1)
          secrets.append(search.secret(copying: key.secret))
        }
        // The main key too: it wraps what a rotation makes.
        #expect(secrets.allSatisfy { search.count(of: $0) >= 1 })
        withExtendedLifetime(keyring) {}
      }
      #expect(secrets.map { search.count(of: $0) } == [0, 0, 0, 0, 0, 0, 0])
    }
  }
}
