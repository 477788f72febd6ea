import Foundation

/// Everything that was measured.
struct Report: Codable {
  var date = Date()
  var machine: Machine
  var plan: Plan
  /// How each peer was set up.
  var settings: [String: String] = [:]
  /// What a 4 KiB fdatasync took before each workload of each round, in microseconds.
  var synchronizations: [Double] = []
  var samples: [Sample] = []
  /// The rows of the table.
  var rows: [Row] = []

  init(plan: Plan, machine: Machine) {
    self.plan = plan
    self.machine = machine
  }

  /// Everything, with the medians and ratios of the table.
  var json: Data {
    get throws {
      var report = self
      report.rows = Row.all(of: self)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      encoder.dateEncodingStrategy = .iso8601
      return try encoder.encode(report)
    }
  }

  /// The table, and what it rests on.
  var text: String {
    let rows = Row.all(of: self)
    let head = ["median of \(plan.rounds)"] + plan.peers.map(\.title) + Row.ratioTitles(of: plan)
    let table = Table(rows: [head] + rows.map { $0.cells(plan) })
    let probes = synchronizations.sorted()
    let probe = [probes.median, probes.first, probes.last].map { Row.text($0, digits: 0) }
    return """
      \(table.text)

      \(date.ISO8601Format()), \(machine.processor), \(machine.cores) cores, \(machine.system)
      \(plan.events) events, \(plan.patients) patients; one 4 KiB fdatasync took \(probe[0]) µs \
      (before each workload of each round: \(probe[1]) to \(probe[2]))
      \(plan.peers.map { "\($0.title): \(settings[$0.rawValue] ?? "")" }.joined(separator: "\n"))
      A ratio is the median of the rounds' ratios of EventStore to the peer. In W and R above 1 is
      better for EventStore; in times, disk and memory below 1 is.
      Disk: allocated bytes after W3, an event. Memory: peak of the process beyond mapped files.
      """
  }
}
