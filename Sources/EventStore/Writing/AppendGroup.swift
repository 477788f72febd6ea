/// Requests that become durable together, and what was decided about them.
struct AppendGroup {
  var requests: [AppendRequest]
  /// Of the first requests, in their order.
  var verdicts: [Result<Receipt, LogError>] = []
  /// What makes it durable; `nil` where that has not begun.
  private(set) var flush: JournalFlush?
  /// The last position of the log with its events.
  private(set) var head: UInt64 = 0

  init(_ requests: [AppendRequest]) { self.requests = requests }

  /// Begins to be durable.
  mutating func launch(_ flush: JournalFlush, upTo head: UInt64) {
    self.flush = flush
    self.head = head
  }
}
