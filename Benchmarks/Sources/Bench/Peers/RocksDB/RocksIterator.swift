import CRocksDB

/// A place among the keys of a family.
///
/// Safe: the pointer lives as long as this object, and the database at least as long. It belongs to
/// one thread, which is why it isn't `Sendable`.
@safe
final class RocksIterator {
  private let handle: OpaquePointer
  private let database: RocksDatabase

  init(_ handle: OpaquePointer, of database: RocksDatabase) {
    unsafe self.handle = handle
    self.database = database
  }

  deinit { unsafe rocksdb_iter_destroy(handle) }

  func seekToFirst() { unsafe rocksdb_iter_seek_to_first(handle) }
  func seekToLast() { unsafe rocksdb_iter_seek_to_last(handle) }
  func next() { unsafe rocksdb_iter_next(handle) }

  /// Goes to the first key that isn't before this one.
  func seek(_ key: [UInt8]) {
    unsafe key.withUnsafeBytes { key in
      unsafe rocksdb_iter_seek(handle, key.bindMemory(to: CChar.self).baseAddress, key.count)
    }
  }

  /// Goes to the last key that isn't behind this one.
  func seekBackwards(_ key: [UInt8]) {
    unsafe key.withUnsafeBytes { key in
      unsafe rocksdb_iter_seek_for_prev(
        handle, key.bindMemory(to: CChar.self).baseAddress, key.count)
    }
  }

  /// The key at this place; `nil` behind the last one or before the first.
  func key() throws -> [UInt8]? { try unsafe bytes(rocksdb_iter_key) }

  /// The value at this place, as for ``key()``.
  func value() throws -> [UInt8]? { try unsafe bytes(rocksdb_iter_value) }

  private func bytes(
    _ part: (OpaquePointer?, UnsafeMutablePointer<Int>?) -> UnsafePointer<CChar>?
  ) throws -> [UInt8]? {
    guard unsafe rocksdb_iter_valid(handle) != 0 else {
      try unsafe RocksDBError.check { unsafe rocksdb_iter_get_error(handle, &$0) }
      return nil
    }
    var count = 0
    guard let start = unsafe part(handle, &count) else { return [] }
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }
}
