internal import LMDB

extension EventLog {
  /// Signs what the log holds now, and keeps it in the file `checkpoint` beside the log.
  ///
  /// - Returns: the checkpoint as a signed note (C2SP tlog-checkpoint).
  /// - Throws: what the operating system refused.
  @discardableResult
  public func checkpoint() throws(LogError) -> String {
    do { return String(decoding: try store.checkpoint().bytes, as: UTF8.self) } catch {
      throw LogError(wrapping: error)
    }
  }

  /// The key that the log's checkpoints are verified with (C2SP signed-note).
  ///
  /// - Throws: nothing that a sound store gives cause for.
  public func verifierKey() throws(LogError) -> String {
    do { return try store.checkpoints.verifierKey().text } catch {
      throw LogError(wrapping: error)
    }
  }
}

extension EventLog {
  /// The root of the tree of the first events.
  package func root(ofFirst size: UInt64) throws(LogError) -> MerkleHash {
    try snapshot { store, snapshot in try store.root(ofFirst: size, snapshot) }
  }

  /// The leaves of the tree, made from the events.
  package func leafHashes() throws(LogError) -> [MerkleHash] {
    try snapshot { store, snapshot in
      try store.leafHashes(0..<store.head(snapshot), snapshot)
    }
  }
}

extension Store {
  /// Signs what is durable. The write lock is held meanwhile, so that of several processes none
  /// puts an older checkpoint in the place of a newer one.
  func checkpoint() throws -> SignedNote {
    try write { transaction in
      try checkpoints.sign(try treeEdge(transaction.snapshot).range)
    }
  }
}
