internal import Dispatch
internal import Glibc
internal import PortalCrypto

/// Wakes whoever waits for new events, whichever process appended them.
///
/// Every commit rings the store's ``CommitBell``; the kernel reports that (inotify(7)) to all
/// processes that watch it. Reports are only hints: who is woken reads the log to see what is new,
/// and once a second everyone is woken anyway, should a process have died with its hand on the bell.
final class CommitWatch: Sendable {
  private struct State {
    /// Counts reports, so that none between a look at the log and the wait for more is lost.
    var count: UInt64 = 0
    var waiting: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter: UInt64 = 0
  }

  private let state = Locked(State())
  /// Touched again only when this object ends, by whoever ends it.
  nonisolated(unsafe) private let source: any DispatchSourceRead
  /// The same.
  nonisolated(unsafe) private let timer: any DispatchSourceTimer

  /// - Parameter path: the file of the bell.
  init(_ path: String) throws(FileError) {
    let reports = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    guard reports >= 0 else { throw FileError(code: errno, action: "watching \(path)") }
    guard unsafe inotify_add_watch(reports, path, UInt32(IN_MODIFY)) >= 0 else {
      let code = errno
      close(reports)
      throw FileError(code: code, action: "watching \(path)")
    }
    let source = DispatchSource.makeReadSource(fileDescriptor: reports)
    unsafe self.source = source
    source.setCancelHandler { close(reports) }
    source.setEventHandler { [state] in
      var buffer = [UInt8](repeating: 0, count: 4096)
      while unsafe read(reports, &buffer, buffer.count) > 0 {}
      Self.wakeAll(state)
    }
    source.activate()
    let timer = DispatchSource.makeTimerSource()
    unsafe self.timer = timer
    timer.schedule(deadline: .now() + 1, repeating: 1, leeway: .milliseconds(200))
    timer.setEventHandler { [state] in Self.wakeAll(state) }
    timer.activate()
  }

  deinit {
    unsafe source.cancel()
    unsafe timer.cancel()
  }

  /// How many reports there were.
  var count: UInt64 { state.withLock { $0.count } }

  /// Waits for a report behind the first `seen`, or for the task's cancellation.
  func wait(beyond seen: UInt64) async {
    let waiter = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          if state.count > seen || Task.isCancelled { return true }
          state.waiting[waiter] = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: waiter) }?.resume()
    }
  }

  private static func wakeAll(_ state: Locked<State>) {
    let woken = state.withLock { state in
      state.count += 1
      defer { state.waiting = [:] }
      return state.waiting.values
    }
    for continuation in woken { continuation.resume() }
  }
}
