/// The root key as a file of its own.
package enum RootKey {
  package static let fileName = "root.key"

  /// Makes `root.key`: 32 random bytes that the owner alone can read.
  package static func create(at path: String) throws(FileError) -> SecretKey {
    var bytes = randomBytes(SecretKey.byteCount)
    defer { wipe(&bytes) }
    try DurableFile.create(path, bytes)
    return SecretKey(copying: bytes.rawSpan)
  }

  /// Puts another key into `root.key`.
  package static func replace(at path: String, with key: borrowing SecretKey) throws(FileError) {
    var bytes = key.bytes.array
    defer { wipe(&bytes) }
    try DurableFile.replace(path, with: bytes)
  }

  /// Reads `root.key`.
  package static func read(from path: String) throws(KeyError) -> SecretKey {
    var bytes = try privateBytes(of: path, limit: SecretKey.byteCount)
    defer { wipe(&bytes) }
    guard bytes.count == SecretKey.byteCount else { throw .damaged(path) }
    return SecretKey(copying: bytes.rawSpan)
  }

  /// The bytes of a file that nobody but its owner may read; the caller wipes them.
  static func privateBytes(of path: String, limit: Int) throws(KeyError) -> [UInt8] {
    var isExposed = false
    do throws(FileError) {
      isExposed = try DurableFile.permissions(of: path) & 0o077 != 0
      if !isExposed { return try DurableFile.read(path, limit: limit) }
    } catch { throw .file(error) }
    throw .exposed(path)
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
  /// A change of the bucket keys was begun, and not ended.
  case changing
}
