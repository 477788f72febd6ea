internal import Foundation
internal import LMDB
internal import PortalCrypto

/// The log's last signed checkpoint, in a file beside it: what the log must still contain when it
/// is opened again.
struct CheckpointFile: Sendable {
  let path: String
  private let keyring: Keyring

  init(store: String, _ keyring: Keyring) {
    path = store + "/checkpoint"
    self.keyring = keyring
  }

  /// The name of a log: that of its store.
  static func origin(_ storeID: [UInt8]) -> String {
    "portal.log/" + UUID(bytes: storeID).uuidString.lowercased()
  }

  private var origin: String { Self.origin(keyring.storeID) }

  /// The key that others verify checkpoints with.
  func verifierKey() throws -> VerifierKey {
    try VerifierKey(name: origin, publicKey: Ed25519.publicKey(of: keyring.signing))
  }

  /// Signs what is durable. The file never goes back to a smaller size.
  func sign(_ range: CompactRange) throws -> SignedNote {
    let checkpoint = try Checkpoint(origin: origin, size: range.size, root: range.root)
    var note = try SignedNote(text: checkpoint.text)
    try note.sign(as: origin, with: keyring.signing)
    if let last = try read(), last.size > range.size { return note }
    try DurableFile.replace(path, with: note.bytes)
    return note
  }

  /// The checkpoint in the file; `nil` where there is no file.
  ///
  /// - Throws: `LogError` with `forked` where it is not signed by this log's key.
  func read() throws -> Checkpoint? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try DurableFile.read(path, limit: SignedNote.maximumByteCount)
    } catch {
      if error.isMissing { return nil }
      throw error
    }
    return try verified(bytes, path)
  }

  /// A checkpoint of this log, from wherever it was kept.
  func verified(_ bytes: [UInt8], _ path: String) throws -> Checkpoint {
    do {
      let checkpoint = try Checkpoint(
        in: SignedNote(parsing: bytes), signedBy: [try verifierKey()])
      guard checkpoint.origin == origin else { throw NoteError.malformedCheckpoint }
      return checkpoint
    } catch is NoteError {
      throw LogError(
        .forked, "\(path) is no checkpoint of this log: it was changed, or belongs to another")
    }
  }
}

extension Store {
  /// Refuses a log that does not contain what a checkpoint says it contained.
  func check(_ checkpoint: Checkpoint, _ snapshot: borrowing Snapshot) throws {
    let head = try head(snapshot)
    guard checkpoint.size <= head else {
      throw LogError(
        .forked,
        "the log ends at \(head), but was signed up to \(checkpoint.size): its end was cut off, or "
          + "an older copy put in its place. Restore the newest backup")
    }
    guard try root(ofFirst: checkpoint.size, snapshot) == checkpoint.root else {
      throw LogError(
        .forked,
        "the log is not the one that was signed at \(checkpoint.size): it was rewritten. "
          + "Restore a backup, and keep this copy for whoever investigates")
    }
  }
}
