public import EventStore
internal import Foundation
public import PortalDomain

/// The way between the portal's events and the log's: JSON.
public enum EventCoding {
  /// - Parameter origin: who caused it and by which way; it becomes the event's metadata.
  public static func encode(_ event: any DomainEvent, _ metadata: EventMetadata) throws -> NewEvent
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return NewEvent(
      type: type(of: event).name, tags: event.tags, subject: event.subject.logSubject,
      metadata: Array(try encoder.encode(metadata)), data: Array(try encoder.encode(event)))
  }

  /// Reads an event; one of an earlier release is lifted to what took its place.
  ///
  /// - Returns: `nil` for an event of a type that this version does not know.
  /// - Throws: where the data is not what the type says.
  public static func decode(_ event: NewEvent) throws -> (any DomainEvent)? {
    try EventCatalogue.known.event(named: event.type) { type in
      let decoder = JSONDecoder()
      decoder.dateDecodingStrategy = .iso8601
      return try decoder.decode(type, from: Data(event.data))
    }
  }
}

extension EventMetadata {
  /// Reads the metadata of an event of the log.
  public init(of event: NewEvent) throws {
    self = try JSONDecoder().decode(EventMetadata.self, from: Data(event.metadata))
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
