import Foundation
import PeerKit

/// What a store did at one size.
struct GrowthPoint: Codable {
  var events: Int
  /// How many it holds after W2, which adds to it.
  var eventsAtEnd: Int
  /// Events or reads a second.
  var singleRate: Double?
  var clientsRate: Double?
  var patientRate: Double?
  /// While it grew to this size.
  var loadRate: Double
  /// Of W1 and W2, in milliseconds.
  var singleP99: Double?
  var clientsP99: Double?
  var openMilliseconds: Double?
  var slowestOpenMilliseconds: Double?
  /// Allocated when this size was reached.
  var diskBytes: Int
  /// The most private memory while loading and reading, beyond that of the empty process.
  var memoryBytes: Int?
  /// What a 4 KiB fdatasync took before.
  var synchronizationMicroseconds: Double

  init(
    events: Int, _ load: [Outcome], openings: [Double], _ measured: Growth.Measured,
    synchronization: Double
  ) {
    self.events = events
    eventsAtEnd = Int(measured.clients.last?.head ?? UInt64(events))
    singleRate = measured.single.map(\.rate).median
    clientsRate = measured.clients.map(\.rate).median
    patientRate = measured.patient.map(\.rate).median
    loadRate = Double(load.map(\.count).reduce(0, +)) / load.map(\.seconds).reduce(0, +)
    singleP99 = measured.single.compactMap(\.p99).median
    clientsP99 = measured.clients.compactMap(\.p99).median
    openMilliseconds = openings.median
    slowestOpenMilliseconds = openings.max()
    diskBytes = load.last?.diskBytes ?? 0
    memoryBytes = (load + measured.patient).compactMap(\.memoryBytes).max()
    synchronizationMicroseconds = synchronization
  }
}

/// What a store did at every size.
struct GrowthReport: Codable {
  var date = Date()
  var machine: Machine
  var plan: GrowthPlan
  /// How the store was set up.
  var setting = ""
  var points: [GrowthPoint] = []

  init(plan: GrowthPlan, machine: Machine) {
    self.plan = plan
    self.machine = machine
  }

  private static var rows: [(title: String, digits: Int, value: (GrowthPoint) -> Double?)] {
    [
      (Workload.single.title, 0, \.singleRate),
      (Workload.clients.title, 0, \.clientsRate),
      (Workload.patient.title, 0, \.patientRate),
      ("time to open, ms", 2, \.openMilliseconds),
      ("slowest of \(GrowthPlan.openings) openings, ms", 2, \.slowestOpenMilliseconds),
      ("W1  99 % of the appends within, ms", 2, \.singleP99),
      ("W2  99 % of the appends within, ms", 2, \.clientsP99),
      ("W3  while growing to this size, events/s", 0, \.loadRate),
      ("disk, bytes an event", 0, { Double($0.diskBytes) / Double($0.events) }),
      ("disk, MiB", 0, { Double($0.diskBytes) / Double(1 << 20) }),
      (
        "memory while loading and reading, MiB", 1,
        { $0.memoryBytes.map { Double($0) / Double(1 << 20) } }
      ),
      ("a 4 KiB fdatasync before, µs", 0, \.synchronizationMicroseconds),
      ("events after W2", 0, { Double($0.eventsAtEnd) }),
    ]
  }

  /// The table, with what each size is to the smallest.
  var text: String {
    let larger = points.dropFirst()
    let smallest = points.first.map { String($0.events) } ?? ""
    let head =
      ["\(plan.peer.title), events"] + points.map { String($0.events) }
      + larger.map { "\($0.events) ÷ \(smallest)" }
    let cells = Self.rows.map { row in
      [row.title] + points.map { Row.text(row.value($0), digits: row.digits) }
        + larger.map {
          Row.text(ratio(row.value($0), to: points.first.flatMap(row.value)), digits: 2)
        }
    }
    return """
      \(Table(rows: [head] + cells).text)

      \(date.ISO8601Format()), \(machine.text)
      One store, \(plan.patients) patients; medians of \(GrowthPlan.turns) turns and of \
      \(GrowthPlan.openings) openings.
      \(plan.peer.title): \(setting)
      """
  }

  private func ratio(_ value: Double?, to first: Double?) -> Double? {
    guard let value, let first, first > 0 else { return nil }
    return value / first
  }
}
