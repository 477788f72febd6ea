public import EventStore
public import Foundation
internal import GRDB
internal import PortalDomain

/// The analysts' SQLite file, kept from the log: facts around patients whom nobody can recognise in it.
///
/// Everything of a person goes through ``SafeHarbor``. The rows and the position that they stand for
/// change in one transaction, so that an interrupted run is taken up where it stopped, with nothing twice.
public final class AnalyticsStore: Sendable {
  let database: DatabaseQueue
  let timeZone: TimeZone

  /// How many events are taken in in one transaction.
  private static let batch = 4_096

  /// The clinic's days unless others are named.
  public static let clinicTimeZone = TimeZone(identifier: "America/Chicago") ?? .gmt

  /// Opens the file, making it where it is missing, and anew where another version of the program made
  /// it: all that it holds comes from the log.
  ///
  /// - Parameters:
  ///   - path: the file; only who runs the program can read it.
  ///   - timeZone: the clinic's, in which a moment becomes a day.
  /// - Throws: what SQLite or the operating system refused.
  public convenience init(_ path: String, timeZone: TimeZone = clinicTimeZone) throws {
    try self.init(try Self.open(path), timeZone)
  }

  init(_ database: DatabaseQueue, _ timeZone: TimeZone) throws {
    self.database = database
    self.timeZone = timeZone
    try database.write { database in
      guard try Self.position(database) == nil else { return }
      try AnalyticsSchema.create(database)
    }
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    let isNew = !FileManager.default.fileExists(atPath: path)
    if isNew {
      _ = FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    if isNew { return queue }
    if try queue.read({ try position($0) != nil || isEmpty($0) }) { return queue }
    try queue.close()
    try remove(path)
    return try open(path)
  }

  private static func remove(_ path: String) throws {
    for file in [path, path + "-wal", path + "-shm"]
    where FileManager.default.fileExists(atPath: file) {
      try FileManager.default.removeItem(atPath: file)
    }
  }

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(60)
    configuration.prepareDatabase { database in
      // What is deleted is overwritten: an erased patient's rows aren't left in free pages.
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try database.execute(sql: "PRAGMA journal_mode = WAL")
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    return configuration
  }

  // MARK: Keeping up

  /// The last event that the tables hold; 0 for none.
  public var position: UInt64 {
    get throws { try database.read { try Self.position($0) ?? 0 } }
  }

  /// Takes in what was appended since the last time.
  ///
  /// - Parameters:
  ///   - log: the log that the file is kept from, and no other.
  ///   - progress: told how far it is, of how many events; what it throws ends the run.
  /// - Throws: `LogError`, or what SQLite refused; what was taken in until then stays.
  public func catchUp(
    with log: EventLog, progress: (_ done: UInt64, _ of: UInt64) throws -> Void = { _, _ in }
  ) throws {
    let harbor = SafeHarbor(log, timeZone: timeZone)
    let head = try log.head()
    while true {
      let done = try database.write { database -> UInt64? in
        // Read in the transaction, so that two processes don't take in the same events.
        let position = try Self.position(database) ?? 0
        let batch = try log.read(after: position, limit: Self.batch)
        guard let last = batch.last else { return nil }
        let facts = Facts(database, harbor)
        // Noted with the rows' end, so that whoever goes on after a crash wipes.
        for event in batch where try facts.take(event) { try Self.note(wipeIsDue: true, database) }
        try facts.finish()
        try database.execute(sql: "UPDATE checkpoint SET position = ?", arguments: [last.position])
        return last.position
      }
      guard let done else { break }
      try progress(done, max(done, head))
    }
    if try database.read(Self.wipeIsDue) { try wipe() }
  }

  /// Whether rows went whose place was not wiped yet: the number that SQLite keeps for its users.
  private static func wipeIsDue(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "PRAGMA user_version") != 0
  }

  private static func note(wipeIsDue: Bool, _ database: Database) throws {
    try database.execute(sql: "PRAGMA user_version = \(wipeIsDue ? 1 : 0)")
  }

  /// Gives back the place of rows that are gone, and empties the write-ahead log.
  private func wipe() throws {
    try database.vacuum()
    try database.writeWithoutTransaction { database in
      try Self.note(wipeIsDue: false, database)
      _ = try Row.fetchAll(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  /// Makes the file anew beside the old one, which answers meanwhile, and puts it in its place.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - log: the log that it's kept from.
  ///   - timeZone: the clinic's.
  ///   - progress: told how far it is, of how many events.
  public static func rebuild(
    _ path: String, from log: EventLog, timeZone: TimeZone = clinicTimeZone,
    progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws {
    let beside = path + ".new"
    try remove(beside)
    let store = try AnalyticsStore(beside, timeZone: timeZone)
    try store.catchUp(with: log, progress: progress)
    try store.wipe()
    try store.database.close()
    try remove(path)
    try FileManager.default.moveItem(atPath: beside, toPath: path)
  }

  private static func isEmpty(_ database: Database) throws -> Bool {
    try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
  }

  /// `nil` where the tables are none of this version.
  private static func position(_ database: Database) throws -> UInt64? {
    guard try database.tableExists("checkpoint"),
      try database.columns(in: "checkpoint").contains(where: { $0.name == "version" })
    else { return nil }
    return try UInt64.fetchOne(
      database, sql: "SELECT position FROM checkpoint WHERE version = ?",
      arguments: [AnalyticsSchema.version])
  }
}

extension AnalyticsStore {
  /// The statements that make the tables and views, with a comment at each column.
  public static var schema: String {
    ([AnalyticsSchema.tables] + AnalyticsSchema.views).joined(separator: "\n\n")
  }

  /// The names of the tables and views.
  public static var tables: [String] { AnalyticsSchema.names + AnalyticsSchema.viewNames }
}
