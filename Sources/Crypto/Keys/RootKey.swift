/// Where the root key comes from.
package enum RootKey {
  /// Makes `root.key`: 32 random bytes that the owner alone can read.
  package static func create(at path: String) throws(FileError) -> SecretKey {
    var bytes = randomBytes(SecretKey.byteCount)
    defer { wipe(&bytes) }
    try DurableFile.create(path, bytes)
    return SecretKey(copying: bytes.rawSpan)
  }

  /// Where it stands beside a slots file.
  package static func path(beside slots: String) -> String {
    String(slots.prefix(through: slots.lastIndex(of: "/") ?? slots.startIndex)) + "root.key"
  }

  /// Puts another key into `root.key`.
  package static func replace(at path: String, with key: borrowing SecretKey) throws(FileError) {
    var bytes = key.bytes.array
    defer { wipe(&bytes) }
    try DurableFile.replace(path, with: bytes)
  }

  /// Reads `root.key`.
  package static func read(from path: String) throws(KeyError) -> SecretKey {
    let permissions: UInt32
    var bytes: [UInt8]
    do throws(FileError) {
      permissions = try DurableFile.permissions(of: path)
      bytes = try DurableFile.read(path, limit: SecretKey.byteCount)
    } catch { throw .file(error) }
    defer { wipe(&bytes) }
    guard permissions & 0o077 == 0 else { throw .exposed(path) }
    guard bytes.count == SecretKey.byteCount else { throw .damaged(path) }
    return SecretKey(copying: bytes.rawSpan)
  }
}

/// Why the keys can't be had.
package enum KeyError: Error, Equatable {
  case file(FileError)
  /// Others than the owner can read the file.
  case exposed(String)
  /// The file has not the form of a key file.
  case damaged(String)
  /// The key opens nothing here: it belongs to another store.
  case wrong
}
