import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct SubscriptionTests {
  let folder = TemporaryFolder()
  var path: String { folder.path + "/store" }

  func event(_ type: String, _ tags: String...) -> NewEvent {
    NewEvent(type: type, tags: tags, data: [])
  }

  /// Takes events from a subscription until it has so many.
  func take(_ count: Int, of subscription: Subscription) -> Task<[UInt64], any Error> {
    Task {
      var positions: [UInt64] = []
      for try await event in subscription {
        positions.append(event.position)
        if positions.count == count { break }
      }
      return positions
    }
  }

  @Test func `A subscription catches up and goes live, with no gap and no repeat`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    for _ in 0..<300 { try await log.append([event("a"), event("b")]) }
    let following = take(1_000, of: log.subscribe())
    for _ in 0..<200 { try await log.append([event("a"), event("b")]) }
    #expect(try await following.value == Array(1...1_000))
  }

  @Test func `A subscription gets what matches its query, from the position it names`()
    async throws
  {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    for number in 0..<20 { try await log.append([event("a", "t:\(number % 4)")]) }
    let following = take(6, of: log.subscribe(to: Query(tags: ["t:1"]), after: 6))
    for number in 0..<12 { try await log.append([event("a", "t:\(number % 4)")]) }
    #expect(try await following.value == [10, 14, 18, 22, 26, 30])
  }

  @Test func `Subscriptions are woken by appends of another opening of the store`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    let following = (0..<20).map { _ in take(50, of: log.subscribe()) }
    try await Task.sleep(for: .milliseconds(50))
    // A process of its own would see the same: the two share nothing but the file.
    let other = try EventLog.open(path)
    for _ in 0..<50 { try await other.append([event("a")]) }
    for task in following { #expect(try await task.value == Array(1...50)) }
  }

  @Test func `A subscription ends with its task`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    try await log.append([event("a")])
    let following = take(2, of: log.subscribe())
    try await Task.sleep(for: .milliseconds(50))
    following.cancel()
    #expect(try await following.value == [1])
  }

  @Test func `A walk in batches reads what a single read reads`() async throws {
    try EventLog.create(path)
    let log = try EventLog.open(path)
    for number in 0..<40 {
      try await log.append((0..<20).map { _ in event("a", "t:\(number % 3)") })
    }
    for backwards in [false, true] {
      for query in [Query.all, Query(tags: ["t:1"])] {
        var walked: [UInt64] = []
        let events = log.events(matching: query, after: 5, upTo: 790, backwards: backwards)
        for try await event in events { walked.append(event.position) }
        let read = try log.read(query, after: 5, upTo: 790, backwards: backwards)
        #expect(walked == read.map(\.position))
        #expect(walked.count > 200)
      }
    }
  }
}
