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

  /// The same source, with its secret asked for already: whoever holds a lock waits for nobody.
  func asked() throws(LogError) -> RootKeySource {
    switch kind {
    case .file: return self
    case .passphrase(let ask):
      let secret = try ask(true)
      return .passphrase { _ throws(LogError) in secret }
    case .provided(let fetch):
      let secret = try fetch()
      return .provided { () throws(LogError) in secret }
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
        try file.create(at: keys + "/" + PassphraseFile.name)
        return key
      case .provided(let key): return key
      }
    }

    /// Puts it in the place of the root key that keys have. A crash in between leaves the one or the
    /// other in force.
    consuming func takeOver(
      _ maintenance: borrowing KeyMaintenance, in keys: String
    ) throws {
      let path = keys + "/" + RootKey.fileName
      let passphrasePath = keys + "/" + PassphraseFile.name
      switch consume self {
      case .file:
        let key = SecretKey.random()
        try maintenance.rewrap(under: key)
        try RootKey.replace(at: path, with: key)
        try DurableFile.remove(passphrasePath)
      case .passphrase(let file, let key):
        try maintenance.rewrap(under: key)
        try file.replace(at: passphrasePath)
        try DurableFile.remove(path)
      case .provided(let key):
        try maintenance.rewrap(under: key)
        for path in [path, passphrasePath] { try DurableFile.remove(path) }
      }
      try maintenance.wipeOldWrappings()
    }
  }
}
