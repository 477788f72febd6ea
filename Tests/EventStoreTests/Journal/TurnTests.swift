import Foundation
import LMDB
import TestSupport
import Testing

@testable import EventStore

/// Who waits to write gets to write, however busy another is.
@Suite struct TurnTests {
  @Test func `A line is taken while somebody else stands in it`() throws {
    let folder = QuickFolder()
    let (first, second) = (try Turn(folder.path + "/bell"), try Turn(folder.path + "/bell"))
    #expect(!first.isTaken && !second.isTaken)
    let seen = second.take { [first.isTaken, second.isTaken] }
    #expect(seen == [true, true])
    #expect(!first.isTaken && !second.isTaken)
  }

  @Test func `Two logs of one store append in turn, though each would keep the lock`() async throws
  {
    let store = try JournaledStore()
    var options = JournaledStore.patient
    // It looks whether others wait each time that it has waited for more itself.
    options.patience = 1
    let other = try EventLog.open(store.path, options: options)
    await store.log.close()
    let log = try EventLog.open(store.path, options: options)
    try await withThrowingTaskGroup { group in
      for log in [log, other] {
        group.addTask {
          for number in 0..<50 { try await log.append([JournaledStore.event(number)]) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try log.head() == 100)
    #expect(try log.check() == [])
  }

  @Test func `A reader elsewhere waits for what was acknowledged, and sees it`() async throws {
    let store = try JournaledStore()
    var options = JournaledStore.patient
    options.patience = 1
    let (writer, reader) = (
      try EventLog.open(store.path, options: options), try EventLog.open(store.path)
    )
    let last = try await writer.append([JournaledStore.event(1)]).last
    try await reader.wait(for: last)
    #expect(try reader.head() == 1)
  }
}
