internal import PortalCrypto

/// What the writer has to do, and how far it has come: the part of it that all threads touch.
struct WriterQueue {
  var waiting: [AppendRequest] = []
  var isStarted = false
  var isClosed = false
  /// Whether the writer waits to be woken.
  var isIdle = false
  /// Whether a reader waits until it can see all that was acknowledged.
  var isSettling = false
  /// The last event that was acknowledged.
  var durable: UInt64 = 0
  /// The last event that readers can see.
  var visible: UInt64 = 0
  /// Why what was acknowledged can't be made visible, if it can't.
  var failure: LogError?
  var isEnded = false
  /// Who waits for the end.
  var closers: [CheckedContinuation<Void, Never>] = []

  /// Takes the requests of one group.
  mutating func takeGroup(_ groupSize: Int) -> [AppendRequest] {
    var count = 0
    var events = 0
    while count < waiting.count {
      events += waiting[count].events.count
      if count > 0, events > groupSize { break }
      count += 1
    }
    if count == waiting.count {
      defer { waiting = [] }
      return waiting
    }
    defer { waiting.removeFirst(count) }
    return Array(waiting.prefix(count))
  }
}
