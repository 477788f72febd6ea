import PeerKit

/// What one peer did in one workload of one round.
struct Sample: Codable {
  var round: Int
  var workload: Workload
  var peer: PeerKind
  /// Events or reads a second.
  var rate: Double
  /// Of single appends, in milliseconds.
  var median: Double?
  var p99: Double?
  /// After the bulk loading, of everything in the store's folder.
  var diskBytesAnEvent: Double?
  var memoryBytes: Int?

  init(
    round: Int, workload: Workload, peer: PeerKind, _ pieces: [Outcome], _ plan: Plan
  ) {
    self.round = round
    self.workload = workload
    self.peer = peer
    let count = pieces.reduce(0) { $0 + $1.count }
    rate = Double(count) / pieces.reduce(0) { $0 + $1.seconds }
    median = pieces.last?.median
    p99 = pieces.last?.p99
    memoryBytes = pieces.compactMap(\.memoryBytes).max()
    if workload == .bulk, peer.keepsEverything, let last = pieces.last {
      diskBytesAnEvent = Double(last.diskBytes) / Double(plan.events)
    }
  }
}
