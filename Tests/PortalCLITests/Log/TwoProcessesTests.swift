import EventStore
import Foundation
import TestSupport
import Testing

/// Several processes at work on one store. `PORTAL_TWO_SECONDS` sets for how long.
@Suite struct TwoProcessesTests {
  static let seconds = PortalProgram.setting("PORTAL_TWO_SECONDS", otherwise: 2)

  @Test func `Two processes that append at once lose nothing, and a third sees it all in order`()
    async throws
  {
    let folder = TemporaryFolder()
    let store = folder.path + "/store"
    try EventLog.create(store)
    let children = [try PipedLog(store), try PipedLog(store)]
    let follower = try PipedLog(store)
    try follower.send([.subscribe])
    // All are there before the first appends.
    for child in children { #expect(try child.ask(.head).head == 0) }
    #expect(try follower.answer()?.ok == true)

    async let following = onThread { try Follower.follow(follower) }
    async let first = onThread { try Appender(child: children[0], number: 0).run() }
    async let second = onThread { try Appender(child: children[1], number: 1).run() }
    let outcomes = try await [first, second]
    let end = try children[0].ask(
      .append([PipedEvent(type: "end", tags: [], data: .init(call: -1))]))
    let followed = try await following

    let all = try children[0].events()
    try #require(all.map(\.position) == (1...UInt64(all.count)).map(Optional.some))
    #expect(end.last == UInt64(all.count))
    #expect(try children[1].events() == all)
    #expect(followed == all)
    // What was acknowledged is there, and nothing else.
    var expected: [UInt64: PipedEvent] = [:]
    for outcome in outcomes {
      for (position, event) in outcome.appended {
        #expect(expected.updateValue(event, forKey: position) == nil)
      }
    }
    #expect(expected.count == all.count - 1)
    #expect(all.dropLast().allSatisfy { $0.position.flatMap { expected[$0] } == $0.said })
    // A slot that both tried has one winner, and one who was told so.
    let won = outcomes.map(\.won)
    let contested = won[0].union(outcomes[0].lost).intersection(won[1].union(outcomes[1].lost))
    #expect(contested.count >= Appender.fewestCalls / 2)
    #expect(won[0].isDisjoint(with: won[1]))
    #expect(contested.isSubset(of: won[0].union(won[1])))
    let slots = all.filter { $0.type == "slot" }.flatMap(\.tags)
    #expect(slots.count == Set(slots).count && Set(slots) == won[0].union(won[1]))
    #expect(try await PortalProgram.run(["log", "check", "--store", store]).status == 0)
  }
}

/// One of those who append: events of its own, and slots that others want too.
private struct Appender {
  struct Outcome {
    /// What was acknowledged, by its position.
    var appended: [UInt64: PipedEvent] = [:]
    var won: Set<String> = []
    var lost: Set<String> = []
  }

  /// However slow the machine is, both try the first slots.
  static let fewestCalls = 80

  let child: PipedLog
  let number: Int

  func run() throws -> Outcome {
    var outcome = Outcome()
    let end = ContinuousClock.now + .seconds(TwoProcessesTests.seconds)
    var calls = 0
    repeat {
      let batch = (0..<20).map { call(calls + $0) }
      calls += batch.count
      try child.send(batch)
      for call in batch {
        let answer = try #require(try child.answer(), "the child is gone")
        let events = call.events ?? []
        if let first = answer.first {
          for (position, event) in zip(first..., events) { outcome.appended[position] = event }
          #expect(answer.last == first + UInt64(events.count) - 1)
          if call.condition != nil { outcome.won.insert(events[0].tags[0]) }
        } else {
          #expect(answer.error?.code == "conditionFailed" && call.condition != nil)
          outcome.lost.insert(events[0].tags[0])
        }
      }
    } while ContinuousClock.now < end || calls < Self.fewestCalls
    return outcome
  }

  private func call(_ call: Int) -> PipeCall {
    if call.isMultiple(of: 2) {
      // Both try the same slots, the one upwards and the other downwards.
      let slot = call / 2 % 20
      let tag = "slot:\(call / 40):\(number == 0 ? slot : 19 - slot)"
      return .append([event("slot", [tag], call, 0, 1)], unless: tag)
    }
    let count = call % 3 == 0 ? 3 : 1
    return .append((0..<count).map { event("own", ["by:\(number)"], call, $0, count) })
  }

  private func event(
    _ type: String, _ tags: [String], _ call: Int, _ index: Int, _ count: Int
  ) -> PipedEvent {
    PipedEvent(
      type: type, tags: tags, subject: "s\(number)",
      data: .init(call: call, index: index, count: count, filler: "by \(number)"))
  }
}

private enum Follower {
  /// Takes events as they come, up to the one that is the last.
  static func follow(_ child: PipedLog) throws -> [PipedEvent] {
    var events: [PipedEvent] = []
    while events.last?.type != "end" {
      let answer = try #require(try child.answer(), "the follower is gone")
      events.append(try #require(answer.event, "\(String(describing: answer.error))"))
    }
    return events
  }
}
