internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// The last checkpoint that was signed, as it lies beside the log; `nil` where none was.
  ///
  /// - Throws: `forked` where it was changed.
  public func lastCheckpoint() throws(LogError) -> String? {
    do {
      guard try store.checkpoints.read() != nil else { return nil }
      let bytes = try DurableFile.read(
        store.checkpoints.path, limit: SignedNote.maximumByteCount)
      return String(decoding: bytes, as: UTF8.self)
    } catch { throw LogError(wrapping: error) }
  }

  /// Refuses a log that doesn't contain what a checkpoint says that it contained, which somebody kept
  /// elsewhere.
  ///
  /// - Parameter path: the checkpoint's file.
  /// - Returns: the checkpoint's size.
  /// - Throws: `forked` where the log was cut, rewritten, or is another; what the operating system
  ///   refused.
  @discardableResult
  public func check(checkpointIn path: String) throws(LogError) -> UInt64 {
    do {
      let bytes = try DurableFile.read(path, limit: SignedNote.maximumByteCount)
      let checkpoint = try store.checkpoints.verified(bytes, path)
      try snapshot { store, snapshot in try store.check(checkpoint, snapshot) }
      return checkpoint.size
    } catch { throw LogError(wrapping: error) }
  }
}
