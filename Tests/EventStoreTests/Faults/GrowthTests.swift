import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct GrowthTests {
  @Test func `A log outgrows its map while others read it`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path, mapSize: 1 << 20)
    let filler = [UInt8](repeating: 7, count: 2000)
    let total: UInt64 = 3000
    try await withThrowingTaskGroup(of: Int.self) { group in
      for reader in 0..<4 {
        group.addTask {
          var last: UInt64 = 0
          var rounds = 0
          while last < total {
            // The oldest, the newest and those of a tag, each a transaction of its own.
            let head = try log.head()
            let oldest = try log.read(upTo: head, limit: 20).map(\.position)
            #expect(oldest == Array((1...20).prefix(Int(head))))
            let newest = try log.read(upTo: head, backwards: true, limit: 1)
            #expect(newest.first?.position ?? 0 == head)
            let own = try log.read(
              Query(tags: ["r:\(reader)"]), upTo: head, backwards: true, limit: 5)
            #expect(
              own.allSatisfy { $0.position % 4 == UInt64(reader) && $0.event?.data == filler })
            #expect(head >= last)
            last = head
            rounds += 1
            await Task.yield()
          }
          return rounds
        }
      }
      group.addTask {
        for batch in 0..<total / 50 {
          try await log.append(
            (1...50).map { number in
              NewEvent(type: "a", tags: ["r:\((batch * 50 + UInt64(number)) % 4)"], data: filler)
            })
        }
        return 1
      }
      for try await rounds in group { #expect(rounds > 0) }
    }
    let statistics = try log.statistics()
    // An event takes a page of its own here: twelve megabytes, for which the map doubles four times.
    #expect(statistics.usedBytes > 12_000_000)
    #expect(statistics.mapBytes == 16 << 20)
    #expect(try log.check().isEmpty)
    #expect(try log.read().map(\.position) == Array(1...total))
  }

  /// Where the map is full, a group may be on its way into the journal and the next one prepared.
  @Test func `What many append at once while the map grows is there once each`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path, mapSize: 256 << 10)
    let receipts = try await withThrowingTaskGroup(of: [UInt64].self) { group in
      for client in 0..<32 {
        group.addTask {
          var positions: [UInt64] = []
          for number in 0..<60 {
            let name = "\(client):\(number)"
            let event = NewEvent(
              type: "a", tags: [name], subject: Subject(name), data: Array(name.utf8))
            let condition = AppendCondition.noEvents(matching: Query(types: ["a"], tags: [name]))
            positions += try await log.append([event], if: condition, command: name).positions
          }
          return positions
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(receipts.sorted() == Array(1...1920))
    let data = try log.read().map { String(decoding: $0.event?.data ?? [], as: UTF8.self) }
    #expect(data.count == 1920 && Set(data).count == 1920)
    #expect(try log.statistics().mapBytes > 256 << 10)
    await log.close()
    #expect(try EventLog.open(path).check().isEmpty)
  }

  @Test func `An append that is larger than the map is stored`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path, mapSize: 1 << 20)
    let data = [UInt8](repeating: 1, count: 5 << 20)
    try await log.append([NewEvent(type: "a", data: data)])
    #expect(try log.read().first?.event?.data == data)
  }

  @Test func `The keys of thousands of new subjects make the map grow`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path, mapSize: 256 << 10)
    for call in 0..<2 {
      try await log.append(
        (0..<2000).map { NewEvent(type: "a", subject: Subject("s:\(call):\($0)"), data: []) })
    }
    #expect(try log.head() == 4000)
    #expect(try log.statistics().subjects == 4000)
    #expect(try log.check().isEmpty)
  }

  @Test func `A log that has outgrown the map it is opened with is opened`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    try await EventLog.with(path) { log in
      try await log.append([NewEvent(type: "a", data: [UInt8](repeating: 1, count: 3 << 20))])
    }
    let log = try EventLog.open(path, mapSize: 1 << 20)
    #expect(try log.read().first?.event?.data.count == 3 << 20)
    try await log.append([NewEvent(type: "a", data: [2])])
    #expect(try log.check().isEmpty)
  }
}
