package import EventStore
package import Foundation

/// What an event store can be asked, so that one suite of tests and one model serve every store.
package protocol AppendableStore: Sendable {
  /// - Returns: the positions of the events.
  func append(_ call: AppendCall) async throws(LogError) -> Range<UInt64>
  func read(_ call: ReadCall) async throws(LogError) -> [StoredEvent]
  func head() async throws(LogError) -> UInt64
}

/// The arguments of an append.
package struct AppendCall: Sendable {
  package var events: [NewEvent]
  package var condition: AppendCondition?
  package var command: String?

  package init(_ events: [NewEvent], if condition: AppendCondition? = nil, command: String? = nil) {
    self.events = events
    self.condition = condition
    self.command = command
  }
}

/// The arguments of a read.
package struct ReadCall: Sendable {
  package var query: Query
  package var after: UInt64
  package var last: UInt64?
  package var backwards: Bool
  package var limit: Int

  package init(
    _ query: Query = .all, after: UInt64 = 0, upTo last: UInt64? = nil, backwards: Bool = false,
    limit: Int = .max
  ) {
    self.query = query
    self.after = after
    self.last = last
    self.backwards = backwards
    self.limit = limit
  }
}

/// An event as a store gives it back. Two are equal where every byte is.
package struct StoredEvent: Sendable, Equatable {
  package let position: UInt64
  package let time: Date
  package let event: NewEvent

  package init(position: UInt64, time: Date, event: NewEvent) {
    self.position = position
    self.time = time
    self.event = event
  }

  package static func == (left: StoredEvent, right: StoredEvent) -> Bool {
    left.position == right.position && left.time == right.time && left.event.id == right.event.id
      && EventBytes(left.event) == EventBytes(right.event)
  }
}

/// What an event says apart from its identifier, as bytes: two strings may be equal in Swift and
/// yet differ in their bytes.
struct EventBytes: Equatable {
  private let names: [[UInt8]]
  private let keyClass: KeyClass
  private let metadata: [UInt8]
  private let data: [UInt8]

  init(_ event: NewEvent) {
    names = ([event.type, event.subject?.name ?? ""] + event.tags).map { Array($0.utf8) }
    keyClass = event.keyClass
    metadata = event.metadata
    data = event.data
  }
}

extension EventLog: AppendableStore {
  package func append(_ call: AppendCall) async throws(LogError) -> Range<UInt64> {
    try await append(call.events, if: call.condition, command: call.command).positions
  }

  package func read(_ call: ReadCall) throws(LogError) -> [StoredEvent] {
    let recorded = try read(
      call.query, after: call.after, upTo: call.last, backwards: call.backwards, limit: call.limit)
    var events: [StoredEvent] = []
    for recorded in recorded {
      guard let event = recorded.event else {
        throw LogError(.subjectErased, "the event at \(recorded.position) can't be read any more")
      }
      events.append(StoredEvent(position: recorded.position, time: recorded.time, event: event))
    }
    return events
  }
}
