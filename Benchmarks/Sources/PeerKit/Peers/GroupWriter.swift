import Dispatch
package import EventStore
import Synchronization

/// The group commit that the log has, for the peers that have none: whatever waits goes into one
/// transaction, by one thread, and every request gets its own verdict.
package final class GroupWriter: Sendable {
  package struct Request: Sendable {
    package let events: [NewEvent]
    package let condition: Unchanged
    fileprivate let verdict: CheckedContinuation<UInt64, any Error>
  }

  /// Makes a group durable, and says of each request where its last event stands.
  package typealias Write = @Sendable ([Request]) -> [Result<UInt64, any Error>]

  private struct Queue {
    var waiting: [Request] = []
    var isRunning = false
  }

  private let write: Write
  private let queue = Mutex(Queue())
  private let thread = DispatchQueue(label: "bench.writer", qos: .userInitiated)
  /// As in the log's default options.
  private static let groupSize = 1024

  package init(_ write: @escaping Write) { self.write = write }

  package func append(_ events: [NewEvent], _ condition: Unchanged) async throws -> UInt64 {
    try await withCheckedThrowingContinuation { verdict in
      let request = Request(events: events, condition: condition, verdict: verdict)
      let starts = queue.withLock { queue in
        queue.waiting.append(request)
        defer { queue.isRunning = true }
        return !queue.isRunning
      }
      if starts { thread.async { self.run() } }
    }
  }

  private func run() {
    while true {
      let group = nextGroup()
      if group.isEmpty { return }
      for (request, verdict) in zip(group, write(group)) { request.verdict.resume(with: verdict) }
    }
  }

  private func nextGroup() -> [Request] {
    queue.withLock { queue in
      var count = 0
      var events = 0
      while count < queue.waiting.count {
        events += queue.waiting[count].events.count
        if count > 0, events > Self.groupSize { break }
        count += 1
      }
      let group = Array(queue.waiting.prefix(count))
      queue.waiting.removeFirst(count)
      if group.isEmpty { queue.isRunning = false }
      return group
    }
  }
}
