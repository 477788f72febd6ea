internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// Whom staff have to get back to.
extension Portal {
  /// Somebody who texted that there is a danger, or may be, or who wants a person.
  public struct Callback: Sendable {
    public let phone: PhoneNumber
    /// Who they are, where only one patient can be meant.
    public let patient: PatientID?
    public let need: Callbacks.Need
    /// When the first reason came.
    public let since: Date
    /// Where the last reason stands in the log: another one comes with another number.
    public let position: UInt64

    /// How urgent it is, the most urgent first.
    public enum Urgency: String, CaseIterable, Sendable {
      case danger, doubt, person
    }

    public var urgency: Urgency {
      need.danger != nil ? .danger : need.doubt != nil ? .doubt : .person
    }

    fileprivate var place: (Int, Date, UInt64) {
      (Urgency.allCases.firstIndex(of: urgency) ?? 0, since, position)
    }
  }

  /// Who waits: those in danger first, then those who may be, and among them the longest waiting.
  public func callbacks() throws -> [Callback] {
    try log.views { rows, snapshot in
      try engine.reader(CallbackQueue.self).rows(of: .clinic, rows, snapshot)
    }.map {
      Callback(
        phone: $0.phone, patient: $0.patient, need: $0.need, since: $0.since,
        position: $0.position)
    }.sorted { $0.place < $1.place }
  }

  /// What a phone said last before a place in the log, the oldest first, without what must not be kept.
  public func messages(
    from phone: PhoneNumber, before position: UInt64, limit: Int
  ) throws -> [String] {
    let query = Query(
      types: [Conversations.MessageReceived.name], tags: ["conversation:\(phone)"])
    return try log.read(query, upTo: position, backwards: true, limit: limit).reversed()
      .compactMap { try $0.event.flatMap(EventCoding.decode) as? Conversations.MessageReceived }
      .map(\.text)
  }
}
