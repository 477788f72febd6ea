internal import Glibc
internal import PortalDomain

/// Lets one process at a time deal with the messages of a phone.
///
/// The kernel holds the locks (fcntl(2), "Open file description locks"), a byte of a file for each phone.
/// They end with the process, however it ends, so that nobody waits for the dead.
final class SenderLocks: Sendable {
  /// F_OFD_SETLK of Linux, which the C library's headers keep from Swift.
  private static let setLock: Int32 = 37
  private let file: Int32

  /// - Parameter path: the file; it's made where it's missing, and stays empty.
  init(_ path: String) throws {
    file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw SettingsError("\(path) can't be opened: check its permissions") }
  }

  deinit { close(file) }

  /// - Returns: whether the phone is this process's now.
  func take(_ phone: PhoneNumber) -> Bool { set(Int16(F_WRLCK), phone) }

  func release(_ phone: PhoneNumber) { _ = set(Int16(F_UNLCK), phone) }

  private func set(_ type: Int16, _ phone: PhoneNumber) -> Bool {
    // Two phones that share a byte only wait for each other.
    let hash = phone.value.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01b3
    }
    var lock = flock()
    lock.l_type = type
    lock.l_whence = Int16(SEEK_SET)
    lock.l_start = off_t(hash >> 2)
    lock.l_len = 1
    return unsafe fcntl(file, Self.setLock, &lock) == 0
  }
}
