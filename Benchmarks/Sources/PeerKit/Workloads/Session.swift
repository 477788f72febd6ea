import EventStore

/// One peer in its process, from the opening of its store on.
struct Session {
  let peer: any Peer
  let samples: SampleEvents
  /// The last position that was answered.
  private(set) var head: UInt64
  /// The last position when the bulk loading ended.
  private var loadedHead: UInt64
  private var random: SeededGenerator

  init(_ peer: any Peer, _ samples: SampleEvents) throws {
    self.peer = peer
    self.samples = samples
    head = try peer.head
    loadedHead = head
    // Another seed for what is appended later, so that no identifier comes twice.
    random = SeededGenerator(seed: 20_261 + head)
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

  private mutating func load(_ numbers: Range<Int>) async throws -> (Int, Double, [Double]) {
    let start = ContinuousClock.now
    for first in stride(from: numbers.lowerBound, to: numbers.upperBound, by: Workload.batchSize) {
      let end = min(first + Workload.batchSize, numbers.upperBound)
      let batch = (first..<end).map {
        samples.event($0, patient: samples.patient(of: $0), using: &random)
      }
      head = try await peer.append(
        batch, if: Unchanged(patient: samples.patient(of: first), after: head))
    }
    loadedHead = head
    let seconds = start.elapsed
    if peer.checksConditions {
      try await provokeFailure(of: samples.patient(of: numbers.lowerBound))
    }
    return (numbers.count, seconds, [])
  }

  /// Appends under a condition that doesn't hold, so that no peer looks fast for not checking.
  private mutating func provokeFailure(of patient: Int) async throws {
    let event = samples.event(0, patient: patient, using: &random)
    do {
      _ = try await peer.append([event], if: Unchanged(patient: patient, after: 0))
    } catch is ConditionFailed {
      guard try peer.head == head else { throw ConditionIgnored() }
      return
    }
    throw ConditionIgnored()
  }

  /// Reads a page of a patient's history, from a random place on behind which a whole page stands:
  /// where a patient has no more than a page, from the start.
  private mutating func readPatients(for seconds: Double) async throws -> (Int, Double, [Double]) {
    let tail = UInt64(Workload.pageSize * samples.patientCount)
    let newest = loadedHead > tail ? loadedHead - tail : 0
    let events = min(Workload.pageSize, Int(loadedHead) / samples.patientCount)
    let start = ContinuousClock.now
    var count = 0
    while start.elapsed < seconds {
      let patient = Int.random(in: 0..<samples.patientCount, using: &random)
      let after = UInt64.random(in: 0...newest, using: &random)
      let reading = try await peer.read(patient: patient, after: after, limit: Workload.pageSize)
      try verify(reading, events: events)
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

/// A peer appended under a condition that doesn't hold.
struct ConditionIgnored: Error, CustomStringConvertible {
  var description: String { "an append went through although its condition doesn't hold" }
}

extension ContinuousClock.Instant {
  /// In seconds.
  package var elapsed: Double { (.now - self) / .seconds(1) }
}
