public import EventStore
internal import Foundation
internal import GRDB

/// The analysts' SQLite file, kept from the log: plain tables in which nobody can be found.
public final class AnalyticsStore: Sendable {
  private let database: DatabaseQueue

  /// Opens the file, making it where it is missing.
  public init(_ path: String) throws {
    database = try DatabaseQueue(path: path)
    try Self.migrator.migrate(database)
  }

  /// Takes in what was appended since the last time.
  ///
  /// The rows and the position that they stand for change in one transaction, so that an
  /// interrupted run is taken up where it stopped, with nothing twice.
  public func catchUp(with log: EventLog) throws {
    while true {
      let position = try database.read { try Self.position($0) }
      let batch = try log.read(after: position, limit: 1_000)
      guard let last = batch.last else { return }
      try database.write { database in
        for event in batch { try Self.count(event, in: database) }
        try database.execute(sql: "UPDATE checkpoint SET position = ?", arguments: [last.position])
      }
    }
  }

  private static func position(_ database: Database) throws -> UInt64 {
    try UInt64.fetchOne(database, sql: "SELECT position FROM checkpoint") ?? 0
  }

  private static func count(_ recorded: RecordedEvent, in database: Database) throws {
    guard let event = recorded.event else { return }
    let day = recorded.time.formatted(.iso8601.year().month().day())
    try database.execute(
      sql: """
        INSERT INTO events_per_day (day, type, events) VALUES (?, ?, 1)
        ON CONFLICT (day, type) DO UPDATE SET events = events + 1
        """, arguments: [day, event.type])
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { database in
      try database.execute(
        sql: """
          CREATE TABLE checkpoint (
            position INTEGER NOT NULL -- the last event of the log that the tables hold
          );
          INSERT INTO checkpoint VALUES (0);
          CREATE TABLE events_per_day (
            day TEXT NOT NULL,       -- the day (UTC) on which the events were recorded
            type TEXT NOT NULL,      -- what happened
            events INTEGER NOT NULL, -- how often
            PRIMARY KEY (day, type)
          ) WITHOUT ROWID;
          """)
    }
    return migrator
  }
}

extension AnalyticsStore {
  /// Answers a query; the file is opened so that it can't be changed.
  ///
  /// - Returns: the names of the columns, and the rows as text, `nil` for NULL.
  public static func query(
    _ path: String, _ sql: String
  ) throws -> (columns: [String], rows: [[String?]]) {
    var configuration = Configuration()
    configuration.readonly = true
    let file = try DatabaseQueue(path: path, configuration: configuration)
    return try file.read { database -> ([String], [[String?]]) in
      let statement = try database.makeStatement(sql: sql)
      let rows = try Row.fetchAll(statement)
      return (statement.columnNames, rows.map { Array($0.databaseValues.map(text)) })
    }
  }

  private static func text(_ value: DatabaseValue) -> String? {
    value.isNull ? nil : String.fromDatabaseValue(value) ?? value.description
  }
}
