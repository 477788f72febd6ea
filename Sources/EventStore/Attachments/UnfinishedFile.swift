internal import Glibc
internal import PortalCrypto

/// A file in the making. It's gone when it's let go before it got its name.
///
/// While it's being made it is locked, so that others who find it know that somebody is at work on
/// it: the lock of a process that died is nobody's.
struct UnfinishedFile: ~Copyable {
  let file: OpenFile
  /// Where it stands; `nil` once it has its name.
  private var path: String?

  /// - Parameter path: where nothing stands yet.
  init(_ path: String) throws(FileError) {
    var file = try Self.make(path)
    // Whoever found it before it was locked has taken it for a leftover and removed it.
    while try file.status().st_nlink == 0 { file = try Self.make(path) }
    self.file = file
    self.path = path
  }

  deinit { if let path { _ = unsafe unlink(path) } }

  private static func make(_ path: String) throws(FileError) -> OpenFile {
    let file = try OpenFile(path, O_CREAT | O_EXCL | O_WRONLY)
    guard flock(file.descriptor, LOCK_EX) == 0 else {
      throw FileError(code: errno, action: "locking \(path)")
    }
    return file
  }

  /// Gives the file its name. It's durable once its folder is flushed.
  mutating func publish(as name: String) throws(FileError) {
    guard let path else { return }
    guard unsafe rename(path, name) == 0 else {
      throw FileError(code: errno, action: "renaming \(path)")
    }
    self.path = nil
  }

  /// Removes a file that nobody is at work on.
  static func removeLeftover(_ path: String) throws(FileError) {
    let file: OpenFile
    do throws(FileError) { file = try OpenFile(path, O_RDONLY | O_NONBLOCK) } catch {
      if error.isMissing { return }
      throw error
    }
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw FileError(code: errno, action: "removing \(path)")
    }
  }
}
