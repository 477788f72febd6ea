internal import Dispatch
internal import LMDB
internal import PortalCrypto

/// The one writer of a log in this process: appends wait in a bounded queue, and go to the disk in
/// groups, one durable transaction a group. Each gets a verdict of its own.
final class Writer: Sendable {
  private struct Queue {
    var waiting: [AppendRequest] = []
    var isRunning = false
    var isClosed = false
    /// Who waits for the queue to run empty.
    var closers: [CheckedContinuation<Void, Never>] = []
  }

  private let store: Store
  private let capacity: Int
  private let groupSize: Int
  private let checkpointInterval: Int
  private let queue = Locked(Queue())
  /// A thread of its own: a flush may take its time, and must not hold up Swift's few.
  private let thread = DispatchQueue(label: "portal.log.writer", qos: .userInitiated)

  init(_ store: Store, _ options: EventLog.Options) {
    self.store = store
    capacity = options.queueCapacity
    groupSize = options.groupSize
    checkpointInterval = max(1, options.checkpointInterval)
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
          events: prepared, condition: condition, command: command, verdict: verdict))
    }
  }

  private func enqueue(_ request: AppendRequest) {
    enum Outcome { case queued, start, refused(LogError) }
    let outcome = queue.withLock { queue -> Outcome in
      if queue.isClosed { return .refused(LogError(.closed, "the log is closed")) }
      if queue.waiting.count >= capacity {
        return .refused(LogError(.overloaded, "too many appends are waiting; try again shortly"))
      }
      queue.waiting.append(request)
      defer { queue.isRunning = true }
      return queue.isRunning ? .queued : .start
    }
    switch outcome {
    case .queued: break
    case .start: thread.async { self.run() }
    case .refused(let error): request.verdict.resume(returning: .failure(error))
    }
  }

  /// Takes groups from the queue until it's empty.
  private func run() {
    while true {
      let group = nextGroup()
      if group.isEmpty { return }
      let verdicts = store.write(group)
      store.bell.ring()
      for (request, verdict) in zip(group, verdicts) { request.verdict.resume(returning: verdict) }
      store.environment.reserve(chunk: Self.reserve)
      signWhenDue(verdicts)
    }
  }

  /// How many bytes of the data file are reserved ahead.
  private static let reserve = 1 << 20

  /// Signs the log whenever an append passed a multiple of the interval.
  private func signWhenDue(_ verdicts: [Result<Receipt, LogError>]) {
    let isDue = verdicts.contains { verdict in
      guard case .success(let receipt) = verdict, let first = receipt.positions.first else {
        return false
      }
      let interval = UInt64(checkpointInterval)
      return (first - 1) / interval != receipt.last / interval
    }
    // What can't be signed now is signed the next time: the events are safe already.
    if isDue { _ = try? store.checkpoint() }
  }

  private func nextGroup() -> [AppendRequest] {
    let (group, closers) = queue.withLock {
      queue -> ([AppendRequest], [CheckedContinuation<Void, Never>]) in
      var count = 0
      var events = 0
      while count < queue.waiting.count {
        events += queue.waiting[count].events.count
        if count > 0, events > groupSize { break }
        count += 1
      }
      let group = Array(queue.waiting.prefix(count))
      queue.waiting.removeFirst(count)
      guard group.isEmpty else { return (group, []) }
      queue.isRunning = false
      defer { queue.closers = [] }
      return (group, queue.closers)
    }
    for closer in closers { closer.resume() }
    return group
  }

  /// Takes no more appends, and returns once those accepted have their verdicts and are signed.
  func close() async {
    await withCheckedContinuation { closer in
      let isIdle = queue.withLock { queue in
        queue.isClosed = true
        if queue.isRunning { queue.closers.append(closer) }
        return !queue.isRunning
      }
      if isIdle { closer.resume() }
    }
    await withCheckedContinuation { signed in
      thread.async {
        // What can't be signed now is signed by whoever opens the log next.
        _ = try? self.store.checkpoint()
        signed.resume()
      }
    }
  }
}
