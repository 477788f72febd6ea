import ArgumentParser

/// The stores that can be measured.
enum PeerKind: String, CaseIterable, Codable, ExpressibleByArgument {
  case eventStore = "eventstore"
  case sqlite
  case sealedFloor = "f"
  case plainFloor = "floor"

  /// As the table's head says it.
  var title: String {
    switch self {
    case .eventStore: "EventStore"
    case .sqlite: "SQLite"
    case .sealedFloor: "F (sealed)"
    case .plainFloor: "plain floor"
    }
  }

  /// What it is measured in: a plain floor has nothing to open, so its reads say nothing.
  func runs(_ workload: Workload) -> Bool {
    self != .plainFloor || ![.patient, .replay].contains(workload)
  }

  /// Whether all that is appended stays: the floors write over a ring.
  var keepsEverything: Bool { self == .eventStore || self == .sqlite }

  /// A fresh store in an empty folder.
  func make(in folder: String, _ samples: SampleEvents) throws -> any Peer {
    switch self {
    case .eventStore: try EventLogPeer(folder: folder)
    case .sqlite: try SQLitePeer(folder: folder)
    case .sealedFloor: try FloorPeer(folder: folder, samples, cipher: Cipher())
    case .plainFloor: try FloorPeer(folder: folder, samples, cipher: nil)
    }
  }
}
