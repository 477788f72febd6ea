import EventStore
import Foundation
import PortalCrypto
import TestSupport
import Testing

/// Random appends, reads and reopenings of the log, each answered as the store in memory answers.
///
/// `PORTAL_MODEL_STEPS` sets how many steps a run takes; `PORTAL_SEED` repeats the run that failed.
@Suite struct ModelTests {
  private static let environment = ProcessInfo.processInfo.environment
  static let steps = environment["PORTAL_MODEL_STEPS"].flatMap(Int.init) ?? 1000
  static let seeds =
    environment["PORTAL_SEED"].flatMap(UInt64.init).map { [$0] }
    ?? (0..<3).map { _ in UInt64.random(in: 0...UInt64.max) }

  @Test(arguments: seeds)
  func `The log answers as a plain array does`(seed: UInt64) async throws {
    var run = try ModelRun(seed: seed)
    for step in 1...Self.steps {
      try await run.step("PORTAL_SEED=\(seed), step \(step)")
    }
    try await run.reopen("PORTAL_SEED=\(seed), at the end")
    #expect(run.outcomes.count == ModelRun.Outcome.allCases.count || Self.steps < 500)
  }
}

/// One log, its model, and the dice.
private struct ModelRun {
  /// What a run must have met, so that it's no test of nothing.
  enum Outcome: CaseIterable { case appended, repeated, conditionFailed, commandReused, invalid }

  private let folder = TemporaryFolder()
  private let clock = SteppingClock()
  private let model: InMemoryStore
  private var log: EventLog
  private var calls: RandomCalls
  private(set) var outcomes: Set<Outcome> = []

  private var path: String { folder.path + "/store" }

  init(seed: UInt64) throws {
    calls = RandomCalls(seed: seed)
    model = InMemoryStore(clock: clock.now)
    try EventLog.create(folder.path + "/store")
    log = try Self.open(folder.path + "/store", clock)
  }

  private static func open(_ path: String, _ clock: SteppingClock) throws -> EventLog {
    var options = EventLog.Options()
    options.clock = clock.now
    return try EventLog.open(path, options: options)
  }

  mutating func step(_ name: Comment) async throws {
    switch calls.dice(200) {
    case 0: try await reopen(name)
    case 1..<110: try await append(name)
    default: try await read(name)
    }
  }

  private mutating func append(_ name: Comment) async throws {
    clock.advance()
    let before = await model.head()
    let call = calls.append(head: before)
    let expected = await verdict(of: model, call)
    let actual = await verdict(of: log, call)
    try #require(actual == expected, "\(name): \(call)")
    try #require(try await log.head() == model.head(), "\(name): \(call)")
    switch expected {
    case .appended(let positions):
      outcomes.insert(positions.lowerBound > before ? .appended : .repeated)
    case .refused(.conditionFailed): outcomes.insert(.conditionFailed)
    case .refused(.commandReused): outcomes.insert(.commandReused)
    case .refused(.invalid): outcomes.insert(.invalid)
    case .refused(let code): Issue.record("\(name): \(code)")
    }
  }

  private mutating func read(_ name: Comment) async throws {
    let call = calls.read(head: await model.head())
    try #require(try await log.read(call) == model.read(call), "\(name): \(call)")
  }

  mutating func reopen(_ name: Comment) async throws {
    await log.close()
    log = try Self.open(path, clock)
    try #require(try await log.head() == model.head(), "\(name): the head after reopening")
    let isSame = try await log.read(ReadCall()) == model.read(ReadCall())
    try #require(isSame, "\(name): the whole log after reopening")
  }

  private func verdict(of store: some AppendableStore, _ call: AppendCall) async -> Verdict {
    do throws(LogError) { return .appended(try await store.append(call)) } catch {
      return .refused(error.code)
    }
  }
}

/// What a store answered to an append. Messages may differ, codes may not.
private enum Verdict: Equatable {
  case appended(Range<UInt64>)
  case refused(LogError.Code)
}

/// A clock that goes on only when it's told to.
private final class SteppingClock: Sendable {
  private let milliseconds = Locked<Int64>(1_700_000_000_000)

  var now: @Sendable () -> Date {
    { Date(timeIntervalSince1970: Double(self.milliseconds.withLock { $0 }) / 1000) }
  }

  func advance() { milliseconds.withLock { $0 += 7 } }
}
