internal import Glibc

/// A lock on a slots file that keeps others from changing keys: whoever wants to waits for the end of
/// this value, and this for the end of their ``KeyMaintenance``.
package struct KeysAtRest: ~Copyable {
  private let lock: Int32

  /// Waits until nobody changes a key.
  ///
  /// - Parameter path: the slots file.
  package init(of path: String) throws(KeyError) {
    let lock = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard lock >= 0 else { throw .file(FileError(code: errno, action: "opening \(path)")) }
    while flock(lock, LOCK_SH) != 0 {
      let code = errno
      if code == EINTR { continue }
      close(lock)
      throw .file(FileError(code: code, action: "locking \(path)"))
    }
    self.lock = lock
  }

  deinit { close(lock) }
}
