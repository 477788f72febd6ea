import Foundation
import TestSupport
import Testing

@testable import PortalCrypto

/// What root keys are made of, and what their backups hold, is nowhere once it was let go.
@Suite struct RootSecretTests {
  /// A secret's bytes, taken in where they're guarded.
  private static func guarded(
    _ search: MemorySearch, _ secret: MemorySearch.Secret
  ) -> SecretBytes {
    search.use(secret) { span in
      SecretBytes(capacity: span.byteCount) { bytes in
        for offset in 0..<span.byteCount { bytes.append(span.byte(at: offset)) }
      }
    }
  }

  @Test func `A passphrase leaves nothing, nor does the key that is made of it`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      let file = PassphraseFile()
      var keys: [MemorySearch.Secret] = []
      keys.reserveCapacity(2)
      let passphrase = try search.afterUse { secret in
        let passphrase = Self.guarded(search, secret)
        let key = try file.key(of: passphrase)
        keys.append(search.secret(copying: key))
        #expect(search.count(of: keys[keys.count - 1]) >= 1)
        #expect(search.count(of: secret) >= 1)
      }
      #expect(search.count(of: passphrase) == 0)
      #expect(search.count(of: keys[1]) == 0)
    }
  }

  /// Two keys as a vault prints them. The digits here are those of the text's letters: as text they
  /// are nowhere until a test makes them.
  private static let texts = [
    "digits": [
      "3562316630633665613264393438373362386530313537663361633634323964373731306665386332346239"
        + "3561643336653831663034633937643362326136",
      "6332306539623437663136643835336162343763306664326535383931623630613933643734653832663563"
        + "3136623039616438653337313466363263623035",
    ],
    "base64": [
      "5778384d62714c5a53484f343442562f4f735a436e5863512f6f776b75567254626f4877544a66547371593d",
      "77673662522f46746854713066412f5335596b62594b6b39644f6776584261776d746a6a635539697977553d",
    ],
  ]

  @Test(arguments: ["digits", "base64"])
  func `Reading a key as text leaves neither the text nor the key`(form: String) async {
    await #expect(processExitsWith: .success) { [form] in
      let search = MemorySearch()
      let texts = try #require(Self.texts[form]).map { search.secret(hex: $0) }
      var keys: [MemorySearch.Secret] = []
      keys.reserveCapacity(2)
      _ = search.afterUse { _ in
        let text = Self.guarded(search, texts[keys.count])
        guard let key = SecretKey(text: text.bytes) else { return }
        keys.append(search.secret(copying: key))
        #expect(search.count(of: keys[keys.count - 1]) >= 1)
      }
      #expect(keys.count == 2)
      #expect(search.count(of: texts[1]) == 0)
      #expect(search.count(of: keys[1]) == 0)
    }
  }

  @Test func `Backing up keys and opening the backup leave nothing of the main key`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      var mains: [MemorySearch.Secret] = []
      var secrets: [MemorySearch.Secret] = []
      mains.reserveCapacity(2)
      secrets.reserveCapacity(2)
      _ = try search.afterUse { _ in
        let slots = try SlotsFolder()
        let main = try slots.mainKey()
        mains.append(search.secret(copying: main))
        _ = consume main
        let secret = SecretKey.random()
        secrets.append(search.secret(copying: secret))
        let backup = try KeyBackup(
          of: try slots.open(), files: [], time: 0, recipient: SealedBox.publicKey(of: secret))
        let sealed = backup.seal()
        let opened = try KeyBackup(opening: try #require(sealed), with: secret)
        let isSame = opened.storeID == backup.storeID
        #expect(isSame)
        #expect(search.count(of: mains[mains.count - 1]) >= 1)
      }
      #expect(search.count(of: mains[1]) == 0)
      #expect(search.count(of: secrets[1]) == 0)
    }
  }

  @Test func `Making a recipient and reading its secret leave nothing of it`() async {
    await #expect(processExitsWith: .success) {
      let search = MemorySearch()
      var secrets: [MemorySearch.Secret] = []
      secrets.reserveCapacity(2)
      let folder = TemporaryFolder()
      _ = try search.afterUse { _ in
        let path = folder.path + "/secret\(secrets.count)"
        _ = try RecipientKey.create(at: path)
        let secret = try RecipientKey.readSecret(from: path)
        secrets.append(search.secret(copying: secret))
        #expect(search.count(of: secrets[secrets.count - 1]) >= 1)
      }
      #expect(search.count(of: secrets[1]) == 0)
    }
  }
}
