import Benchmark
import EventStore

/// What the log does, by its public interface.
func logPieces() {
  logPiece("append an event") { log, benchmark in
    try await log.append([LogFixture.event(benchmark.currentIteration)])
  }
  logPiece("append 100 events") { log, _ in
    try await log.append((0..<100).map(LogFixture.event))
  }
  logPiece("read 100 events by tag") { log, benchmark in
    let tag = LogFixture.tag(benchmark.currentIteration)
    let events = try log.read(Query(tags: [tag]), limit: 100)
    guard events.count == 100 else {
      return benchmark.error("read \(events.count) events instead of 100")
    }
  }
  logPiece("replay 10000 events") { log, benchmark in
    var last: UInt64 = 0
    while last < LogFixture.eventCount {
      let page = try log.read(after: last, limit: 1000)
      guard let end = page.last else { return benchmark.error("a page without events") }
      last = end.position
    }
  }
}

/// A benchmark on a log that holds ``LogFixture/eventCount`` events at the start.
private func logPiece(
  _ name: String, _ body: @escaping @Sendable (EventLog, Benchmark) async throws -> Void
) {
  let fixture = LogFixture()
  Benchmark(name) { benchmark in
    let log = try fixture.log
    benchmark.startMeasurement()
    try await body(log, benchmark)
    benchmark.stopMeasurement()
  } setup: {
    try await fixture.fill()
  } teardown: {
    try await fixture.remove()
  }
}
