import CRocksDB

/// What a group writes, at once or not at all.
///
/// Safe: the pointer lives as long as this object. It belongs to one thread, which is why it isn't
/// `Sendable`.
@safe
final class RocksBatch {
  let handle: OpaquePointer
  private let database: RocksDatabase

  init(of database: RocksDatabase) {
    unsafe handle = rocksdb_writebatch_create()
    self.database = database
  }

  deinit { unsafe rocksdb_writebatch_destroy(handle) }

  func put(_ value: [UInt8], for key: [UInt8], in family: RocksDatabase.Family) {
    unsafe key.withUnsafeBytes { key in
      unsafe value.withUnsafeBytes { value in
        unsafe rocksdb_writebatch_put_cf(
          handle, database.pointer(to: family), key.bindMemory(to: CChar.self).baseAddress,
          key.count, value.bindMemory(to: CChar.self).baseAddress, value.count)
      }
    }
  }
}
