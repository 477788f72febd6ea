internal import EventStore
internal import PortalDomain

/// An event with its content decoded once for all read models.
struct DecodedEvent: Sendable {
  let position: UInt64
  /// `nil` for an erased event and for one that this version doesn't know.
  let content: Result<Occurrence?, any Error>

  init(position: UInt64, content: Result<Occurrence?, any Error>) {
    self.position = position
    self.content = content
  }

  init(_ recorded: RecordedEvent) {
    var origins = OriginReader()
    self.init(recorded, origins.origin(of: recorded))
  }

  private init(_ recorded: RecordedEvent, _ origin: Origin?) {
    position = recorded.position
    content = Result {
      try recorded.event.flatMap(EventCoding.decode).map {
        Occurrence($0, position: recorded.position, time: recorded.time, origin: origin)
      }
    }
  }

  static func all(_ events: [RecordedEvent]) -> [DecodedEvent] {
    var reader = OriginReader()
    let origins = events.map { reader.origin(of: $0) }
    return Parallel.map(events.count) { DecodedEvent(events[$0], origins[$0]) }
  }

  /// Reads who caused events. What was appended together has one cause, which is read once.
  private struct OriginReader {
    private var metadata: [UInt8] = []
    private var origin: Origin?

    mutating func origin(of recorded: RecordedEvent) -> Origin? {
      guard let stored = recorded.event else { return nil }
      if stored.metadata != metadata {
        metadata = stored.metadata
        origin = try? JSON.decode(EventMetadata.self, metadata).origin
      }
      return origin
    }
  }
}
