internal import Dispatch
internal import Foundation
internal import LMDB
internal import PortalCrypto

/// Opens events on all cores, while more of them are still being found.
///
/// Whoever adds events calls ``wait()`` before the snapshot ends that they came from.
final class EventOpener: Sendable {
  private struct State {
    var shares: [EventShare] = []
    /// How many shares somebody has taken.
    var taken = 0
    var helpers = 0
    var failure: LogError?
  }

  private let storeID: [UInt8]
  private let query: Query
  private let state = Locked(State())
  private let helping = DispatchGroup()

  /// How many events a core takes at a time: opening them takes several times what waking it does.
  static let share = 8
  private static let cores = ProcessInfo.processInfo.activeProcessorCount

  /// - Parameter query: what each event must match that can be read; a damaged link of the index may
  ///   have led to another.
  init(_ store: Store, _ query: Query) {
    storeID = store.keys.keyring.storeID
    self.query = query
  }

  func add(_ events: [SealedEvent]) {
    let share = EventShare(events)
    let needsHelper = state.withLock { state in
      state.shares.append(share)
      guard events.count == Self.share, state.helpers < Self.cores - 1 else { return false }
      state.helpers += 1
      return true
    }
    guard needsHelper else { return }
    helping.enter()
    DispatchQueue.global(qos: .userInitiated).async {
      self.work(asHelper: true)
      self.helping.leave()
    }
  }

  /// Opens what nobody has taken yet, and waits for the rest.
  ///
  /// - Parameter reversed: whether to answer last what was added first.
  func finish(reversed: Bool) throws(LogError) -> [RecordedEvent] {
    work(asHelper: false)
    wait()
    let (shares, failure) = state.withLock { ($0.shares, $0.failure) }
    if let failure { throw failure }
    return EventShare.join(shares, reversed: reversed)
  }

  /// Waits until no other thread works on the events.
  func wait() { helping.wait() }

  private func work(asHelper isHelper: Bool) {
    while let share = take(asHelper: isHelper) {
      do throws(LogError) {
        try share.open(storeID: storeID, matching: query)
      } catch {
        state.withLock { $0.failure = $0.failure ?? error }
      }
    }
  }

  private func take(asHelper isHelper: Bool) -> EventShare? {
    state.withLock { state in
      guard state.taken < state.shares.count else {
        if isHelper { state.helpers -= 1 }
        return nil
      }
      defer { state.taken += 1 }
      return state.shares[state.taken]
    }
  }
}

/// Events that one thread opens, in the memory from which they are moved to where they are answered.
///
/// Safe: whoever took the share opens it, once; it's emptied when nobody works any more.
@safe
private final class EventShare: @unchecked Sendable {
  private let sealed: [SealedEvent]
  private let opened: UnsafeMutablePointer<RecordedEvent>
  private var count = 0

  init(_ sealed: [SealedEvent]) {
    self.sealed = sealed
    unsafe opened = .allocate(capacity: sealed.count)
  }

  deinit {
    unsafe opened.deinitialize(count: count)
    unsafe opened.deallocate()
  }

  func open(storeID: [UInt8], matching query: Query) throws(LogError) {
    for index in sealed.indices {
      let recorded = try sealed[index].open(storeID: storeID)
      if let event = recorded.event, !query.matches(event) { throw .damaged(recorded.position) }
      unsafe (opened + index).initialize(to: recorded)
      count += 1
    }
  }

  /// Moves the events of shares into an array, which copies none of them.
  static func join(_ shares: [EventShare], reversed: Bool) -> [RecordedEvent] {
    let total = shares.reduce(0) { $0 + $1.count }
    return unsafe [RecordedEvent](unsafeUninitializedCapacity: total) { events, count in
      guard let start = events.baseAddress else { return }
      for share in shares {
        for index in 0..<share.count {
          unsafe (start + (reversed ? total - 1 - count : count))
            .moveInitialize(from: share.opened + index, count: 1)
          count += 1
        }
        share.count = 0
      }
    }
  }
}
