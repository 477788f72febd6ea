import ArgumentParser

/// The stores that can be measured.
package enum PeerKind: String, CaseIterable, Codable, ExpressibleByArgument, Sendable {
  case eventStore = "eventstore"
  case sqlite
  case sqlCipher = "sqlcipher"
  case rocksDB = "rocksdb"
  case sealedFloor = "f"
  /// The cryptography of the log alone, on one core: a key of its own for each record.
  case keyedFloor = "keys"
  case plainFloor = "floor"

  /// As the table's head says it.
  package var title: String {
    switch self {
    case .eventStore: "EventStore"
    case .sqlite: "SQLite"
    case .sqlCipher: "SQLCipher"
    case .rocksDB: "RocksDB"
    case .sealedFloor: "F (sealed)"
    case .keyedFloor: "F + keys"
    case .plainFloor: "plain floor"
    }
  }

  /// The program beside `bench` that runs it, where `bench` can't: SQLCipher's functions have the
  /// names of SQLite's.
  package var program: String? { self == .sqlCipher ? "bench-sqlcipher" : nil }

  /// What it is measured in: a plain floor has nothing to open, so its reads say nothing; the keys are
  /// there for the replay alone.
  package func runs(_ workload: Workload) -> Bool {
    switch self {
    case .plainFloor: ![.patient, .replay].contains(workload)
    case .keyedFloor: [.bulk, .replay].contains(workload)
    default: true
    }
  }

  /// Whether all that is appended stays: the floors write over a ring.
  package var keepsEverything: Bool { ![.sealedFloor, .keyedFloor, .plainFloor].contains(self) }
}
