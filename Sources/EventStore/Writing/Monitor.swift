internal import Glibc
internal import PortalCrypto

/// A value behind a lock, for whose changes threads can wait.
///
/// Safe: mutex and condition are this object's own, and the value is touched under the mutex alone.
@safe
final class Monitor<Value>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var value: Value

  init(_ value: sending Value) {
    self.value = value
    unsafe mutex = .allocate(capacity: 1)
    unsafe mutex.initialize(to: pthread_mutex_t())
    unsafe condition = .allocate(capacity: 1)
    unsafe condition.initialize(to: pthread_cond_t())
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    // Nobody waits longer because the clock was set.
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    let code = unsafe pthread_mutex_init(mutex, nil) | pthread_cond_init(condition, &attributes)
    precondition(code == 0, "a mutex could not be made")
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_cond_destroy(condition)
    unsafe condition.deallocate()
    unsafe pthread_mutex_destroy(mutex)
    unsafe mutex.deallocate()
  }

  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    return body(&value)
  }

  /// Lets those who wait look again.
  func wakeAll() { unsafe pthread_cond_broadcast(condition) }

  /// Waits until `body` has an answer, asked anew whenever the waiting are woken.
  func wait<Result>(_ body: (inout Value) -> Result?) -> Result {
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value) { return result }
      unsafe pthread_cond_wait(condition, mutex)
    }
  }

  /// The same for a while.
  ///
  /// - Returns: `nil` where there was no answer in time.
  func wait<Result>(microseconds: Int, _ body: (inout Value) -> Result?) -> Result? {
    var end = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &end)
    end.tv_nsec += (microseconds % 1_000_000) * 1000
    end.tv_sec += microseconds / 1_000_000 + end.tv_nsec / 1_000_000_000
    end.tv_nsec %= 1_000_000_000
    unsafe pthread_mutex_lock(mutex)
    defer { unsafe pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&value) { return result }
      if unsafe pthread_cond_timedwait(condition, mutex, &end) == ETIMEDOUT {
        return body(&value)
      }
    }
  }
}
