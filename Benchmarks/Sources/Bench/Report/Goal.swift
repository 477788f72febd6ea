import PeerKit

/// What EventStore is held to in a row of the table, and how it did.
struct Goal: Codable {
  /// The name of the row.
  let row: String
  /// Whose ratio is meant; without one, EventStore's own median.
  var peer: PeerKind?
  /// The least that will do; in rows where less is better, the most.
  let bound: Double
  var measured: Double?
  /// `nil` where nothing was measured.
  var isMet: Bool?

  private init(_ row: String, to peer: PeerKind? = nil, _ bound: Double) {
    self.row = row
    self.peer = peer
    self.bound = bound
  }

  /// Against the floor, with the stores that people would take instead, and by itself.
  private static let all = [
    Goal("W1", to: .sealedFloor, 0.6), Goal("W1", to: .sqlite, 1), Goal("W1", to: .sqlCipher, 1),
    Goal("W1", to: .rocksDB, 1),
    Goal("W2", to: .sealedFloor, 0.45), Goal("W2", to: .rocksDB, 1.5),
    Goal("W2", to: .sqlCipher, 3), Goal("W2 p99", 3),
    Goal("W3", to: .rocksDB, 1.4), Goal("W3", to: .sqlCipher, 3.5),
    Goal("R1", to: .sqlite, 1), Goal("R1", to: .sqlCipher, 3), Goal("R2", to: .keyedFloor, 1.5),
    Goal("disk", 620), Goal("memory loading", 64), Goal("memory replaying", 64),
  ]

  /// The goals that the peers of a report allow to judge.
  static func judged(by report: Report, _ rows: [Row]) -> [Goal] {
    guard report.plan.peers.contains(.eventStore) else { return [] }
    return all.filter { goal in goal.peer.map(report.plan.peers.contains) ?? true }.map { goal in
      guard let row = rows.first(where: { $0.name == goal.row }) else { return goal }
      var goal = goal
      goal.measured =
        goal.peer.map { row.ratios[$0.rawValue] } ?? row.medians[PeerKind.eventStore.rawValue]
      goal.isMet = goal.measured.map { row.prefersLarger ? $0 >= goal.bound : $0 <= goal.bound }
      return goal
    }
  }

  func cells(_ rows: [Row]) -> [String] {
    let row = rows.first { $0.name == self.row }
    let sign = row?.prefersLarger == true ? "≥" : "≤"
    let digits = peer == nil ? row?.digits ?? 0 : 2
    return [
      peer.map { "\(self.row) ÷ \($0.title)" } ?? row?.title ?? self.row,
      "\(sign) \(Row.text(bound, digits: digits))", Row.text(measured, digits: digits),
      isMet.map { $0 ? "met" : "missed" } ?? "–",
    ]
  }
}
