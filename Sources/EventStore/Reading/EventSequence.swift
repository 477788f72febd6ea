/// The events that match a query, in order, read in batches.
///
/// No read transaction is open while the caller works on an event, however long that takes.
public struct EventSequence: AsyncSequence, Sendable {
  public typealias Element = RecordedEvent
  public typealias Failure = LogError

  let log: EventLog
  let query: Query
  let after: UInt64
  let last: UInt64?
  let isBackwards: Bool

  /// Walks the events from the start.
  public func makeAsyncIterator() -> Iterator { Iterator(self) }

  /// A walk over the events.
  public struct Iterator: AsyncIteratorProtocol {
    static let batchSize = 256
    private let sequence: EventSequence
    private var batch: [RecordedEvent] = []
    private var next = 0
    private var after: UInt64
    private var last: UInt64?
    private var isAtEnd = false

    init(_ sequence: EventSequence) {
      self.sequence = sequence
      after = sequence.after
      last = sequence.last
    }

    /// The next event; `nil` behind the last.
    public mutating func next() async throws(LogError) -> RecordedEvent? {
      if next == batch.count {
        if isAtEnd { return nil }
        try readBatch()
        if batch.isEmpty { return nil }
      }
      defer { next += 1 }
      return batch[next]
    }

    private mutating func readBatch() throws(LogError) {
      // Events that are appended meanwhile are for the next walk.
      if last == nil { last = try sequence.log.head() }
      batch = try sequence.log.read(
        sequence.query, after: after, upTo: last, backwards: sequence.isBackwards,
        limit: Self.batchSize)
      next = 0
      isAtEnd = batch.count < Self.batchSize
      guard let end = batch.last?.position else { return }
      if sequence.isBackwards { last = end - 1 } else { after = end }
    }
  }
}

extension EventLog {
  /// The events that match a query, as of the first look at them.
  ///
  /// - Parameters:
  ///   - query: which events; all without one.
  ///   - after: only those behind this position.
  ///   - last: only those up to this position; without it, all.
  ///   - backwards: the newest first.
  /// - Returns: a sequence that reads in batches as it is walked.
  public func events(
    matching query: Query = .all, after: UInt64 = 0, upTo last: UInt64? = nil,
    backwards: Bool = false
  ) -> EventSequence {
    EventSequence(log: self, query: query, after: after, last: last, isBackwards: backwards)
  }
}
