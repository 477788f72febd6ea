internal import Foundation
internal import PortalCrypto

/// Where the root key of a store comes from: the key that wraps all others.
public struct RootKeySource: Sendable {
  enum Kind {
    case file
    case passphrase(@Sendable (_ isNew: Bool) throws(LogError) -> Secret)
    case provided(@Sendable () throws(LogError) -> Secret)
  }

  let kind: Kind

  /// The file `root.key` in the keys folder, which its owner alone can read.
  public static let file = RootKeySource(kind: .file)

  /// A passphrase that somebody knows, made a key by Argon2id. The keys folder keeps the salt.
  ///
  /// - Parameter ask: asks for the passphrase; told whether it's a new one, to be typed twice. Its
  ///   bytes are taken as they are.
  public static func passphrase(
    _ ask: @escaping @Sendable (_ isNew: Bool) throws(LogError) -> Secret
  ) -> RootKeySource {
    RootKeySource(kind: .passphrase(ask))
  }

  /// A key that is kept elsewhere, such as in a vault. The keys folder keeps nothing of it.
  ///
  /// - Parameter fetch: brings the key as text: 64 hexadecimal digits, or base64 of 32 bytes.
  public static func provided(
    _ fetch: @escaping @Sendable () throws(LogError) -> Secret
  ) -> RootKeySource {
    RootKeySource(kind: .provided(fetch))
  }

  /// The shortest passphrase that a store is made with, in bytes.
  public static let shortestPassphrase = 8
}

extension RootKeySource {
  /// Brings the root key of a keys folder.
  ///
  /// - Throws: `keyUnavailable`; where the folder's root key comes from elsewhere, it says from
  ///   where.
  func key(of keys: String) throws(LogError) -> SecretKey {
    let origin = RootKeyOrigin(of: keys)
    switch (kind, origin) {
    case (.file, .file):
      do throws(KeyError) { return try RootKey.read(from: keys + "/" + RootKey.fileName) } catch {
        throw LogError(error, keys: keys)
      }
    case (.passphrase(let ask), .passphrase):
      let file: PassphraseFile
      do throws(KeyError) {
        file = try PassphraseFile(from: keys + "/" + PassphraseFile.name)
      } catch {
        throw LogError(error, keys: keys)
      }
      return try Self.key(of: try ask(false), file)
    case (.provided(let fetch), .elsewhere): return try Self.key(of: try fetch())
    case (_, .missing):
      throw LogError(
        .keyUnavailable, "there are no keys in \(keys); name their folder with --keys")
    case (_, .file):
      throw LogError(
        .keyUnavailable,
        "the root key of \(keys) is in its file root.key; give neither a passphrase nor a key command"
      )
    case (_, .passphrase):
      throw LogError(
        .keyUnavailable,
        "the root key of \(keys) is made of a passphrase; give it with --passphrase or "
          + "--passphrase-fd")
    case (_, .elsewhere):
      throw LogError(
        .keyUnavailable,
        "\(keys) holds neither root.key nor root.passphrase; if its root key comes from a command, "
          + "name that with --key-command, if not, run 'portal keys restore'")
    }
  }

  /// What it means that the slots file doesn't open with the root key that this source brought.
  func refusal(_ error: KeyError, _ keys: String) -> LogError {
    switch (kind, error) {
    case (.passphrase, .wrong):
      LogError(
        .keyUnavailable, "the passphrase is not the one of \(keys), or the keys there were changed")
    case (.provided, .wrong):
      LogError(
        .keyUnavailable,
        "the root key that was brought is not the one of \(keys), or the keys there were changed")
    default: LogError(error, keys: keys)
    }
  }

  static func key(of text: Secret) throws(LogError) -> SecretKey {
    let memory = text.memory
    guard let key = SecretKey(text: memory.bytes) else {
      throw LogError(
        .keyUnavailable,
        "the root key that was brought is no key; it takes 64 hexadecimal digits, or base64 of 32 "
          + "bytes")
    }
    return key
  }

  static func key(
    of passphrase: Secret, _ file: PassphraseFile
  ) throws(LogError) -> SecretKey {
    do throws(CryptoError) { return try file.key(of: passphrase.memory) } catch {
      throw LogError(
        .system(ENOMEM), "there is too little memory to make the key of the passphrase")
    }
  }
}
