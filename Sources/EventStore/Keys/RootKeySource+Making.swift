internal import PortalCrypto

extension RootKeySource {
  /// Asks for what new keys need.
  func prepare() throws(LogError) -> Prepared {
    switch kind {
    case .file: return .file
    case .passphrase(let ask):
      let passphrase = try ask(true)
      guard passphrase.memory.byteCount >= Self.shortestPassphrase else {
        throw LogError(
          .invalid,
          "the passphrase is shorter than \(Self.shortestPassphrase) bytes; take several words")
      }
      let file = PassphraseFile()
      return .passphrase(file, try Self.key(of: passphrase, file))
    case .provided(let fetch): return .provided(try Self.key(of: try fetch()))
    }
  }

  /// A root key for new keys, before anything is written.
  enum Prepared: ~Copyable {
    case file
    case passphrase(PassphraseFile, SecretKey)
    case provided(SecretKey)

    /// Writes what the folder of the new keys keeps of it.
    ///
    /// - Returns: the key.
    consuming func write(to keys: String) throws(FileError) -> SecretKey {
      switch consume self {
      case .file: return try RootKey.create(at: keys + "/" + RootKey.fileName)
      case .passphrase(let file, let key):
        try file.write(to: keys + "/" + PassphraseFile.name)
        return key
      case .provided(let key): return key
      }
    }
  }
}
