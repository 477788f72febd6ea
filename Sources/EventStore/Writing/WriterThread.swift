internal import Foundation
internal import LMDB
internal import PortalCrypto

/// Makes appends durable, group by group, on a thread of its own: LMDB's write lock belongs to the
/// thread that took it, and a flush must not hold up Swift's few.
///
/// One transaction of LMDB serves many groups. A group is durable once its frame is in the journal;
/// LMDB commits when the journal is full, when nothing more comes, when a reader or another process
/// waits, and after ``EventLog/Options/commitInterval`` at the latest.
final class WriterThread: Sendable {
  private let store: Store
  private let queue: Monitor<WriterQueue>
  private let groupSize: Int
  private let checkpointInterval: UInt64
  private let commitInterval: Duration
  /// How long it waits for more before it commits, in microseconds.
  private let patience: Int

  /// How many bytes of the data file are reserved ahead where there is no journal.
  private static let reserve = 1 << 20

  init(_ store: Store, _ queue: Monitor<WriterQueue>, _ options: EventLog.Options) {
    self.store = store
    self.queue = queue
    groupSize = options.groupSize
    checkpointInterval = UInt64(max(1, options.checkpointInterval))
    commitInterval = .milliseconds(options.commitInterval)
    patience = 1000 * options.patience
  }

  func start() {
    let thread = Thread { self.run() }
    thread.name = "portal.writer"
    thread.qualityOfService = .userInitiated
    thread.start()
  }

  private func run() {
    while let group = nextGroup() { serve(group) }
    // Whoever opens the store next knows that the journal holds nothing of its own.
    _ = try? store.forgetJournal()
    let closers = queue.withLock { queue in
      queue.isEnded = true
      defer { queue.closers = [] }
      return queue.closers
    }
    queue.wakeAll()
    for closer in closers { closer.resume() }
  }

  /// Waits for work.
  ///
  /// - Returns: a group, an empty one where a reader waits; `nil` where no more comes.
  private func nextGroup() -> [AppendRequest]? {
    queue.wait { queue -> [AppendRequest]?? in
      let hasWork = !queue.waiting.isEmpty || queue.isSettling
      queue.isIdle = !hasWork
      if hasWork { return .some(queue.takeGroup(groupSize)) }
      return queue.isClosed ? .some(nil) : nil
    }
  }

  /// Waits for a group that the open transaction can serve.
  ///
  /// - Returns: an empty one where it's time to commit.
  private func nextGroupSoon() -> [AppendRequest] {
    let group = queue.wait(microseconds: patience) { queue -> [AppendRequest]? in
      let hasWork = !queue.waiting.isEmpty || queue.isSettling || queue.isClosed
      queue.isIdle = !hasWork
      guard hasWork else { return nil }
      return queue.isSettling ? [] : queue.takeGroup(groupSize)
    }
    return group ?? []
  }

  /// What waits already.
  private func takeWaiting() -> [AppendRequest] {
    queue.withLock { $0.isSettling ? [] : $0.takeGroup(groupSize) }
  }

  /// Serves a group, and those that come while its transaction is open.
  private func serve(_ group: [AppendRequest]) {
    var pending = group
    while true {
      do { return try serve(&pending) } catch {
        do { try store.makeRoom(after: error) } catch { return fail(pending, error) }
      }
    }
  }

  /// What failed isn't known to be one request's fault or all of theirs: each is tried on its own.
  private func fail(_ group: [AppendRequest], _ error: any Error) {
    guard group.count > 1 else {
      let error = LogError(wrapping: error)
      queue.withLock { queue in
        queue.failure = error
        queue.isSettling = false
      }
      queue.wakeAll()
      for request in group { request.verdict.resume(returning: .failure(error)) }
      return
    }
    for request in group { serve([request]) }
  }

  /// Runs one transaction.
  ///
  /// - Parameter pending: the requests to begin with; where it throws, those without an answer.
  private func serve(_ pending: inout [AppendRequest]) throws {
    var isJournaled = store.usesJournal && !pending.isEmpty
    let transaction =
      isJournaled ? try store.beginJournaled(&isJournaled) : try store.beginWrite()
    var group = AppendGroup(pending)
    var flight: AppendGroup?
    let (head, count): (UInt64, UInt64)
    do {
      (head, count) = try serve(&group, &flight, isJournaled, in: transaction)
      try transaction.commit()
    } catch {
      // What is in the journal is durable, whatever becomes of the transaction: whoever writes next
      // takes it in.
      try? land(&flight)
      pending = (flight?.requests ?? []) + group.requests
      throw error
    }
    store.bell.ring()
    queue.withLock { queue in
      queue.visible = max(queue.visible, head)
      queue.isSettling = false
    }
    queue.wakeAll()
    answer(group, durable: head)
    if !isJournaled { store.environment.reserve(Self.reserve) }
    signWhenDue(head - count, head)
  }

  /// Carries out groups until it's time to commit. While one is on its way to the disk, its rows are
  /// written, and the next is prepared.
  ///
  /// - Parameters:
  ///   - group: the group to begin with; afterwards one that is durable only by the commit.
  ///   - flight: the group on its way to the disk.
  /// - Returns: the end of the log, and how many events came to it.
  private func serve(
    _ group: inout AppendGroup, _ flight: inout AppendGroup?, _ isJournaled: Bool,
    in transaction: borrowing WriteTransaction
  ) throws -> (head: UInt64, count: UInt64) {
    // The write lock, which goes with the transaction, is the journal's too.
    defer { try? flight?.flush?.wait() }
    try store.keys.refresh(transaction.snapshot)
    var tail = try LogTail(store, transaction.snapshot)
    let clock = ContinuousClock()
    let deadline = clock.now + commitInterval
    while !group.requests.isEmpty {
      tail.beginGroup()
      try store.apply(&group, to: &tail, in: transaction)
      if flight != nil {
        try tail.putRows(in: transaction)
        try land(&flight)
        group.requests += takeWaiting()
        try store.apply(&group, to: &tail, in: transaction)
      }
      if let frame = tail.endGroup() {
        guard isJournaled, store.journal.hasRoom(for: frame) else { break }
        group.launch(store.journal.beginWriting(frame), upTo: tail.head)
        flight = group
      } else {
        answer(group, durable: tail.head)
      }
      group = AppendGroup([])
      if clock.now >= deadline || store.turn.isTaken { break }
      group.requests = takeWaiting()
      if group.requests.isEmpty {
        try tail.putRows(in: transaction)
        try land(&flight)
        group.requests = nextGroupSoon()
      }
    }
    try land(&flight)
    try tail.finish(in: transaction)
    return (tail.head, tail.count)
  }

  /// Waits for a group on its way to the disk, and answers it.
  ///
  /// - Throws: where it's not durable.
  private func land(_ flight: inout AppendGroup?) throws {
    guard let group = flight else { return }
    try group.flush?.wait()
    flight = nil
    answer(group, durable: group.head)
  }

  private func answer(_ group: AppendGroup, durable: UInt64) {
    if group.requests.isEmpty { return }
    queue.withLock { $0.durable = max($0.durable, durable) }
    for (request, verdict) in zip(group.requests, group.verdicts) {
      request.verdict.resume(returning: verdict)
    }
  }

  /// Signs the log whenever an append passed a multiple of the interval.
  private func signWhenDue(_ before: UInt64, _ head: UInt64) {
    guard before / checkpointInterval != head / checkpointInterval else { return }
    // What can't be signed now is signed the next time: the events are safe already.
    _ = try? store.checkpoint()
  }
}
