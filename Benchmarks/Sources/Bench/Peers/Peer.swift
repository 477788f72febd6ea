import EventStore

/// A store of events that is measured. All do the same work: whatever an event says comes back.
protocol Peer: Sendable {
  /// How it is set up, as far as it decides what an answer promises.
  var setting: String { get }

  /// Appends events, all or none. It returns once they are on the disk.
  ///
  /// - Parameter condition: what must hold.
  /// - Returns: the position of the last one.
  /// - Throws: ``ConditionFailed``, or the store's own error.
  func append(_ events: [NewEvent], if condition: Unchanged) async throws -> UInt64

  /// Reads the first events of a patient, by tag, oldest first.
  func read(patient: Int, limit: Int) async throws -> Reading

  /// Reads every event in the order of the log.
  func replay() async throws -> Reading

  /// Lets go of the store; what was answered is on the disk.
  func close() async throws
}

/// The condition of an append: no event of the patient stands behind a position.
struct Unchanged: Sendable {
  let patient: Int
  let after: UInt64
}

/// The append's condition did not hold.
struct ConditionFailed: Error {}

/// What came out of a store: enough to see that nothing was skipped.
struct Reading: Equatable, Sendable {
  var events = 0
  /// Of payload and metadata.
  var bytes = 0

  mutating func add(payload: Int, metadata: Int) {
    events += 1
    bytes += payload + metadata
  }
}
