import Foundation
import PeerKit

/// Runs the rounds: in each, every peer has a fresh store, and the peers take turns at each piece
/// of work, so that a slow minute of the machine meets them all.
struct Rounds {
  let plan: Plan
  let folder: String

  func run() throws -> Report {
    var report = Report(plan: plan, machine: Machine(folder: folder))
    for round in 1...plan.rounds {
      let peers = try plan.peers.map { kind in
        try PeerProcess(kind, folder: "\(folder)/\(kind.rawValue)", patients: plan.patients)
      }
      for peer in peers { report.settings[peer.kind.rawValue] = peer.greeting.setting }
      for workload in Workload.allCases {
        note("round \(round) of \(plan.rounds): \(workload.title)")
        report.synchronizations.append(try synchronizationMicroseconds(in: folder))
        report.samples += try measure(workload, round, peers)
      }
      for peer in peers {
        try peer.close()
        try peer.removeStore()
      }
    }
    report.conclude()
    return report
  }

  private func measure(
    _ workload: Workload, _ round: Int, _ peers: [PeerProcess]
  ) throws -> [Sample] {
    var found: [PeerKind: [Outcome]] = [:]
    for (turn, order) in plan.orders(for: workload).enumerated() {
      // Whoever goes first changes, so that nobody always follows the same peer.
      for index in peers.indices {
        let peer = peers[(index + turn + round) % peers.count]
        guard peer.kind.runs(workload) else { continue }
        found[peer.kind, default: []].append(try peer.run(order))
      }
    }
    return plan.peers.compactMap { kind in
      found[kind].map { Sample(round: round, workload: workload, peer: kind, $0, plan) }
    }
  }
}

/// Says on standard error what is going on.
func note(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}
