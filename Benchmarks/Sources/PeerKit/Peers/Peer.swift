package import EventStore

/// A store of events that is measured. All do the same work: whatever an event says comes back.
package protocol Peer: Sendable {
  /// How it is set up, as far as it decides what an answer promises.
  var setting: String { get }

  /// Whether an append fails where its condition doesn't hold.
  var checksConditions: Bool { get }

  /// The position of the last event; 0 in a fresh store.
  var head: UInt64 { get throws }

  /// Appends events, all or none. It returns once they are on the disk.
  ///
  /// - Parameter condition: what must hold.
  /// - Returns: the position of the last one.
  /// - Throws: ``ConditionFailed``, or the store's own error.
  func append(_ events: [NewEvent], if condition: Unchanged) async throws -> UInt64

  /// Reads events of a patient, by tag, oldest first.
  ///
  /// - Parameter after: only those behind this position.
  func read(patient: Int, after: UInt64, limit: Int) async throws -> Reading

  /// Reads every event in the order of the log.
  func replay() async throws -> Reading

  /// Lets go of the store; what was answered is on the disk.
  func close() async throws
}

extension Peer {
  package var checksConditions: Bool { true }
}

/// The condition of an append: no event of the patient stands behind a position.
package struct Unchanged: Sendable {
  package let patient: Int
  package let after: UInt64
}

/// The append's condition did not hold.
package struct ConditionFailed: Error {
  package init() {}
}

/// What came out of a store: enough to see that nothing was skipped.
package struct Reading: Equatable, Sendable {
  package var events = 0
  /// Of payload and metadata.
  package var bytes = 0

  package init() {}

  init(events: Int, bytes: Int) {
    self.events = events
    self.bytes = bytes
  }

  package mutating func add(payload: Int, metadata: Int) {
    events += 1
    bytes += payload + metadata
  }
}
