import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import PortalServer

/// What is kept up with the log goes on through failures, and ends when it's asked to.
@Suite struct LogFollowerTests {
  struct Refused: Error {}

  @Test func `It works until it's asked to end, and tries again after a failure`() async throws {
    let rounds = Atomic(0)
    let group = ServiceGroup(
      services: [
        LogFollower("test", every: .milliseconds(1), logger: Logger(label: "test")) { _ in
          let round = rounds.add(1, ordering: .relaxed).newValue
          if round == 2 { throw Refused() }
          return 1
        }
      ], logger: Logger(label: "test"))
    async let running: Void = group.run()
    try await until { rounds.load(ordering: .relaxed) > 5 }
    await group.triggerGracefulShutdown()
    try await running
    let done = rounds.load(ordering: .relaxed)
    try await Task.sleep(for: .milliseconds(30))
    #expect(rounds.load(ordering: .relaxed) == done)
  }

  @Test func `Work that takes long is told of the end, and stops where it is`() async throws {
    let began = Atomic(false)
    let group = ServiceGroup(
      services: [
        LogFollower("test", every: .milliseconds(1), logger: Logger(label: "test")) { isEnding in
          began.store(true, ordering: .relaxed)
          while !isEnding() { usleep(1_000) }
          throw CancellationError()
        }
      ], logger: Logger(label: "test"))
    async let running: Void = group.run()
    try await until { began.load(ordering: .relaxed) }
    await group.triggerGracefulShutdown()
    try await running
  }
}
