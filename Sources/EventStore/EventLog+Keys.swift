internal import Foundation
internal import LMDB
internal import PortalCrypto

extension EventLog {
  /// Erases a subject: destroys the key to its health data in this store and every copy of it, and
  /// whatever else tells of it. Appending to the subject is refused from then on; its events read as
  /// `erased`.
  ///
  /// - Parameters:
  ///   - subject: who is to be erased.
  ///   - reason: why; it stands in the certificate.
  ///   - metadata: what the embedding program says about it.
  /// - Returns: the certificate.
  /// - Throws: `subjectErased`, `invalid` where there is no such subject, or what the operating
  ///   system refused; then the next opening of the store ends what was begun.
  public func erase(
    _ subject: Subject, reason: String, metadata: [UInt8] = []
  ) async throws(LogError) -> Erasure {
    let request = ErasureRequest(subject, reason: reason, metadata: metadata)
    let erasure = try await maintain { store, maintenance in
      try store.erase(request, maintenance)
    }
    try checkpoint()
    return erasure
  }

  /// The certificate of an erasure; `nil` where the subject was not erased.
  public func erasure(of subject: Subject) throws(LogError) -> Erasure? {
    let query = Query(types: [Erasure.eventType], tags: [subject.name])
    guard let event = try read(query, backwards: true, limit: 1).first?.event else { return nil }
    do { return try Erasure.decoder.decode(Erasure.self, from: Data(event.data)) } catch {
      throw LogError(.corrupt(position: 0), "the certificate of the erasure can't be read")
    }
  }

  /// Gives all buckets new keys, while others read and append. Events aren't rewritten: the keys of
  /// the subjects are wrapped anew.
  ///
  /// - Parameter progress: told how many subjects of how many are done.
  /// - Throws: what the operating system refused; then the next opening goes on.
  public func rotateBucketKeys(
    progress: @escaping @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) async throws(LogError) {
    try await maintain { store, maintenance in
      try store.finishRotation(maintenance) { _, _ in }
      try store.rotateBuckets(maintenance, progress)
    }
  }

  /// Gives the store a new root key, in the place of the old one, and a new main key below it.
  ///
  /// - Parameter source: where the new root key comes from, which may be elsewhere than before;
  ///   another file, where the old one is in a file.
  /// - Throws: `invalid` where no source is given and the old root key is in no file, what the source
  ///   refuses, or what the operating system refused; the old root key opens the store then.
  public func rotateRootKey(to source: RootKeySource? = nil) async throws(LogError) {
    let keys = store.keys.keyring.folder
    guard let source = source ?? (RootKeyOrigin(of: keys) == .file ? .file : nil) else {
      throw LogError(
        .invalid, "the root key of \(keys) is in no file; say where the new one comes from")
    }
    let asked = try source.asked()
    try await maintain { store, maintenance in
      try store.finishRotation(maintenance) { _, _ in }
      try asked.prepare().takeOver(maintenance, in: keys)
      // Other processes read the keys again, under the new root key.
      try store.write { transaction in try store.keys.noteChange(in: transaction) }
    }
  }

  /// Runs what changes keys, of all processes one at a time, on a thread of its own.
  private func maintain<Result: Sendable>(
    _ body: @escaping @Sendable (Store, borrowing KeyMaintenance) throws -> Result
  ) async throws(LogError) -> Result {
    let store = store
    let result: Swift.Result<Result, LogError> = await withCheckedContinuation { done in
      Thread {
        do {
          guard let maintenance = try KeyMaintenance(of: store.keys.keyring, waits: true) else {
            throw LogError(.overloaded, "the keys are being changed; try again shortly")
          }
          done.resume(returning: .success(try body(store, maintenance)))
        } catch { done.resume(returning: .failure(LogError(wrapping: error))) }
      }.start()
    }
    return try result.get()
  }
}

extension Store {
  /// Ends what a crash interrupted: the erasure that was asked for, the change of keys that was begun.
  /// Where another process is at it, it's left to that.
  func finishMaintenance() throws {
    let isErasing = try environment.read { snapshot throws(LMDBError) in
      try snapshot.value(for: Tables.erasingKey, in: tables.meta) != nil
    }
    guard isErasing || !keys.keyring.changingBuckets.isEmpty || keys.keyring.hasOldWrappings,
      let maintenance = try KeyMaintenance(of: keys.keyring, waits: false)
    else { return }
    let pending = try environment.read { snapshot -> ErasureRequest? in
      try ErasureRequest(pendingIn: self, snapshot)
    } orElse: {
      $0 as any Error
    }
    if let pending { _ = try erase(pending, maintenance) }
    try finishRotation(maintenance) { _, _ in }
    // Either half of a slot holds the same key; what this root key doesn't open is of the other one.
    if keys.keyring.hasOldWrappings { try maintenance.wipeOldWrappings() }
  }
}
