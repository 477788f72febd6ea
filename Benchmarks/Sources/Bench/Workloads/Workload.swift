/// What is measured, in the order in which a round runs it.
enum Workload: String, CaseIterable, Codable {
  case bulk = "W3"
  case patient = "R1"
  case replay = "R2"
  case single = "W1"
  case clients = "W2"

  /// How many clients W2 has.
  static let clientCount = 64
  /// How many events an append of W3 has.
  static let batchSize = 1000
  /// How many events of a patient R1 reads.
  static let pageSize = 100

  /// As the table's left edge says it.
  var title: String {
    switch self {
    case .single: "W1  one client, an event an append, events/s"
    case .clients: "W2  \(Self.clientCount) clients, an event an append, events/s"
    case .bulk: "W3  \(Self.batchSize) events an append, events/s"
    case .patient: "R1  a patient's \(Self.pageSize) events by tag, reads/s"
    case .replay: "R2  every event in order, events/s"
    }
  }

  /// In the order of the table.
  static let table: [Workload] = [.single, .clients, .bulk, .patient, .replay]
}

/// A piece of work that a peer's process is asked for.
struct Order: Codable {
  var workload: Workload
  /// How many events to load; the others go by time or by what there is.
  var events = 0
  var seconds = 0.0
}

/// What a peer's process answers.
struct Measurement: Codable {
  /// Events or reads.
  var count: Int
  var seconds: Double
  /// Of single appends, in milliseconds; W1 and W2 alone.
  var median: Double?
  var p99: Double?
  /// Of the files when the order was done, in allocated bytes.
  var diskBytes: Int
  /// The most private memory while the order ran, beyond that of the empty process;
  /// W3 and R2 on Linux alone.
  var memoryBytes: Int?

  var rate: Double { Double(count) / seconds }
}
