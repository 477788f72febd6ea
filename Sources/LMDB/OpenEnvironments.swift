internal import Foundation
internal import Glibc

/// The environments that this process has open.
///
/// LMDB forbids opening a file twice in a process: the second opening would take the locks of the
/// first for its own and set them anew. So whoever opens a file again gets the same environment.
enum OpenEnvironments {
  /// A file, however its path is written. While an environment is open it holds its file, so no other
  /// file gets the same identity meanwhile, even where this one was removed.
  struct FileID: Hashable {
    let device: UInt
    let number: UInt

    /// - Parameter path: the data file. It is made where it is missing.
    /// - Throws: `LMDBError` with the `errno` where it can't be looked at or made.
    init(_ path: String) throws(LMDBError) {
      var status = stat()
      if unsafe stat(path, &status) != 0 {
        let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw LMDBError(code: errno, call: "open") }
        defer { _ = Glibc.close(file) }
        guard unsafe fstat(file, &status) == 0 else {
          throw LMDBError(code: errno, call: "fstat")
        }
      }
      device = UInt(status.st_dev)
      number = UInt(status.st_ino)
    }
  }

  private struct Reference {
    weak var environment: Environment?
  }

  private static let lock = NSCondition()
  /// Touched under the lock alone. A reference stays until its environment is closed, so that none
  /// is opened while another is still being closed.
  nonisolated(unsafe) private static var references: [FileID: Reference] = [:]

  /// The environment of a file, opened where it isn't open yet.
  static func environment(
    of file: FileID, open: () throws(LMDBError) -> Environment
  ) throws(LMDBError) -> Environment {
    lock.lock()
    defer { lock.unlock() }
    while let reference = unsafe references[file] {
      if let environment = reference.environment { return environment }
      lock.wait()
    }
    let environment = try open()
    unsafe references[file] = Reference(environment: environment)
    return environment
  }

  /// Closes an environment that nobody holds any more.
  static func close(_ file: FileID, _ body: () -> Void) {
    lock.lock()
    defer { lock.unlock() }
    body()
    unsafe references[file] = nil
    lock.broadcast()
  }
}
