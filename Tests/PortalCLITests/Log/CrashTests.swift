import EventStore
import Foundation
import TestSupport
import Testing

/// A process that is killed at any instant, again and again over one store.
///
/// `PORTAL_CRASH_ROUNDS` sets how often; `PORTAL_SEED` repeats the calls and the delays of a run
/// that failed, though not what the machine makes of them.
@Suite struct CrashTests {
  static let rounds = PortalProgram.setting("PORTAL_CRASH_ROUNDS", otherwise: 12)
  static let seed =
    ProcessInfo.processInfo.environment["PORTAL_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 0...UInt64.max)

  @Test func `Whatever was acknowledged outlives a kill at any instant, and nothing is halved`()
    async throws
  {
    try await onThread {
      var run = try CrashRun(seed: Self.seed)
      for round in 1...Self.rounds { try run.round("PORTAL_SEED=\(Self.seed), round \(round)") }
      try run.finish("PORTAL_SEED=\(Self.seed), at the end")
    }
  }
}

/// One store, those who append to it, and what they were told.
private struct CrashRun {
  /// A call that was made: it carries a command, so that it can be made again after a crash.
  private struct Call {
    let call: PipeCall
    /// Whether its condition doesn't hold.
    let mustFail: Bool
    /// Where its events stand, once that was acknowledged or seen.
    var positions: ClosedRange<UInt64>?
  }

  private let folder = TemporaryFolder()
  /// A process that lives through all crashes of the others, with the store open.
  private let survivor: PipedLog
  private var generator: SeededGenerator
  private var calls: [Call] = []
  /// Calls that were made, or shall be made anew, and not answered yet.
  private var unanswered: [Int] = []
  private var verified: UInt64 = 0
  private var acknowledged = 0
  private var cutOff = 0
  private var foundUnacknowledged = 0

  private var store: String { folder.path + "/store" }

  init(seed: UInt64) throws {
    generator = SeededGenerator(seed: seed)
    try EventLog.create(folder.path + "/store")
    survivor = try PipedLog(folder.path + "/store")
  }

  mutating func round(_ name: Comment) throws {
    let child = try PipedLog(store)
    switch dice(6) {
    case 0:
      // Somewhere between its start and its first appends.
      child.kill(after: .microseconds(dice(150_000)))
      try talk(to: child, name)
    case 1:
      // In the midst of its orderly close.
      try talk(to: child, calls: 1 + dice(30), name)
      try child.closeInput()
      child.kill(after: .microseconds(dice(6_000)))
    default:
      try talk(to: child, calls: 1, name)
      child.kill(after: .microseconds(dice(120_000)))
      try talk(to: child, name)
    }
    child.waitUntilExit()
    cutOff += unanswered.count
    try verify(name)
    let own = newCall(mustFail: false)
    try take(try survivor.ask(calls[own].call), name)
  }

  mutating func finish(_ name: Comment) throws {
    // Every call that was cut off is made again: it stands in the log once, whenever that was.
    let child = try PipedLog(store)
    let open = unanswered
    try child.send(open.map { calls[$0].call })
    for _ in open { try take(try #require(try child.answer()), name) }
    verified = 0
    try verify(name)
    let count = calls.reduce(0) { $0 + ($1.mustFail ? 0 : $1.call.events?.count ?? 0) }
    #expect(verified == UInt64(count), name)
    // Else it was a test of nothing.
    #expect(acknowledged > 2 * CrashTests.rounds && cutOff > CrashTests.rounds, name)
    print(
      "crashes: \(CrashTests.rounds), acknowledged: \(acknowledged), cut off: \(cutOff), of these "
        + "in the log: \(foundUnacknowledged), events: \(verified)")
  }

  /// Sends calls and takes the answers, until there were enough or the child is gone.
  private mutating func talk(to child: PipedLog, calls limit: Int = .max, _ name: Comment) throws {
    var answered = 0
    while answered < limit {
      let count = min(limit - answered, 1 + dice(60))
      while unanswered.count < count { unanswered.append(newCall(mustFail: dice(8) == 0)) }
      let sent = unanswered.prefix(count)
      guard try child.send(sent.map { calls[$0].call }) else { return }
      for _ in sent {
        guard let answer = try child.answer() else { return }
        try take(answer, name)
        answered += 1
      }
    }
  }

  private mutating func take(_ answer: PipeAnswer, _ name: Comment) throws {
    let number = try #require(answer.ref, name)
    unanswered.removeAll { $0 == number }
    let call = calls[number]
    if call.mustFail {
      #expect(answer.error?.code == "conditionFailed", name)
      return
    }
    let first = try #require(answer.first, "\(name): \(String(describing: answer.error))")
    let last = try #require(answer.last, name)
    try #require(Int(last - first) + 1 == call.call.events?.count, name)
    if let earlier = call.positions {
      // It was in the log already when the process was killed before it could say so.
      #expect(earlier == first...last, name)
    }
    calls[number].positions = first...last
    acknowledged += 1
  }

  /// Looks at the store as a new process would, and at every event since the last time.
  private mutating func verify(_ name: Comment) throws {
    let log = try EventLog.open(store)
    let before = verified
    try #require(try log.check() == [], name)
    var found: [Int: [PipedEvent]] = [:]
    for recorded in try log.read(after: verified) {
      verified += 1
      try #require(recorded.position == verified, name)
      let event = try #require(recorded.event, name)
      let content = try JSONDecoder().decode(PipedEvent.Content.self, from: Data(event.data))
      found[content.call, default: []].append(
        PipedEvent(
          position: recorded.position, type: event.type, tags: event.tags,
          subject: event.subject?.name, data: content))
    }
    try #require(try log.head() == verified, name)
    for (number, events) in found {
      try #require(!calls[number].mustFail, name)
      // Whole, in its order, without anything in between.
      try #require(events.map(\.said) == calls[number].call.events, name)
      let first = try #require(events[0].position)
      let positions = first...first + UInt64(events.count) - 1
      try #require(events.map(\.position) == Array(positions), name)
      try #require(calls[number].positions ?? positions == positions, name)
      if calls[number].positions == nil { foundUnacknowledged += 1 }
      calls[number].positions = positions
    }
    for (number, call) in calls.enumerated() {
      guard let positions = call.positions, positions.lowerBound > before else { continue }
      try #require(found[number] != nil, "\(name): call \(number) was acknowledged and is gone")
    }
    try #require(calls.allSatisfy { $0.positions?.upperBound ?? 0 <= verified }, name)
  }

  private mutating func newCall(mustFail: Bool) -> Int {
    let number = calls.count
    let count = dice(3) == 0 ? 3 : 1
    let taken = mustFail ? calls.lastIndex { $0.positions != nil } : nil
    let events = (0..<count).map { index in
      PipedEvent(
        type: "type\(dice(3))", tags: ["call:\(number)", "k:\(dice(10))"],
        subject: dice(4) == 0 ? nil : "s\(dice(6))",
        data: .init(
          call: number, index: index, count: count,
          filler: String(repeating: "x", count: dice(20) == 0 ? 5000 : dice(200))))
    }
    // Half of the others carry a condition that holds: nobody has that tag yet.
    let tag = taken.map { "call:\($0)" } ?? (dice(2) == 0 ? "call:\(number)" : nil)
    let call = PipeCall.append(events, unless: tag, ref: number, command: "command:\(number)")
    calls.append(Call(call: call, mustFail: taken != nil))
    return number
  }

  private mutating func dice(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &generator) }
}
