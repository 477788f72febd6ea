public import EventStore

/// What happened, as it stands in the log.
extension Portal {
  /// The position of the last event; 0 for an empty store.
  public func head() throws -> UInt64 { try log.head() }

  /// Goes through events in order, in batches, however many there are.
  ///
  /// - Parameters:
  ///   - query: which events.
  ///   - after: only those behind this position.
  ///   - body: takes one event; answers whether to go on.
  public func replay(
    _ query: Query = .all, after: UInt64 = 0, _ body: (RecordedEvent) throws -> Bool
  ) throws {
    let last = try log.head()
    var position = after
    while true {
      let batch = try log.read(query, after: position, upTo: last, limit: 256)
      guard let end = batch.last else { return }
      for event in batch where try !body(event) { return }
      position = end.position
    }
  }
}
