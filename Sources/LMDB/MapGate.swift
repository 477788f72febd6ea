internal import Glibc

/// Keeps transactions and changes of the map apart: any number of transactions, or one change.
///
/// LMDB leaves it to its users that no transaction is open while the map changes its size.
///
/// Safe: the lock is this object's own; POSIX locks are made for several threads.
@safe
final class MapGate: @unchecked Sendable {
  private let lock: UnsafeMutablePointer<pthread_rwlock_t>

  init() {
    unsafe lock = .allocate(capacity: 1)
    var attributes = pthread_rwlockattr_t()
    unsafe pthread_rwlockattr_init(&attributes)
    // A change must not wait for ever while new readers keep coming.
    unsafe pthread_rwlockattr_setkind_np(
      &attributes, Int32(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP))
    let code = unsafe pthread_rwlock_init(lock, &attributes)
    precondition(code == 0, "a lock could not be made")
    unsafe pthread_rwlockattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_rwlock_destroy(lock)
    unsafe lock.deallocate()
  }

  /// A transaction begins on this thread, on which it also ends.
  func enter() { unsafe pthread_rwlock_rdlock(lock) }

  func leave() { unsafe pthread_rwlock_unlock(lock) }

  /// Runs `change` while no transaction is open.
  func alone<Failure: Error>(_ change: () throws(Failure) -> Void) throws(Failure) {
    unsafe pthread_rwlock_wrlock(lock)
    defer { unsafe pthread_rwlock_unlock(lock) }
    try change()
  }
}
