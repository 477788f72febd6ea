internal import Foundation
internal import Glibc

/// The environments that this process has open.
///
/// LMDB forbids opening a file twice in a process: the second opening would take the locks of the
/// first for its own and set them anew. So whoever opens a file again gets the same environment.
enum OpenEnvironments {
  /// A file, however its path is written.
  struct FileID: Hashable {
    let device: UInt
    let folder: UInt
    let name: String

    /// - Throws: `LMDBError` with the `errno` where the file's folder can't be looked at.
    init(_ path: String) throws(LMDBError) {
      let slash = path.lastIndex(of: "/")
      let folder = slash.map { String(path[..<$0]) } ?? "."
      var status = stat()
      guard unsafe stat(folder.isEmpty ? "/" : folder, &status) == 0 else {
        throw LMDBError(code: errno, call: "stat")
      }
      device = UInt(status.st_dev)
      self.folder = UInt(status.st_ino)
      name = slash.map { String(path[path.index(after: $0)...]) } ?? path
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
