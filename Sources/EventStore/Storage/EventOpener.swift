internal import Dispatch
internal import Foundation
internal import LMDB
internal import PortalCrypto

/// Opens events on all cores, in their order, while more of them are still being found.
///
/// Whoever adds events calls ``wait()`` before the snapshot ends that they came from.
final class EventOpener: Sendable {
  private struct State {
    var shares: [[SealedEvent]] = []
    /// How many shares somebody has taken.
    var taken = 0
    var opened: [[RecordedEvent]] = []
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

  func add(_ share: [SealedEvent]) {
    let needsHelper = state.withLock { state in
      state.shares.append(share)
      state.opened.append([])
      guard share.count == Self.share, state.helpers < Self.cores - 1 else { return false }
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
  func finish() throws(LogError) -> [RecordedEvent] {
    work(asHelper: false)
    wait()
    return try state.withLock { state throws(LogError) in
      if let failure = state.failure { throw failure }
      var events = state.opened[0]
      events.reserveCapacity(state.opened.reduce(0) { $0 + $1.count })
      for share in state.opened.dropFirst() { events += share }
      return events
    }
  }

  /// Waits until no other thread works on the events.
  func wait() { helping.wait() }

  private func work(asHelper isHelper: Bool) {
    while let (number, share) = take(asHelper: isHelper) {
      do throws(LogError) {
        var events: [RecordedEvent] = []
        events.reserveCapacity(share.count)
        for sealed in share { events.append(try open(sealed)) }
        state.withLock { $0.opened[number] = events }
      } catch {
        state.withLock { $0.failure = $0.failure ?? error }
      }
    }
  }

  private func take(asHelper isHelper: Bool) -> (number: Int, share: [SealedEvent])? {
    state.withLock { state in
      guard state.taken < state.shares.count else {
        if isHelper { state.helpers -= 1 }
        return nil
      }
      defer { state.taken += 1 }
      return (state.taken, state.shares[state.taken])
    }
  }

  private func open(_ sealed: SealedEvent) throws(LogError) -> RecordedEvent {
    let recorded = try sealed.open(storeID: storeID)
    if let event = recorded.event, !query.matches(event) { throw .damaged(recorded.position) }
    return recorded
  }
}
