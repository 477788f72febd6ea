internal import Dispatch
internal import PortalCrypto

/// A frame on its way to the disk.
final class JournalFlush: Sendable {
  private let outcome = Locked<Result<Void, FileError>?>(nil)
  private let writing = DispatchGroup()

  init() { writing.enter() }

  /// Writes the frame, once.
  func run(_ body: () throws(FileError) -> Void) {
    let result = Result(catching: body)
    outcome.withLock { $0 = result }
    writing.leave()
  }

  /// Returns once the frame is on the disk.
  ///
  /// - Throws: where it isn't, and nobody will find it.
  func wait() throws(FileError) {
    writing.wait()
    try outcome.withLock { $0 }?.get()
  }
}
