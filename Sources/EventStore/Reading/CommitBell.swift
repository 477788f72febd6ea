internal import Glibc
internal import PortalCrypto

/// Tells all processes that a commit has become visible, by a write to a file of one byte that
/// they watch.
///
/// The data file itself would tell too early: LMDB shows a commit to readers only after it wrote.
final class CommitBell: Sendable {
  private let file: Int32

  init(_ path: String) throws(FileError) {
    file = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw FileError(code: errno, action: "opening \(path)") }
  }

  deinit { close(file) }

  /// What can't be rung is heard all the same, at the watchers' next look: see ``CommitWatch``.
  func ring() {
    var byte: UInt8 = 0
    _ = unsafe pwrite(file, &byte, 1, 0)
  }
}
