internal import Foundation
internal import GRDB
internal import GRDBSQLite

extension AnalyticsStore {
  /// What came of a question.
  public struct Answer: Sendable {
    public let columns: [String]
    /// How many rows were given.
    public let rowCount: Int
    /// Whether there were more.
    public let isCut: Bool
  }

  /// Answers a question in SQL, which can't change anything: the connection reads only, and an authorizer
  /// refuses all but SELECT.
  ///
  /// - Parameters:
  ///   - sql: one SELECT statement.
  ///   - limits: what it may cost.
  ///   - header: told the names of the columns, before the rows.
  ///   - row: told each row.
  /// - Throws: ``QueryFailure``, or what `header` or `row` throws.
  public func ask(
    _ sql: String, limits: QueryLimits = QueryLimits(),
    header: ([String]) throws -> Void = { _ in },
    row: ([QueryValue]) throws -> Void
  ) throws -> Answer {
    try database.unsafeReentrantRead { database in
      guard let connection = unsafe database.sqliteConnection else { throw QueryFailure.notReading }
      let question = unsafe Question(connection, limits)
      defer { question.end() }
      return try question.ask(sql, header: header, row: row)
    }
  }
}

/// A question that is being answered on a connection of SQLite's.
@safe
private final class Question {
  private let connection: OpaquePointer
  private let limits: QueryLimits
  private let deadline: ContinuousClock.Instant
  /// Whether the authorizer refused something.
  fileprivate var isRefused = false

  init(_ connection: OpaquePointer, _ limits: QueryLimits) {
    unsafe self.connection = connection
    self.limits = limits
    deadline = .now + .seconds(limits.seconds)
    let me = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, Int32(clamping: limits.valueBytes))
    unsafe sqlite3_set_authorizer(connection, authorize, me)
    unsafe sqlite3_progress_handler(connection, 10_000, isOverdue, me)
  }

  /// Lets the connection be what it was.
  func end() {
    unsafe sqlite3_progress_handler(connection, 0, nil, nil)
    unsafe sqlite3_set_authorizer(connection, nil, nil)
    unsafe sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, 1_000_000_000)
  }

  fileprivate var isLate: Bool { ContinuousClock.now >= deadline }

  func ask(
    _ sql: String, header: ([String]) throws -> Void, row: ([QueryValue]) throws -> Void
  ) throws -> AnalyticsStore.Answer {
    var statement: OpaquePointer?
    var tail: UnsafePointer<CChar>?
    let isWhole = unsafe sql.withCString { text in
      let code = unsafe sqlite3_prepare_v2(connection, text, -1, &statement, &tail)
      guard code == SQLITE_OK, let tail = unsafe tail else { return true }
      return unsafe String(cString: tail).allSatisfy { $0.isWhitespace || $0 == ";" }
    }
    guard let statement = unsafe statement else { throw failure(SQLITE_ERROR) }
    defer { unsafe sqlite3_finalize(statement) }
    guard isWhole else { throw QueryFailure.severalStatements }
    guard unsafe sqlite3_stmt_readonly(statement) != 0 else { throw QueryFailure.notReading }
    let columns = unsafe (0..<sqlite3_column_count(statement)).map { index in
      unsafe sqlite3_column_name(statement, index).map { unsafe String(cString: $0) } ?? ""
    }
    try header(columns)
    var count = 0
    while true {
      let code = unsafe sqlite3_step(statement)
      if code == SQLITE_DONE { break }
      guard code == SQLITE_ROW else { throw failure(code) }
      if count == limits.rows {
        return .init(columns: columns, rowCount: count, isCut: true)
      }
      try row((0..<Int32(columns.count)).map { unsafe value(statement, $0) })
      count += 1
    }
    return .init(columns: columns, rowCount: count, isCut: false)
  }

  private func value(_ statement: OpaquePointer, _ index: Int32) -> QueryValue {
    switch unsafe sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: .integer(unsafe sqlite3_column_int64(statement, index))
    case SQLITE_FLOAT: .real(unsafe sqlite3_column_double(statement, index))
    case SQLITE_TEXT:
      .text(unsafe sqlite3_column_text(statement, index).map { unsafe String(cString: $0) } ?? "")
    case SQLITE_BLOB: .blob(byteCount: Int(unsafe sqlite3_column_bytes(statement, index)))
    default: .null
    }
  }

  private func failure(_ code: Int32) -> QueryFailure {
    if isRefused { return .notReading }
    let code = unsafe code == SQLITE_ERROR ? sqlite3_errcode(connection) : code
    switch code & 0xff {
    case SQLITE_INTERRUPT: return .tookTooLong(seconds: limits.seconds)
    case SQLITE_TOOBIG: return .tooLarge(bytes: limits.valueBytes)
    case SQLITE_AUTH: return .notReading
    case SQLITE_OK: return .invalid("it says nothing")
    default:
      let message = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) }
      return .invalid(message ?? "SQLite can't answer it")
    }
  }
}

/// SQLite asks whether a statement may do something: only reading, and functions that read nothing else.
private func authorize(
  _ question: UnsafeMutableRawPointer?, _ action: Int32, _ first: UnsafePointer<CChar>?,
  _ second: UnsafePointer<CChar>?, _ database: UnsafePointer<CChar>?,
  _ trigger: UnsafePointer<CChar>?
) -> Int32 {
  switch action {
  case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE: return SQLITE_OK
  case SQLITE_FUNCTION:
    let name = unsafe second.map { unsafe String(cString: $0).lowercased() }
    if name != "load_extension" { return SQLITE_OK }
  default: break
  }
  if let question = unsafe question {
    unsafe Unmanaged<Question>.fromOpaque(question).takeUnretainedValue().isRefused = true
  }
  return SQLITE_DENY
}

/// SQLite asks now and then whether it shall stop.
private func isOverdue(_ question: UnsafeMutableRawPointer?) -> Int32 {
  guard let question = unsafe question else { return 0 }
  return unsafe Unmanaged<Question>.fromOpaque(question).takeUnretainedValue().isLate ? 1 : 0
}
