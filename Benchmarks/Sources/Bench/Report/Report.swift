import Foundation
import PeerKit

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
  var goals: [Goal] = []

  init(plan: Plan, machine: Machine) {
    self.plan = plan
    self.machine = machine
  }

  /// Reads what ``json`` wrote.
  ///
  /// - Throws: ``WrongReport`` where the file can't be read or is no report.
  init(file: String) throws(WrongReport) {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let data = try? Data(contentsOf: URL(filePath: file)),
      let report = try? decoder.decode(Report.self, from: data)
    else { throw WrongReport(file: file) }
    self = report
  }

  /// Works out rows and goals when everything is measured.
  mutating func conclude() {
    rows = Row.all(of: self)
    goals = Goal.judged(by: self, rows)
  }

  /// Everything, with the medians and ratios of the table.
  var json: Data { get throws { try encodedReport(self) } }

  /// The table, and what it rests on.
  var text: String {
    let probes = synchronizations.sorted()
    let probe = [probes.median, probes.first, probes.last].map { Row.text($0, digits: 0) }
    return """
      \(medians)
      \(ratios)\(verdicts)
      \(date.ISO8601Format()), \(machine.text)
      \(plan.events) events, \(plan.patients) patients; one 4 KiB fdatasync took \(probe[0]) µs \
      (before each workload of each round: \(probe[1]) to \(probe[2]))
      \(plan.peers.map { "\($0.title): \(settings[$0.rawValue] ?? "")" }.joined(separator: "\n"))
      Disk: allocated bytes after W3, an event. Memory: peak of the process beyond mapped files.
      """
  }

  private var medians: String {
    let head = ["median of \(plan.rounds)"] + plan.peers.map(\.title)
    let cells = rows.map { row in
      [row.title] + plan.peers.map { Row.text(row.medians[$0.rawValue], digits: row.digits) }
    }
    return Table(rows: [head] + cells).text + "\n"
  }

  /// How EventStore stands to the others.
  private var ratios: String {
    let others = plan.others
    if others.isEmpty { return "" }
    let head = ["EventStore to a peer"] + others.map { "÷ \($0.title)" }
    let cells = rows.map { row in
      [row.title] + others.map { Row.text(row.ratios[$0.rawValue], digits: 2) }
    }
    let stores = others.filter(\.keepsEverything).map { peer in
      let better = rows.filter { $0.isBehind(peer) }.map(\.name)
      return "\(peer.title) in \(better.isEmpty ? "nothing" : better.joined(separator: ", "))"
    }
    let ahead = stores.isEmpty ? "" : "Better than EventStore: \(stores.joined(separator: "; ")).\n"
    return """
      \(Table(rows: [head] + cells).text)
      A ratio is the median of the rounds' ratios. In W and R above 1 is better for EventStore; in
      times, disk and memory below 1 is.
      \(ahead)

      """
  }

  private var verdicts: String {
    if goals.isEmpty { return "" }
    return Table(rows: [["goal", "bound", "measured", ""]] + goals.map { $0.cells(rows) }).text
      + "\n"
  }
}

/// A file isn't there, or isn't a report of `bench compare`.
struct WrongReport: Error, CustomStringConvertible {
  let file: String
  var description: String {
    "\(file) is no report that this version can read; make one with 'bench --json FILE'"
  }
}

/// As files hold it.
func encodedReport(_ report: some Encodable) throws -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
  encoder.dateEncodingStrategy = .iso8601
  return try encoder.encode(report) + Data("\n".utf8)
}
