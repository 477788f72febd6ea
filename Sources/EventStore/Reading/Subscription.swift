/// The events that match a query: first those that are there, then each new one as it is appended,
/// by whichever process, with no gap and no repeat between the two.
///
/// Each subscription is read at its own pace: one that is slow holds up nobody else. It ends with
/// its task's cancellation. To resume one later, subscribe behind the last position that was dealt
/// with.
public struct Subscription: AsyncSequence, Sendable {
  public typealias Element = RecordedEvent
  public typealias Failure = LogError

  let log: EventLog
  let query: Query
  let after: UInt64

  /// Follows the events from the start.
  public func makeAsyncIterator() -> Iterator {
    Iterator(log: log, query: query, position: after)
  }

  /// One follower of the events.
  public struct Iterator: AsyncIteratorProtocol {
    private let log: EventLog
    private let query: Query
    /// Everything up to here was looked at.
    private var position: UInt64
    private var batch: [RecordedEvent] = []
    private var next = 0

    init(log: EventLog, query: Query, position: UInt64) {
      self.log = log
      self.query = query
      self.position = position
    }

    /// The next event, once it is there; `nil` when the task was cancelled.
    public mutating func next() async throws(LogError) -> RecordedEvent? {
      while next == batch.count {
        if Task.isCancelled { return nil }
        let watch = try log.commitWatch()
        let seen = watch.count
        let head = try log.head()
        batch = try log.read(
          query, after: position, upTo: head, limit: EventSequence.Iterator.batchSize)
        next = 0
        position =
          batch.count < EventSequence.Iterator.batchSize
          ? Swift.max(position, head) : batch[batch.count - 1].position
        if batch.isEmpty { await watch.wait(beyond: seen) }
      }
      defer { next += 1 }
      return batch[next]
    }
  }
}

extension EventLog {
  /// Follows the events that match a query: those that are there, and then each new one.
  ///
  /// - Parameters:
  ///   - query: which events; all without one.
  ///   - after: only those behind this position.
  /// - Returns: a sequence that ends only with its task's cancellation.
  public func subscribe(to query: Query = .all, after: UInt64 = 0) -> Subscription {
    Subscription(log: self, query: query, after: after)
  }
}

extension EventLog {
  /// Waits until readers of this process can see an event, whichever process appended it. What this
  /// log itself has acknowledged is seen at once.
  ///
  /// - Parameter position: where the event stands.
  /// - Throws: what the operating system refused; `closed` where the task was cancelled.
  public func wait(for position: UInt64) async throws(LogError) {
    while try head() < position {
      let watch = try commitWatch()
      let seen = watch.count
      guard try head() < position else { return }
      if Task.isCancelled { throw LogError(.closed, "the wait was cancelled") }
      await watch.wait(beyond: seen)
    }
  }
}
