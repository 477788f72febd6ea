import EventStore
import Foundation
import PeerKit
import Synchronization

/// SQLite's writing connection.
final class SQLiteWriter: Sendable {
  private struct Statements {
    let connection: SQLiteConnection
    let insertEvent: SQLiteStatement
    let insertTag: SQLiteStatement
    let findTag: SQLiteStatement
    var head: UInt64
  }

  private let statements: Mutex<Statements>
  let setting: String

  /// The position of the last event.
  var head: UInt64 { statements.withLock { $0.head } }

  private static let schema = """
    CREATE TABLE IF NOT EXISTS events (
      position INTEGER PRIMARY KEY, id BLOB NOT NULL, time INTEGER NOT NULL, type TEXT NOT NULL,
      subject TEXT NOT NULL, tags TEXT NOT NULL, metadata BLOB NOT NULL, data BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS tags (
      tag TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (tag, position)) WITHOUT ROWID;
    """

  init(_ connection: sending SQLiteConnection) throws {
    try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    try connection.execute(Self.schema)
    setting = try connection.setting
    statements = Mutex(
      Statements(
        connection: connection,
        insertEvent: try connection.prepare("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)"),
        insertTag: try connection.prepare("INSERT INTO tags VALUES (?, ?)"),
        findTag: try connection.prepare(
          "SELECT 1 FROM tags WHERE tag = ? AND position > ? LIMIT 1"),
        head: UInt64(try connection.value("SELECT max(position) FROM events")) ?? 0))
  }

  /// Writes a group in one transaction.
  func write(_ group: [GroupWriter.Request]) -> [Result<UInt64, any Error>] {
    statements.withLock { statements in
      let head = statements.head
      do {
        try statements.connection.execute("BEGIN IMMEDIATE")
        let time = Int64(Date().timeIntervalSince1970 * 1000)
        let verdicts = try group.map { try Self.apply($0, time: time, &statements) }
        try statements.connection.execute("COMMIT")
        return verdicts
      } catch {
        try? statements.connection.execute("ROLLBACK")
        statements.head = head
        return group.map { _ in .failure(error) }
      }
    }
  }

  private static func apply(
    _ request: GroupWriter.Request, time: Int64, _ statements: inout Statements
  ) throws -> Result<UInt64, any Error> {
    let find = statements.findTag
    try find.bind(SampleEvents.tag(patient: request.condition.patient), at: 1)
    try find.bind(request.condition.after, at: 2)
    defer { find.reset() }
    if try find.step() { return .failure(ConditionFailed()) }
    for event in request.events {
      statements.head += 1
      try insert(event, at: statements.head, time: time, statements)
    }
    return .success(statements.head)
  }

  private static func insert(
    _ event: NewEvent, at position: UInt64, time: Int64, _ statements: Statements
  ) throws {
    let insert = statements.insertEvent
    try insert.bind(position, at: 1)
    try insert.bind(event.id.bytes, at: 2)
    try insert.bind(time, at: 3)
    try insert.bind(event.type, at: 4)
    try insert.bind(event.subject?.name ?? "", at: 5)
    try insert.bind(event.tags.joined(separator: "\n"), at: 6)
    try insert.bind(event.metadata, at: 7)
    try insert.bind(event.data, at: 8)
    try insert.run()
    for tag in event.tags {
      try statements.insertTag.bind(tag, at: 1)
      try statements.insertTag.bind(position, at: 2)
      try statements.insertTag.run()
    }
  }
}

extension SQLiteConnection {
  /// What decides how durable and how secret a commit is.
  fileprivate var setting: String {
    get throws {
      let cipher = try value("PRAGMA cipher_version")
      let library =
        cipher.isEmpty
        ? Self.version
        : try
          "\(cipher) on SQLite \(Self.version), \(value("PRAGMA cipher")) with HMAC-SHA1, raw key"
      return try """
      \(library), journal_mode=\(value("PRAGMA journal_mode")), \
      synchronous=\(value("PRAGMA synchronous")) (2 is FULL), pages of \
      \(value("PRAGMA page_size")) bytes, 64 MiB of them in memory for each of two connections
      """
    }
  }
}
