import Foundation
import PeerKit

/// A row of the table: medians of each peer, and how EventStore stands to the others.
struct Row: Codable {
  /// What goals and scripts know it by.
  var name: String
  var title: String
  /// How many digits behind the point are worth showing.
  var digits: Int
  /// Whether more is better.
  var prefersLarger: Bool
  /// By the peer's identifier.
  var medians: [String: Double] = [:]
  /// The median of the rounds' ratios of EventStore to a peer, by the peer's identifier.
  var ratios: [String: Double] = [:]

  /// - Parameters:
  ///   - workload: whose samples.
  ///   - value: what of a sample.
  init(
    _ name: String, _ title: String, digits: Int = 0, prefersLarger: Bool = false,
    of report: Report, _ workload: Workload, _ value: (Sample) -> Double?
  ) {
    self.name = name
    self.title = title
    self.digits = digits
    self.prefersLarger = prefersLarger
    var found: [PeerKind: [Double]] = [:]
    for sample in report.samples where sample.workload == workload {
      if let value = value(sample) { found[sample.peer, default: []].append(value) }
    }
    for (peer, values) in found { medians[peer.rawValue] = values.median }
    for peer in report.plan.others {
      let pairs = zip(found[.eventStore] ?? [], found[peer] ?? [])
      ratios[peer.rawValue] = pairs.filter { $0.1 > 0 }.map { $0.0 / $0.1 }.median
    }
  }

  static func all(of report: Report) -> [Row] {
    let rates = Workload.table.map { workload in
      Row(
        workload.rawValue, workload.title, prefersLarger: true, of: report, workload, \.rate)
    }
    let half = "half of the appends within, ms"
    let most = "99 % of the appends within, ms"
    return rates + [
      Row("W1 median", "W1  \(half)", digits: 2, of: report, .single, \.median),
      Row("W1 p99", "W1  \(most)", digits: 2, of: report, .single, \.p99),
      Row("W2 median", "W2  \(half)", digits: 2, of: report, .clients, \.median),
      Row("W2 p99", "W2  \(most)", digits: 2, of: report, .clients, \.p99),
      Row("disk", "disk, bytes an event", of: report, .bulk, \.diskBytesAnEvent),
      Row("memory loading", "memory while loading, MiB", digits: 1, of: report, .bulk, \.mebibytes),
      Row(
        "memory replaying", "memory while replaying, MiB", digits: 1, of: report, .replay,
        \.mebibytes),
    ]
  }

  /// Whether a peer did better than EventStore.
  func isBehind(_ peer: PeerKind) -> Bool {
    ratios[peer.rawValue].map { prefersLarger ? $0 < 1 : $0 > 1 } ?? false
  }

  /// A number as a reader wants it; a dash for none.
  static func text(_ number: Double?, digits: Int) -> String {
    number.map { String(format: "%.\(digits)f", $0) } ?? "–"
  }
}

extension Sample {
  fileprivate var mebibytes: Double? { memoryBytes.map { Double($0) / Double(1 << 20) } }
}
