import Foundation
import LMDB
import PortalCrypto
import TestSupport
import Testing

@testable import EventStore

/// A copy of the sound store of 300 events, open, whose rows can be changed behind the log's back, and
/// its export.
struct AuditedStore {
  let sound: SoundStore
  let log: EventLog
  var folder: String { sound.folder.path + "/export" }
  var export: LogExport { LogExport(folder) }

  init() async throws {
    sound = try await SoundStore.large()
    log = try EventLog.open(sound.path)
  }

  func row(at position: UInt64) throws -> [UInt8] {
    let row = try log.snapshot { store, snapshot in
      try snapshot.value(for: position, in: store.tables.events)?.array
    }
    return try #require(row)
  }

  func put(_ row: [UInt8], at position: UInt64) throws {
    try log.store.environment.write { try $0.put(row, for: position, in: log.store.tables.events) }
  }

  func remove(_ position: UInt64) throws {
    let key = (0..<8).map { UInt8(truncatingIfNeeded: position.littleEndian >> (8 * $0)) }
    try log.store.environment.write { _ = try $0.remove(key, from: log.store.tables.events) }
  }

  /// Makes the stored tree that of the events, as who rewrites a history would.
  func rewriteTree() throws {
    try log.store.write { transaction in
      var edge = Store.TreeEdge(range: CompactRange())
      var tags: [BlindKey: BlindKey] = [:]
      for position in 1...(try log.store.head(transaction.snapshot)) {
        let found = try transaction.snapshot.value(for: position, in: log.store.tables.events)?
          .array
        let row = try #require(found)
        edge.append(
          try log.store.leafHash(of: row.rawSpan, at: position, &tags, transaction.snapshot))
      }
      try log.store.save(edge, in: transaction)
    }
  }

  /// Keeps the checkpoint of now elsewhere.
  func keepCheckpoint() throws -> String {
    let path = sound.folder.path + "/kept"
    try log.checkpoint().write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  /// Changes one byte of a file of the export.
  func flip(_ name: String, at offset: Int) throws {
    let url = URL(fileURLWithPath: folder + "/" + name)
    var bytes = try Data(contentsOf: url)
    bytes[offset] ^= 1
    try bytes.write(to: url)
  }
}
