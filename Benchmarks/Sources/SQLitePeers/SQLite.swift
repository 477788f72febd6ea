import CSQLite

/// A connection to SQLite or SQLCipher; the only file that speaks to their C interface. It calls
/// nothing that is newer than SQLite 3.15, on which Debian's SQLCipher is built.
///
/// Safe: the pointer never leaves the file and lives as long as this object. Not to be used by two
/// threads at once, which is why it isn't `Sendable`.
@safe
final class SQLiteConnection {
  private let handle: OpaquePointer

  static var version: String { unsafe String(cString: sqlite3_libversion()) }

  /// The pages that a connection keeps in memory: 64 MiB.
  private static let cache = "PRAGMA cache_size = -65536"
  /// A key as it is, so that opening derives none; and pages of SQLite's size, where SQLCipher 3
  /// has 1 KiB.
  private static let key = """
    PRAGMA key = "x'\(String(repeating: "2f", count: 32))'"; PRAGMA cipher_page_size = 4096
    """

  /// - Parameter isEncrypted: whether the program is linked to SQLCipher.
  init(path: String, isEncrypted: Bool) throws {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = unsafe sqlite3_open_v2(path, &opened, flags, nil)
    guard code == SQLITE_OK, let connection = unsafe opened else {
      throw SQLiteError(message: "SQLite can't open \(path): error \(code)")
    }
    unsafe handle = connection
    if isEncrypted { try execute(Self.key) }
    // SQLite passes over a pragma that it doesn't know, and would write in the clear.
    guard try value("PRAGMA cipher_version").isEmpty != isEncrypted else {
      throw SQLiteError(message: "this program is linked to the wrong SQLite; build it anew")
    }
    try execute(Self.cache)
  }

  deinit { unsafe sqlite3_close_v2(handle) }

  func execute(_ sql: String) throws {
    guard unsafe sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure }
  }

  func prepare(_ sql: String) throws -> SQLiteStatement {
    var prepared: OpaquePointer?
    let code = unsafe sqlite3_prepare_v2(handle, sql, -1, &prepared, nil)
    guard code == SQLITE_OK, let statement = unsafe prepared else { throw failure }
    return unsafe SQLiteStatement(statement, of: self)
  }

  /// The only value that a statement answers.
  func value(_ sql: String) throws -> String {
    let statement = try prepare(sql)
    return try statement.step() ? statement.text(0) : ""
  }

  fileprivate var failure: SQLiteError {
    unsafe SQLiteError(message: String(cString: sqlite3_errmsg(handle)))
  }
}

/// What SQLite says went wrong.
struct SQLiteError: Error, CustomStringConvertible {
  let message: String
  var description: String { message }
}

/// A prepared statement. Parameters count from 1, columns from 0, as in C.
///
/// Safe: the pointer never leaves the file; the connection lives as long as the statement.
@safe
final class SQLiteStatement {
  private let handle: OpaquePointer
  private let connection: SQLiteConnection

  fileprivate init(_ handle: OpaquePointer, of connection: SQLiteConnection) {
    unsafe self.handle = handle
    self.connection = connection
  }

  deinit { unsafe sqlite3_finalize(handle) }

  func bind(_ integer: some BinaryInteger, at index: Int32) throws {
    try check(unsafe sqlite3_bind_int64(handle, index, Int64(integer)))
  }

  func bind(_ text: String, at index: Int32) throws {
    var text = text
    let code = text.withUTF8 { utf8 in
      unsafe utf8.withMemoryRebound(to: CChar.self) { characters in
        unsafe csqlite_bind_text(handle, index, characters.baseAddress, Int32(characters.count))
      }
    }
    try check(code)
  }

  func bind(_ bytes: [UInt8], at index: Int32) throws {
    let code = unsafe bytes.withUnsafeBytes { bytes in
      unsafe csqlite_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count))
    }
    try check(code)
  }

  /// Goes to the next row.
  ///
  /// - Returns: whether there is one.
  func step() throws -> Bool {
    switch unsafe sqlite3_step(handle) {
    case SQLITE_ROW: true
    case SQLITE_DONE: false
    default: throw connection.failure
    }
  }

  /// Runs a statement that answers no rows, and makes it ready for the next time.
  func run() throws {
    defer { reset() }
    _ = try step()
  }

  func reset() { unsafe sqlite3_reset(handle) }

  func integer(_ column: Int32) -> Int64 { unsafe sqlite3_column_int64(handle, column) }

  func text(_ column: Int32) -> String {
    guard let text = unsafe sqlite3_column_text(handle, column) else { return "" }
    return unsafe String(cString: text)
  }

  func bytes(_ column: Int32) -> [UInt8] {
    guard let start = unsafe sqlite3_column_blob(handle, column) else { return [] }
    let count = unsafe Int(sqlite3_column_bytes(handle, column))
    return unsafe [UInt8](UnsafeRawBufferPointer(start: start, count: count))
  }

  private func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw connection.failure }
  }
}
