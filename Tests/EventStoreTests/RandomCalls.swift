import EventStore
import Foundation
import TestSupport

/// Appends and reads by the dice. Few names, so that they meet; some look the same and are not.
struct RandomCalls {
  private static let types = ["a", "b", "c", "seat.booked"]
  private static let tags = ["x", "y", "z", "seat:1", "seat:2", "Zo\u{EB}", "Zoe\u{308}", "a"]
  private static let subjects: [Subject] = ["p1", "p2", "p3", "x"]

  private var generator: SeededGenerator
  private var sent: [AppendCall] = []

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A number from 0 to `sides - 1`.
  mutating func dice(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &generator) }

  /// An append to a log that reaches up to `head`.
  mutating func append(head: UInt64) -> AppendCall {
    if !sent.isEmpty, dice(8) == 0 { return earlier() }
    var call = AppendCall((0..<batchSize()).map { _ in event() })
    if dice(3) > 0 { call.condition = .noEvents(matching: query(), after: position(near: head)) }
    if dice(3) == 0 {
      call.command = "command:\(sent.count)"
      sent.append(call)
    }
    if dice(40) == 0 { call.events.append(unstorable()) }
    return call
  }

  mutating func read(head: UInt64) -> ReadCall {
    ReadCall(
      query(), after: dice(2) == 0 ? 0 : position(near: head),
      upTo: dice(2) == 0 ? nil : position(near: head), backwards: dice(2) == 0,
      limit: [0, 1, 2, 5, 50, .max][dice(6)])
  }

  /// A call with a command that was made before, sometimes with another request.
  private mutating func earlier() -> AppendCall {
    var call = sent[dice(sent.count)]
    switch dice(12) {
    case 0: call.events.append(event())
    case 1: call.condition = .noEvents(matching: query())
    case 2: call.condition = call.condition.map { .noEvents(matching: $0.query, after: 1) }
    case 3 where !call.events.isEmpty: call.events[0].data.append(0)
    case 4 where !call.events.isEmpty: call.events[0].keyClass = .audit
    default:
      // A client that sends a request again may have made new identifiers.
      for index in call.events.indices { call.events[index].id = UUID() }
    }
    return call
  }

  private mutating func batchSize() -> Int {
    switch dice(30) {
    case 0: 0
    case 1: 20 + dice(20)
    case 2..<8: 2 + dice(4)
    default: 1
    }
  }

  private mutating func event() -> NewEvent {
    NewEvent(
      type: Self.types[dice(Self.types.count)],
      tags: (0..<[0, 1, 1, 2, 3, 6][dice(6)]).map { _ in tag() },
      subject: dice(2) == 0 ? nil : Self.subjects[dice(Self.subjects.count)],
      keyClass: dice(3) == 0 ? .audit : .phi, metadata: bytes(8), data: bytes(64))
  }

  private mutating func unstorable() -> NewEvent {
    var event = event()
    switch dice(4) {
    case 0: event.type = ""
    case 1: event.tags.append("a\0b")
    case 2: event.tags = Array(repeating: tag(), count: NewEvent.maximumTags + 1)
    default: event.subject = ""
    }
    return event
  }

  private mutating func query() -> Query {
    Query(
      (0..<[0, 1, 1, 1, 2, 3][dice(6)]).map { _ in
        Query.Item(
          types: (0..<max(0, dice(5) - 2)).map { _ in (Self.types + ["none"])[dice(5)] },
          tags: (0..<dice(4)).map { _ in dice(30) == 0 ? "none" : tag() })
      })
  }

  /// A position of any age: just now, a while ago, at the start, or not there yet.
  private mutating func position(near head: UInt64) -> UInt64 {
    switch dice(6) {
    case 0: 0
    case 1: UInt64(dice(Int(head) + 1))
    case 2: head + UInt64(dice(3))
    default: head - min(head, UInt64(dice(12)))
    }
  }

  private mutating func tag() -> String { Self.tags[dice(Self.tags.count)] }

  private mutating func bytes(_ most: Int) -> [UInt8] {
    (0..<dice(most + 1)).map { _ in UInt8(dice(256)) }
  }
}
