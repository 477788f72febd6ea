import EventStore
import Foundation
import TestSupport
import Testing

@Suite struct GrowthAcrossTests {
  /// The child's map has a gigabyte; this process has the log open with one of a megabyte.
  @Test func `A log that another process made larger than the map is read and appended to`()
    async throws
  {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path, mapSize: 1 << 20)
    try await log.append([NewEvent(type: "first", data: Array("{}".utf8))])
    #expect(try log.statistics().mapBytes == 1 << 20)
    var seen = 0
    let child = try PipedLog(path)
    for batch in 0..<60 {
      let events = (0..<20).map { index in
        PipedEvent(
          type: "t", tags: ["b:\(batch)"],
          data: .init(
            call: batch, index: index, count: 20, filler: String(repeating: "x", count: 3000)))
      }
      let last = try #require(try child.ask(.append(events)).last)
      try await log.wait(for: last)
      // Readers of this process follow the file as it grows.
      seen = try log.read(Query(tags: ["b:\(batch)"])).count
      try #require(seen == 20)
    }
    let used = try log.statistics().usedBytes
    #expect(used > 3 << 20)
    #expect(try log.statistics().mapBytes >= used)
    let receipt = try await log.append([NewEvent(type: "last", data: Array("{}".utf8))])
    #expect(receipt.last == 1202)
    // Who reads here sees it at once, and so do others from then on.
    #expect(try log.read(Query(types: ["last"])).count == 1)
    #expect(try child.ask(.head).head == 1202)
    #expect(try log.check() == [])
  }

  /// The first to touch the grown file may also be one who appends.
  @Test func `An append takes over the map of another process`() async throws {
    let folder = QuickFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let log = try EventLog.open(path, mapSize: 1 << 20)
    let child = try PipedLog(path)
    let filler = String(repeating: "x", count: 3 << 20)
    let large = PipedEvent(type: "t", tags: [], data: .init(call: 1, filler: filler))
    #expect(try child.ask(.append([large])).last == 1)
    #expect(try await log.append([NewEvent(type: "a", tags: ["a"], data: [])]).last == 2)
    #expect(try log.read().count == 2)
  }
}
