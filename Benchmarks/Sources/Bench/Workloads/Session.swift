import EventStore

/// One peer in its process, from an empty store on.
struct Session {
  let peer: any Peer
  let samples: SampleEvents
  /// How many events the bulk loading appended.
  private var loaded = 0
  /// The last position that was answered.
  private var head: UInt64 = 0
  private var random = SeededGenerator(seed: 20_261)

  init(_ peer: any Peer, _ samples: SampleEvents) {
    self.peer = peer
    self.samples = samples
  }

  /// Does what is ordered.
  ///
  /// - Returns: how much was done, how long it took, and how long each append took in seconds.
  mutating func run(_ order: Order) async throws -> (
    count: Int, seconds: Double, latencies: [Double]
  ) {
    switch order.workload {
    case .bulk: try await load(order.events)
    case .patient: try await readPatients(for: order.seconds)
    case .replay: try await replay()
    case .single: try await append(clients: 1, for: order.seconds)
    case .clients: try await append(clients: Workload.clientCount, for: order.seconds)
    }
  }

  private mutating func load(_ count: Int) async throws -> (Int, Double, [Double]) {
    let start = ContinuousClock.now
    for first in stride(from: loaded, to: loaded + count, by: Workload.batchSize) {
      let batch = (first..<first + Workload.batchSize).map {
        samples.event($0, patient: samples.patient(of: $0), using: &random)
      }
      head = try await peer.append(
        batch, if: Unchanged(patient: samples.patient(of: first), after: head))
    }
    loaded += count
    return (count, start.elapsed, [])
  }

  private mutating func readPatients(for seconds: Double) async throws -> (Int, Double, [Double]) {
    let start = ContinuousClock.now
    var count = 0
    while start.elapsed < seconds {
      let patient = Int.random(in: 0..<samples.patientCount, using: &random)
      let reading = try await peer.read(patient: patient, limit: Workload.pageSize)
      try verify(reading, events: min(Workload.pageSize, loaded / samples.patientCount))
      count += 1
    }
    return (count, start.elapsed, [])
  }

  private func replay() async throws -> (Int, Double, [Double]) {
    let start = ContinuousClock.now
    let reading = try await peer.replay()
    let seconds = start.elapsed
    try verify(reading, events: Int(head))
    return (reading.events, seconds, [])
  }

  private mutating func append(
    clients: Int, for seconds: Double
  ) async throws -> (Int, Double, [Double]) {
    let start = ContinuousClock.now
    let appended = try await withThrowingTaskGroup { group in
      for index in 0..<clients {
        var client = Client(
          index: index, of: clients, knowing: head, samples, seed: random.next())
        group.addTask { [peer] in
          try await client.run(peer, until: start.advanced(by: .seconds(seconds)))
          return client
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let elapsed = start.elapsed
    head = appended.map(\.last).max() ?? head
    let latencies = appended.flatMap(\.latencies)
    return (latencies.count, elapsed, latencies)
  }

  private func verify(_ reading: Reading, events: Int) throws {
    let each = SampleEvents.payloadByteCount + SampleEvents.metadataByteCount
    guard reading == Reading(events: events, bytes: events * each) else {
      throw WrongReading(reading: reading, events: events)
    }
  }
}

/// A peer answered something else than was appended.
struct WrongReading: Error, CustomStringConvertible {
  let reading: Reading
  let events: Int
  var description: String {
    "read \(reading.events) events with \(reading.bytes) bytes instead of \(events) events"
  }
}

extension ContinuousClock.Instant {
  /// In seconds.
  var elapsed: Double { (.now - self) / .seconds(1) }
}
