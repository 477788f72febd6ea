import EventStore
import PeerKit

/// RocksDB as one would build an event store on it: events by position, an index of tags in a
/// column family of its own, and the same group commit, with one batch a group.
struct RocksDBPeer: Peer {
  private let writer: GroupWriter
  private let tables: RocksDBWriter
  private let reader: RocksDBReader
  let setting: String

  /// What RocksDB's guide to tuning advises, small enough for a machine of this size; and files of
  /// the write-ahead log are written over, which makes each fdatasync cheaper.
  private static let options = [
    "create_if_missing=true", "create_missing_column_families=true", "recycle_log_file_num=4",
    "bytes_per_sync=1M", "write_buffer_size=64M", "compression=kLZ4Compression",
    "level_compaction_dynamic_level_bytes=true",
    "block_based_table_factory={block_cache=128M;block_size=16K;cache_index_and_filter_blocks=true;"
      + "pin_l0_filter_and_index_blocks_in_cache=true;format_version=5}",
  ]

  init(folder: String) throws {
    let database = try RocksDatabase(
      path: folder + "/events.rocksdb", options: Self.options.joined(separator: ";"))
    let tables = try RocksDBWriter(database)
    self.tables = tables
    writer = GroupWriter { tables.write($0) }
    reader = RocksDBReader(database: database)
    setting = """
      \(database.version), sync=true: one fdatasync of the write-ahead log a group; two column \
      families; \(Self.options.joined(separator: ", "))
      """
  }

  var head: UInt64 { tables.head }

  func append(_ events: [NewEvent], if condition: Unchanged) async throws -> UInt64 {
    try await writer.append(events, condition)
  }

  func read(patient: Int, after: UInt64, limit: Int) async throws -> Reading {
    try reader.read(tag: SampleEvents.tag(patient: patient), after: after, limit: limit)
  }

  func replay() async throws -> Reading { try reader.replay() }

  /// The database closes with its last owner.
  func close() async throws {}
}
