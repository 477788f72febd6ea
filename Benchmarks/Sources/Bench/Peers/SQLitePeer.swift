import EventStore

/// SQLite as one would build an event store on it: a table of events, an index of tags, prepared
/// statements, and the same group commit. It encrypts nothing and proves nothing.
struct SQLitePeer: Peer {
  private let writer: GroupWriter
  private let reader: SQLiteReader
  let setting: String

  init(folder: String) throws {
    let path = folder + "/events.sqlite"
    let tables = try SQLiteWriter(path: path)
    writer = GroupWriter { tables.write($0) }
    reader = try SQLiteReader(path: path)
    setting = tables.setting
  }

  func append(_ events: [NewEvent], if condition: Unchanged) async throws -> UInt64 {
    try await writer.append(events, condition)
  }

  func read(patient: Int, limit: Int) async throws -> Reading {
    try reader.read(tag: SampleEvents.tag(patient: patient), limit: limit)
  }

  func replay() async throws -> Reading { try reader.replay() }

  /// The connections close with their last owner.
  func close() async throws {}
}
