/// What is measured, in the order in which a round runs it.
package enum Workload: String, CaseIterable, Codable, Sendable {
  case bulk = "W3"
  case patient = "R1"
  case replay = "R2"
  case single = "W1"
  case clients = "W2"

  /// How many clients W2 has.
  package static let clientCount = 64
  /// How many events an append of W3 has.
  package static let batchSize = 1000
  /// How many events of a patient R1 reads.
  package static let pageSize = 100

  /// As the table's left edge says it.
  package var title: String {
    switch self {
    case .single: "W1  one client, an event an append, events/s"
    case .clients: "W2  \(Self.clientCount) clients, an event an append, events/s"
    case .bulk: "W3  \(Self.batchSize) events an append, events/s"
    case .patient: "R1  a patient's \(Self.pageSize) events by tag, reads/s"
    case .replay: "R2  every event in order, events/s"
    }
  }

  /// In the order of the table.
  package static let table: [Workload] = [.single, .clients, .bulk, .patient, .replay]
}

/// A piece of work that a peer's process is asked for.
package struct Order: Codable, Sendable {
  package var workload: Workload
  /// Which events to load, counted over all that were loaded; the other workloads go by time or by
  /// what there is.
  package var events = 0..<0
  package var seconds = 0.0
  /// Whether the process watches its memory meanwhile.
  package var watchesMemory = false

  package init(loading events: Range<Int>) {
    workload = .bulk
    self.events = events
    watchesMemory = true
  }

  package init(_ workload: Workload, seconds: Double = 0, watchesMemory: Bool = false) {
    self.workload = workload
    self.seconds = seconds
    self.watchesMemory = watchesMemory
  }
}

/// What a peer's process says first.
package struct Greeting: Codable, Sendable {
  package var setting: String
  /// How long it took to open the store.
  package var openSeconds: Double
}

/// What a peer's process answers.
package struct Outcome: Codable, Sendable {
  /// Events or reads.
  package var count: Int
  package var seconds: Double
  /// Of single appends, in milliseconds; W1 and W2 alone.
  package var median: Double?
  package var p99: Double?
  /// The position of the last event when the order was done.
  package var head: UInt64
  /// Of the files when the order was done, in allocated bytes.
  package var diskBytes: Int
  /// The most private memory while the order ran, beyond that of the empty process; on Linux
  /// alone, and where it was ordered.
  package var memoryBytes: Int?

  package var rate: Double { Double(count) / seconds }
}
