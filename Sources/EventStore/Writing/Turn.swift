internal import Glibc
internal import PortalCrypto

/// The line of those who want to write, in all processes.
///
/// Whoever has LMDB's write lock may keep it over many groups, and LMDB doesn't tell that others wait
/// for it. So who wants it waits for it in here: the one that has it sees the line taken, commits, and
/// goes to its end. The lock is flock(2)'s, which the kernel takes from who dies.
final class Turn: Sendable {
  /// The file that is locked, opened by this object alone: a lock is that of an opening.
  private let file: Locked<Int32>

  /// - Parameter path: a file that every process locks.
  init(_ path: String) throws(FileError) {
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw FileError(code: errno, action: "opening \(path)") }
    file = Locked(opened)
  }

  deinit { file.withLock { _ = close($0) } }

  /// Waits for one's turn, and runs what takes the write lock.
  func take<Result: ~Copyable, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try file.withLock { file throws(Failure) in
      // Where the system has no locks left, there is no order, but LMDB's lock still.
      while flock(file, LOCK_EX) != 0, errno == EINTR {}
      defer { _ = flock(file, LOCK_UN) }
      return try body()
    }
  }

  /// Whether somebody waits.
  var isTaken: Bool {
    let isFree = file.withLockIfFree { file in
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return false }
      _ = flock(file, LOCK_UN)
      return true
    }
    return isFree != true
  }
}
