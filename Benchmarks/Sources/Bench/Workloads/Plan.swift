import PeerKit

/// How much is measured.
struct Plan: Codable {
  var rounds: Int
  var events: Int
  var patients: Int
  /// For W1, W2 and R1.
  var seconds: Double
  var peers: [PeerKind]

  /// With whom EventStore is compared.
  var others: [PeerKind] {
    peers.contains(.eventStore) ? peers.filter { $0 != .eventStore } : []
  }

  /// How many events a peer loads before the next peer's turn.
  static let sliceSize = 50_000

  /// The pieces of a workload; between two of them the other peers have their turn.
  func orders(for workload: Workload) -> [Order] {
    switch workload {
    case .bulk:
      stride(from: 0, to: events, by: Self.sliceSize).map {
        Order(loading: $0..<min($0 + Self.sliceSize, events))
      }
    case .replay: [Order(.replay, watchesMemory: true)]
    case .patient, .single, .clients: [Order(workload, seconds: seconds)]
    }
  }
}
