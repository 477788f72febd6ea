internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// Which events of the log an auditor wants to see.
public struct AuditSearch: Sendable {
  /// Only those of a patient: of their record, or of who looked at it.
  public var patient: PatientID?
  /// Only those that somebody caused: a staff member's name, a patient's id, or `system`.
  public var actor: String?
  /// Only those of a conversation.
  public var conversation: String?
  /// Only those of any of these types; of a feature by the beginning of the name: `payment`.
  public var types: [String] = []
  /// Only those behind a position.
  public var after: UInt64 = 0
  /// Only those up to a position.
  public var last: UInt64 = .max
  /// Only those from an instant on.
  public var from: Date?
  /// Only those before an instant.
  public var until: Date?

  /// Every event.
  public init() {}

  /// What the index finds of it; the rest is left to ``matches(_:)``.
  var query: Query {
    let stored = types.allSatisfy { $0.contains(".") } ? types : []
    guard let patient else { return Query(types: stored) }
    return Query(
      [patient.tag, patient.accountingTag, patient.logSubject.name].map {
        Query.Item(types: stored, tags: [$0])
      })
  }

  /// Whether an event is wanted.
  ///
  /// What an erased event was about nobody can say: it's wanted where its time is and nothing of its
  /// content was asked for.
  func matches(_ recorded: RecordedEvent) -> Bool {
    if let from, recorded.time < from { return false }
    if let until, recorded.time >= until { return false }
    guard let event = recorded.event else {
      return actor == nil && conversation == nil && types.isEmpty
    }
    if !types.isEmpty, !types.contains(where: { Self.isType(event.type, of: $0) }) { return false }
    guard actor != nil || conversation != nil else { return true }
    guard let origin = try? EventMetadata(of: event).origin else { return false }
    if let actor, !origin.actor.isNamed(actor) { return false }
    return conversation == nil || origin.conversation == conversation
  }

  private static func isType(_ type: String, of wanted: String) -> Bool {
    type == wanted || (!wanted.contains(".") && type.hasPrefix("\(wanted)."))
  }
}

extension Origin.Actor {
  /// Whether a name is that of who this is.
  func isNamed(_ name: String) -> Bool {
    switch self {
    case .patient(let id): name == id.value
    case .proxy(let id, for: let patient): name == id.value || name == "\(id) for \(patient)"
    case .staff(let member): name == member
    case .system: name == "system"
    case .unknown: name == "unknown"
    }
  }
}
