public import EventStore
internal import Foundation
public import PortalDomain

/// The way between the portal's events and the log's: JSON.
public enum EventCoding {
  /// - Parameter metadata: who caused it and by which way.
  public static func encode(_ event: any DomainEvent, _ metadata: EventMetadata) throws -> NewEvent
  {
    try encode(event, JSON.encode(metadata), metadata.origin.message)
  }

  /// The same for several with one cause.
  public static func encode(
    _ events: [any DomainEvent], _ metadata: EventMetadata
  ) throws -> [NewEvent] {
    let (bytes, message) = (try JSON.encode(metadata), metadata.origin.message)
    return try Parallel.map(events.count) { index in
      Result { try encode(events[index], bytes, message) }
    }.map { try $0.get() }
  }

  private static func encode(
    _ event: any DomainEvent, _ metadata: [UInt8], _ message: TextID?
  ) throws -> NewEvent {
    var tags = event.tags
    if let tag = message?.tag, !tags.contains(tag) { tags.append(tag) }
    // Foundation's own opens the system's source of randomness for each.
    var generator = SystemRandomNumberGenerator()
    return NewEvent(
      id: .random(using: &generator), type: type(of: event).name, tags: tags,
      subject: event.subject.logSubject,
      keyClass: type(of: event).outlivesErasure ? .audit : .phi, metadata: metadata,
      data: try JSON.encode(event))
  }

  /// Reads an event; one of an earlier release is lifted to what took its place.
  ///
  /// - Returns: `nil` for an event of a type that this version does not know.
  /// - Throws: where the data is not what the type says.
  public static func decode(_ event: NewEvent) throws -> (any DomainEvent)? {
    try EventCatalogue.known.event(named: event.type) { type in
      try JSON.decode(type, event.data)
    }
  }
}

extension EventMetadata {
  /// Reads the metadata of an event of the log.
  public init(of event: NewEvent) throws {
    self = try JSON.decode(EventMetadata.self, event.metadata)
  }
}

extension EventSubject {
  /// Whose keys the log seals such an event with.
  public var logSubject: Subject? {
    switch self {
    case .patient(let id): id.logSubject
    case .phone(let number): Subject("phone:\(number)")
    case .clinic: nil
    }
  }
}

extension PatientID {
  /// Whose keys the log seals a patient's events with.
  public var logSubject: Subject { Subject("patient:\(value)") }
}
