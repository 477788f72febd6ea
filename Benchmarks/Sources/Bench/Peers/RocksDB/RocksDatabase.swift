import CRocksDB
import Foundation

/// A RocksDB database with two column families. This file, the batch and the iterator are the only
/// ones that speak to its C interface.
///
/// Safe: the pointers stay in these files and live as long as this object. Sharing is sound,
/// because RocksDB lets any number of threads use a database, and nothing here changes after `init`.
@safe
final class RocksDatabase: @unchecked Sendable {
  /// Tables of their own under one write-ahead log.
  enum Family: Int, CaseIterable {
    /// By position.
    case events
    /// By tag and position, without values.
    case tags
  }

  private let handle: OpaquePointer
  private let families: [OpaquePointer]
  private let writing: OpaquePointer
  private let reading: OpaquePointer
  let version: String

  /// - Parameter options: in RocksDB's own notation.
  init(path: String, options: String) throws {
    var opened = unsafe [OpaquePointer?](repeating: nil, count: Family.allCases.count)
    let database = try unsafe RocksDBError.check { error in
      unsafe crocksdb_open(path, options, &opened, &error)
    }
    guard let database = unsafe database, let writing = unsafe rocksdb_writeoptions_create(),
      let reading = unsafe rocksdb_readoptions_create()
    else { throw RocksDBError(message: "RocksDB answers nothing") }
    unsafe rocksdb_writeoptions_set_sync(writing, 1)
    unsafe handle = database
    unsafe families = opened.compactMap { unsafe $0 }
    unsafe self.writing = writing
    unsafe self.reading = reading
    version = Self.version(in: path)
  }

  deinit {
    unsafe families.forEach { unsafe rocksdb_column_family_handle_destroy($0) }
    unsafe rocksdb_writeoptions_destroy(writing)
    unsafe rocksdb_readoptions_destroy(reading)
    unsafe rocksdb_close(handle)
  }

  /// Makes a batch durable: it returns when the write-ahead log is on the disk.
  func write(_ batch: RocksBatch) throws {
    try unsafe RocksDBError.check { error in
      unsafe rocksdb_write(handle, writing, batch.handle, &error)
    }
  }

  /// Over what is written now; it sees nothing that comes later.
  func iterator(over family: Family) -> RocksIterator {
    unsafe RocksIterator(rocksdb_create_iterator_cf(handle, reading, pointer(to: family)), of: self)
  }

  /// The events at positions, in one call.
  ///
  /// - Parameter positions: ascending, at most 1000.
  func events(at positions: [UInt64]) throws -> [[UInt8]] {
    precondition(positions.count <= 1000, "more positions than the shim has room for")
    let keys = positions.flatMap(RocksKey.position)
    var values = unsafe [OpaquePointer?](repeating: nil, count: positions.count)
    var errors = unsafe [UnsafeMutablePointer<CChar>?](repeating: nil, count: positions.count)
    unsafe crocksdb_get(
      handle, reading, pointer(to: .events), keys, Int32(positions.count), &values, &errors)
    defer { unsafe values.forEach { unsafe rocksdb_pinnableslice_destroy($0) } }
    try unsafe errors.forEach { error in try unsafe RocksDBError.check { unsafe $0 = error } }
    return try unsafe values.map { value in
      var count = 0
      guard let value = unsafe value,
        let start = unsafe rocksdb_pinnableslice_value(value, &count)
      else { throw RocksDBError(message: "an event that is indexed isn't there") }
      return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  func pointer(to family: Family) -> OpaquePointer { unsafe families[family.rawValue] }

  /// The C interface doesn't tell; the first line of RocksDB's own log does.
  private static func version(in path: String) -> String {
    let log = (try? String(contentsOfFile: path + "/LOG", encoding: .utf8)) ?? ""
    let line = log.split(separator: "\n").first { $0.contains("RocksDB version: ") }
    return line?.split(separator: " ").last.map(String.init) ?? "unknown version"
  }
}

/// What RocksDB says went wrong.
struct RocksDBError: Error, CustomStringConvertible {
  let message: String
  var description: String { message }

  /// Runs a call that leaves a message behind where it fails.
  static func check<Value>(
    _ call: (inout UnsafeMutablePointer<CChar>?) -> Value
  ) throws -> Value {
    var error: UnsafeMutablePointer<CChar>?
    let value = unsafe call(&error)
    guard let error = unsafe error else { return value }
    defer { unsafe rocksdb_free(error) }
    throw RocksDBError(message: unsafe String(cString: error))
  }
}
