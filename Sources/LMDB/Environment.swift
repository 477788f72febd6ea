internal import CLMDB
internal import Glibc

/// An LMDB environment: one memory-mapped file that holds named tables.
///
/// Any number of transactions may read at once, in any number of processes; one writes.
///
/// Safe: the pointer to C's environment never leaves the module, and lives as long as this object.
@safe
package final class Environment: Sendable {
  /// How an environment is opened.
  package struct Options: Sendable {
    /// The size of the map in bytes: how large the file may grow before ``Environment/grow(to:)``.
    package var mapSize: Int
    package var maximumTables: UInt32
    package var maximumReaders: UInt32

    package init(
      mapSize: Int = 1 << 30, maximumTables: UInt32 = 128, maximumReaders: UInt32 = 512
    ) {
      self.mapSize = mapSize
      self.maximumTables = maximumTables
      self.maximumReaders = maximumReaders
    }
  }

  /// Safe to share: LMDB locks the environment itself, and `mdb_env_set_mapsize` is called only
  /// where ``grow(to:)`` promises that no transaction of this process is open.
  nonisolated(unsafe) let handle: OpaquePointer
  let gate = MapGate()

  private let file: OpenEnvironments.FileID

  /// Opens the environment whose data file is at `path`; the lock file stands beside it. Where this
  /// process has it open already, it's the same environment, with the sizes it was opened with.
  ///
  /// - Parameters:
  ///   - path: the data file. It is made where it is missing.
  ///   - options: sizes and limits.
  /// - Throws: `LMDBError`, with an `errno` for what the file system refuses.
  package static func open(
    _ path: String, options: Options = Options()
  ) throws(LMDBError) -> Environment {
    let file = try OpenEnvironments.FileID(path)
    return try OpenEnvironments.environment(of: file) { () throws(LMDBError) in
      try Environment(path, file, options)
    }
  }

  private init(
    _ path: String, _ file: OpenEnvironments.FileID, _ options: Options
  ) throws(LMDBError) {
    try MetaPages.check(path)
    var created: OpaquePointer?
    try unsafe check(mdb_env_create(&created), "mdb_env_create")
    guard let environment = unsafe created else {
      throw LMDBError(code: MDB_PANIC, call: "mdb_env_create")
    }
    do throws(LMDBError) {
      try unsafe check(mdb_env_set_mapsize(environment, options.mapSize), "mdb_env_set_mapsize")
      try unsafe check(
        mdb_env_set_maxdbs(environment, options.maximumTables), "mdb_env_set_maxdbs")
      try unsafe check(
        mdb_env_set_maxreaders(environment, options.maximumReaders), "mdb_env_set_maxreaders")
      // NOTLS: a read transaction belongs to its object, not to a thread, as Swift's tasks need.
      // NORDAHEAD: reads are mostly of single pages.
      let flags = UInt32(MDB_NOSUBDIR | MDB_NOTLS | MDB_NORDAHEAD)
      try unsafe check(mdb_env_open(environment, path, flags, 0o600), "mdb_env_open")
    } catch {
      unsafe mdb_env_close(environment)
      throw error
    }
    unsafe handle = environment
    self.file = file
  }

  deinit { OpenEnvironments.close(file) { unsafe mdb_env_close(handle) } }

  /// Doubles the map. It waits until no transaction of this process is open.
  package func grow() throws(LMDBError) {
    try gate.alone { () throws(LMDBError) in
      let size = info.mapSize * 2
      try unsafe check(mdb_env_set_mapsize(handle, size), "mdb_env_set_mapsize")
    }
  }

  /// Takes over the size of the map that another process has set.
  func adoptSize() throws(LMDBError) {
    try gate.alone { () throws(LMDBError) in
      try unsafe check(mdb_env_set_mapsize(handle, 0), "mdb_env_set_mapsize")
    }
  }

  /// Reserves room on the disk ahead of what is written, so that a commit need not make the file
  /// longer.
  ///
  /// - Parameter byteCount: how much there is at least; twice as much is reserved at a time.
  /// - Returns: whether there is so much. Where the disk has none, a commit itself will say so.
  @discardableResult
  package func reserve(_ byteCount: Int) -> Bool {
    let used = (info.lastPage + 1) * info.pageSize
    var file: Int32 = -1
    guard unsafe mdb_env_get_fd(handle, &file) == MDB_SUCCESS else { return false }
    let size = lseek(file, 0, SEEK_END)
    if size - used >= byteCount { return true }
    return posix_fallocate(file, off_t(used), off_t(2 * byteCount)) == 0
  }

  /// Why the file can't grow; `nil` where it can.
  func whyFull() -> Int32? {
    var file: Int32 = -1
    guard unsafe mdb_env_get_fd(handle, &file) == MDB_SUCCESS else { return nil }
    let code = posix_fallocate(file, lseek(file, 0, SEEK_END), 1 << 20)
    return LMDBError.lackOfRoom.contains(code) ? code : nil
  }

  /// Frees the reader slots of processes that died.
  ///
  /// - Returns: how many slots were freed.
  @discardableResult
  package func clearStaleReaders() throws(LMDBError) -> Int {
    var dead: Int32 = 0
    try unsafe check(mdb_reader_check(handle, &dead), "mdb_reader_check")
    return Int(dead)
  }

  /// Writes a copy of the environment without its free pages, while others read and write.
  ///
  /// - Parameter path: a file that does not exist yet.
  package func copy(to path: String) throws(LMDBError) {
    // It reads the whole map: none may grow meanwhile.
    gate.enter()
    defer { gate.leave() }
    try unsafe check(mdb_env_copy2(handle, path, UInt32(MDB_CP_COMPACT)), "mdb_env_copy2")
  }

  /// The size of the map and what is used of it.
  package var info: Info {
    var raw = unsafe MDB_envinfo()
    var stat = MDB_stat()
    unsafe mdb_env_info(handle, &raw)
    unsafe mdb_env_stat(handle, &stat)
    return unsafe Info(
      mapSize: raw.me_mapsize, pageSize: Int(stat.ms_psize), lastPage: raw.me_last_pgno,
      lastTransaction: raw.me_last_txnid, readers: Int(raw.me_numreaders))
  }

  package struct Info: Sendable {
    package let mapSize: Int
    package let pageSize: Int
    /// The number of the last page in use.
    package let lastPage: Int
    package let lastTransaction: Int
    /// How many reader slots were ever taken.
    package let readers: Int
  }
}
