package import EventStore
package import PeerKit

/// SQLite as one would build an event store on it: a table of events, an index of tags, prepared
/// statements, and the same group commit. It proves nothing, and encrypts nothing unless it is
/// linked to SQLCipher.
package struct SQLitePeer: Peer {
  private let writer: GroupWriter
  private let tables: SQLiteWriter
  private let reader: SQLiteReader

  /// - Parameter isEncrypted: whether the program is linked to SQLCipher.
  package init(folder: String, isEncrypted: Bool) throws {
    let open = { try SQLiteConnection(path: folder + "/events.sqlite", isEncrypted: isEncrypted) }
    let tables = try SQLiteWriter(try open())
    self.tables = tables
    writer = GroupWriter { tables.write($0) }
    reader = try SQLiteReader(try open())
  }

  package var setting: String { tables.setting }
  package var head: UInt64 { tables.head }

  package func append(_ events: [NewEvent], if condition: Unchanged) async throws -> UInt64 {
    try await writer.append(events, condition)
  }

  package func read(patient: Int, after: UInt64, limit: Int) async throws -> Reading {
    try reader.read(tag: SampleEvents.tag(patient: patient), after: after, limit: limit)
  }

  package func replay() async throws -> Reading { try reader.replay() }

  /// The connections close with their last owner.
  package func close() async throws {}
}
