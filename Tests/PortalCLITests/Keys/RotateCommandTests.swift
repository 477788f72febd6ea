import Foundation
import Synchronization
import TestSupport
import Testing

/// Keys that are changed while other programs use the store.
@Suite struct RotateCommandTests {
  let folder = TemporaryFolder()
  var store: String { folder.path + "/store" }

  @Test func `Another process appends and reads while the keys are changed again and again`()
    async throws
  {
    #expect(try await PortalProgram.run(["init", "--store", store]).status == 0)
    let pipe = try PipedLog(store)
    // A first answer, so that it's open before the keys change.
    var acknowledged = [try append(0, to: pipe)]
    let store = store
    let rotations = Task {
      var runs: [PortalProgram.Run] = []
      for flags in [[], ["--buckets"], ["--root"]] {
        runs.append(try await PortalProgram.run(["keys", "rotate", "--store", store] + flags))
      }
      return runs
    }
    let isDone = Done()
    Task {
      _ = await rotations.result
      isDone.set()
    }
    // At least for a second, and for as long as the keys change.
    let end = ContinuousClock.now + .seconds(1)
    while ContinuousClock.now < end || !isDone.isSet {
      let number = acknowledged.count
      acknowledged.append(try await onThread { try append(number, to: pipe) })
    }
    for run in try await rotations.value {
      #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    }
    #expect(acknowledged == (1...UInt64(acknowledged.count)).map { $0 })
    let events = try await onThread { try pipe.events() }
    #expect(events.map(\.data.call) == Array(0..<acknowledged.count))
    try pipe.closeInput()
    pipe.waitUntilExit()
    let another = try PipedLog(store)
    #expect(try await onThread { try another.events() } == events)
    let check = try await PortalProgram.run(["log", "check", "--store", store])
    #expect(check.status == 0, "\(check)")
  }

  /// - Returns: where the event stands.
  private func append(_ number: Int, to pipe: PipedLog) throws -> UInt64 {
    let event = PipedEvent(
      type: "made", tags: ["n:\(number % 10)"], subject: "s\(number)", data: .init(call: number))
    let answer = try pipe.ask(.append([event], ref: number))
    return try #require(answer.first, "\(String(describing: answer.error))")
  }
}

/// Something that comes true once.
private final class Done: Sendable {
  private let state = Mutex(false)

  var isSet: Bool { state.withLock(\.self) }
  func set() { state.withLock { $0 = true } }
}
