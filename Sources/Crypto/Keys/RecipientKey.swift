/// The key pair that backups of the keys are sealed to; its secret is a file of one line.
package enum RecipientKey {
  /// Makes a key pair and the file of its secret, which must not be there yet.
  ///
  /// - Returns: the public key as a line of text.
  package static func create(at path: String) throws(FileError) -> String {
    let secret = SecretKey.random()
    let line = KeyLine.secret.text(of: secret.bytes)
    var bytes = line.bytes.array
    defer { wipe(&bytes) }
    try DurableFile.create(path, bytes)
    return text(of: SealedBox.publicKey(of: secret))
  }

  /// A public key as a line of text.
  package static func text(of publicKey: [UInt8]) -> String {
    let line = KeyLine.recipient.text(of: publicKey.rawSpan)
    return String(decoding: line.bytes.array.dropLast(), as: UTF8.self)
  }

  /// Reads a public key from its line of text.
  ///
  /// - Returns: 32 bytes, or `nil` where a letter differs from what was written.
  package static func publicKey(in text: String) -> [UInt8]? {
    guard let key = KeyLine.recipient.key(in: Array(text.utf8).rawSpan) else { return nil }
    return key.bytes.array
  }

  /// Reads the file of a secret.
  ///
  /// - Throws: `KeyError.exposed`, `.damaged` where it holds something else.
  package static func readSecret(from path: String) throws(KeyError) -> SecretKey {
    var bytes = try RootKey.privateBytes(of: path, limit: KeyLine.limit)
    defer { wipe(&bytes) }
    guard let secret = KeyLine.secret.key(in: bytes.rawSpan) else { throw .damaged(path) }
    return secret
  }
}
