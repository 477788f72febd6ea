import Foundation

/// A row of the table: medians of each peer, and how EventStore stands to the others.
struct Row: Codable {
  var title: String
  /// How many digits behind the point are worth showing.
  var digits: Int
  /// By the peer's identifier.
  var medians: [String: Double] = [:]
  /// The median of the rounds' ratios of EventStore to a peer, by the peer's identifier.
  var ratios: [String: Double] = [:]

  /// - Parameters:
  ///   - workload: whose samples.
  ///   - value: what of a sample.
  init(
    _ title: String, digits: Int = 0, of report: Report, _ workload: Workload,
    _ value: (Sample) -> Double?
  ) {
    self.title = title
    self.digits = digits
    var found: [PeerKind: [Double]] = [:]
    for sample in report.samples where sample.workload == workload {
      if let value = value(sample) { found[sample.peer, default: []].append(value) }
    }
    for (peer, values) in found { medians[peer.rawValue] = values.median }
    for peer in Self.others(in: report.plan) {
      let pairs = zip(found[.eventStore] ?? [], found[peer] ?? [])
      ratios[peer.rawValue] = pairs.filter { $0.1 > 0 }.map { $0.0 / $0.1 }.median
    }
  }

  static func all(of report: Report) -> [Row] {
    let rates = Workload.table.map { workload in
      Row(workload.title, of: report, workload, \.rate)
    }
    let rest = [
      Row("W1  half of the appends within, ms", digits: 2, of: report, .single, \.median),
      Row("W1  99 % of the appends within, ms", digits: 2, of: report, .single, \.p99),
      Row("W2  half of the appends within, ms", digits: 2, of: report, .clients, \.median),
      Row("W2  99 % of the appends within, ms", digits: 2, of: report, .clients, \.p99),
      Row("disk, bytes an event", of: report, .bulk, \.diskBytesAnEvent),
      Row("memory while loading, MiB", digits: 1, of: report, .bulk, \.mebibytes),
      Row("memory while replaying, MiB", digits: 1, of: report, .replay, \.mebibytes),
    ]
    return rates + rest
  }

  /// With whom EventStore is compared.
  private static func others(in plan: Plan) -> [PeerKind] {
    plan.peers.contains(.eventStore) ? plan.peers.filter { $0 != .eventStore } : []
  }

  static func ratioTitles(of plan: Plan) -> [String] { others(in: plan).map { "÷ \($0.title)" } }

  func cells(_ plan: Plan) -> [String] {
    [title] + plan.peers.map { Self.text(medians[$0.rawValue], digits: digits) }
      + Self.others(in: plan).map { Self.text(ratios[$0.rawValue], digits: 2) }
  }

  /// A number as a reader wants it; a dash for none.
  static func text(_ number: Double?, digits: Int) -> String {
    number.map { String(format: "%.\(digits)f", $0) } ?? "–"
  }
}

extension Sample {
  fileprivate var mebibytes: Double? { memoryBytes.map { Double($0) / Double(1 << 20) } }
}
