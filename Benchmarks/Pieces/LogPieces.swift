import Benchmark
import EventStore

/// What the log does, by its public interface.
///
/// Reading is held against opening as many records with the cipher alone. Appending is held by what
/// it writes, because its time is the disk's; what it computes shows in the append of 1000 events.
func logPieces() {
  let writes: [BenchmarkMetric: Double] = [.writeSyscalls: 50, .writeBytesLogical: 50]
  logPiece("append-an-event", held: writes) { log, number in
    try await log.append([LogFixture.event(number)])
  }
  logPiece(
    "append-1000-events", held: writes.merging([.percentOfFloor: 150]) { $1 }, turns: 40,
    floor: { try $0.append(1000) }
  ) { log, _ in
    try await log.append((0..<1000).map(LogFixture.event))
  }
  let reading: [BenchmarkMetric: Double] = [.percentOfFloor: 100]
  logPiece("read-100-events-by-tag", held: reading, floor: { try $0.open(100) }) { log, number in
    let events = try log.read(Query(tags: [LogFixture.tag(number)]), limit: 100)
    guard events.count == 100 else { throw WrongCount(count: events.count) }
  }
  logPiece(
    "replay-10000-events", held: reading, floor: { try $0.open(LogFixture.eventCount) }
  ) { log, _ in
    var last: UInt64 = 0
    while last < LogFixture.eventCount {
      let page = try log.read(after: last, limit: 1000)
      guard let end = page.last else { throw WrongCount(count: Int(last)) }
      last = end.position
    }
  }
}

/// A benchmark on a log that holds ``LogFixture/eventCount`` events at the start.
///
/// - Parameters:
///   - metrics: what is held to a threshold, and by how many percent it may be worse.
///   - turns: how often the piece and its floor are compared for a sample.
///   - floor: the least that the same work takes; without one there is no cost against it.
private func logPiece(
  _ name: String, held metrics: [BenchmarkMetric: Double], turns: Int = 10,
  floor: (@Sendable (LogFloor) throws -> Void)? = nil,
  _ body: @escaping @Sendable (EventLog, Int) async throws -> Void
) {
  let fixture = LogFixture()
  Benchmark(name, configuration: .held(to: metrics)) { benchmark in
    let log = try fixture.log
    benchmark.startMeasurement()
    try await body(log, benchmark.currentIteration)
    benchmark.stopMeasurement()
    guard let floor else { return }
    let least = try fixture.floor
    try await benchmark.compare(turns: turns) {
      try await body(log, benchmark.currentIteration)
    } toFloor: {
      try floor(least)
    }
  } setup: {
    try await fixture.fill()
  } teardown: {
    try await fixture.remove()
  }
}

/// The log answered another number of events than it holds.
private struct WrongCount: Error {
  let count: Int
}
