internal import Foundation
internal import PortalCrypto

/// The one writer of a log in this process: appends wait in a bounded queue, and are made durable in
/// groups. Each gets a verdict of its own.
///
/// This is the writer's front; ``WriterThread`` does the work.
final class Writer: Sendable {
  private let store: Store
  private let capacity: Int
  private let thread: WriterThread
  private let queue: Monitor<WriterQueue>

  init(_ store: Store, _ options: EventLog.Options) {
    self.store = store
    capacity = options.queueCapacity
    queue = Monitor(WriterQueue())
    thread = WriterThread(store, queue, options)
  }

  /// A log that is let go without being closed ends its writer all the same.
  deinit {
    queue.withLock { $0.isClosed = true }
    queue.wakeAll()
  }

  func append(
    _ events: [NewEvent], _ condition: AppendCondition?, _ command: String?
  ) async -> Result<Receipt, LogError> {
    let prepared = Parallel.map(events.count) { PreparedEvent(events[$0], store.blind) }
    let command = command.map {
      PreparedCommand(
        $0, of: prepared, condition, store.blind, indexKey: store.keys.keyring.index)
    }
    return await withCheckedContinuation { verdict in
      enqueue(
        AppendRequest(
          events: prepared, condition: condition.map { PreparedCondition($0, store.blind) },
          command: command, verdict: verdict))
    }
  }

  private func enqueue(_ request: AppendRequest) {
    enum Outcome { case queued, wake, start, refused(LogError) }
    let outcome = queue.withLock { queue -> Outcome in
      if queue.isClosed { return .refused(LogError(.closed, "the log is closed")) }
      if queue.waiting.count >= capacity {
        return .refused(LogError(.overloaded, "too many appends are waiting; try again shortly"))
      }
      queue.waiting.append(request)
      if !queue.isStarted {
        queue.isStarted = true
        return .start
      }
      return queue.isIdle ? .wake : .queued
    }
    switch outcome {
    case .queued: break
    case .wake: queue.wakeAll()
    case .start: thread.start()
    case .refused(let error): request.verdict.resume(returning: .failure(error))
    }
  }

  /// Waits until readers can see all that was acknowledged.
  func settle() throws(LogError) {
    let goal = queue.withLock { queue -> UInt64? in
      guard queue.durable > queue.visible, !queue.isEnded else { return nil }
      queue.isSettling = true
      queue.failure = nil
      return queue.durable
    }
    guard let goal else { return }
    queue.wakeAll()
    let failure = queue.wait { queue -> LogError?? in
      if queue.visible >= goal || queue.isEnded { return .some(nil) }
      return queue.failure.map { .some($0) }
    }
    if let failure { throw failure }
  }

  /// Takes no more appends, and returns once those accepted have their verdicts and are signed.
  func close() async {
    await withCheckedContinuation { closer in
      let isOver = queue.withLock { queue in
        queue.isClosed = true
        if queue.isStarted, !queue.isEnded {
          queue.closers.append(closer)
          return false
        }
        return true
      }
      queue.wakeAll()
      if isOver { closer.resume() }
    }
    let store = store
    await withCheckedContinuation { signed in
      Thread {
        // What can't be signed now is signed by whoever opens the log next.
        _ = try? store.checkpoint()
        signed.resume()
      }.start()
    }
  }
}
