package import PortalDomain

/// A read model: a pure fold from events to small rows, grouped by owner.
package protocol ReadModel: SendableMetatype {
  associatedtype Row: Codable & Sendable

  static var name: String { get }
  /// Raised whenever the fold changes; the rows are then made anew from the log.
  static var version: UInt32 { get }
  /// The types of event that may touch a row; of others it isn't told. Where nothing is said, it's told
  /// of all.
  static var events: [any DomainEvent.Type] { get }
  /// The rows that an event touches.
  static func keys(of event: any DomainEvent) -> [RowKey]
  /// Takes an event into a row; `nil` where there is none.
  ///
  /// - Throws: a fault where the row can't be what it should be by now. The read model then stands
  ///   still before the event, and all others go on.
  static func fold(
    _ row: inout Row?, _ event: any DomainEvent, at key: RowKey
  ) throws(ViewFault)
  /// The rows that an event touches, for who wants to know where and when it was recorded.
  static func keys(of occurrence: Occurrence) -> [RowKey]
  /// Takes an event into a row, for who wants to know where and when it was recorded, and by whom.
  static func fold(
    _ row: inout Row?, _ occurrence: Occurrence, at key: RowKey
  ) throws(ViewFault)
  /// Takes a patient who is being erased out of a row that isn't their own. Where nothing is said, the
  /// row goes.
  static func forget(_ patient: PatientID, in row: inout Row?)
}

extension ReadModel {
  package static var events: [any DomainEvent.Type] { EventCatalogue.types }

  package static func keys(of event: any DomainEvent) -> [RowKey] { [] }
  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {}

  package static func keys(of occurrence: Occurrence) -> [RowKey] { keys(of: occurrence.event) }
  package static func fold(
    _ row: inout Row?, _ occurrence: Occurrence, at key: RowKey
  ) throws(ViewFault) {
    try fold(&row, occurrence.event, at: key)
  }

  package static func forget(_ patient: PatientID, in row: inout Row?) { row = nil }
}

/// Why a read model can't go on.
package struct ViewFault: Error, Sendable, Equatable {
  /// Shown to the clinic's staff and written to logs. It's said in the code, so that nothing of a
  /// patient's gets into it.
  package let reason: String

  package init(_ reason: StaticString) { self.reason = reason.description }

  /// One that was noted before.
  init(reason: String) { self.reason = reason }
}

/// The place of a row: whose it is, and its name among theirs.
package struct RowKey: Hashable, Sendable {
  package let owner: EventSubject
  package let name: String

  package init(_ owner: EventSubject, _ name: String) {
    self.owner = owner
    self.name = name
  }
}
