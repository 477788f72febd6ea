import EventStore
import Foundation
import PeerKit
import Synchronization

/// SQLite's reading connection.
final class SQLiteReader: Sendable {
  private struct Statements {
    let byTag: SQLiteStatement
    let all: SQLiteStatement
  }

  private let statements: Mutex<Statements>

  init(_ connection: sending SQLiteConnection) throws {
    let columns = "position, id, time, type, subject, tags, metadata, data"
    statements = Mutex(
      Statements(
        byTag: try connection.prepare(
          """
          SELECT \(columns) FROM tags JOIN events USING (position)
          WHERE tag = ? AND position > ? ORDER BY position LIMIT ?
          """),
        all: try connection.prepare("SELECT \(columns) FROM events ORDER BY position")))
  }

  func read(tag: String, after: UInt64, limit: Int) throws -> Reading {
    try statements.withLock { statements in
      try statements.byTag.bind(tag, at: 1)
      try statements.byTag.bind(after, at: 2)
      try statements.byTag.bind(limit, at: 3)
      return try Self.drain(statements.byTag)
    }
  }

  func replay() throws -> Reading {
    try statements.withLock { try Self.drain($0.all) }
  }

  /// Makes an event of every row, as the log does.
  private static func drain(_ statement: SQLiteStatement) throws -> Reading {
    defer { statement.reset() }
    var reading = Reading()
    while try statement.step() {
      let event = NewEvent(
        id: UUID(bytes: statement.bytes(1)), type: statement.text(3),
        tags: statement.text(5).split(separator: "\n").map(String.init),
        subject: Subject(statement.text(4)), metadata: statement.bytes(6),
        data: statement.bytes(7))
      reading.add(payload: event.data.count, metadata: event.metadata.count)
    }
    return reading
  }
}
