package import Foundation
package import PortalDomain

/// Whom staff have to get back to, a row for each phone.
package enum CallbackQueue: ReadModel {
  package static let name = "callbackQueue"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] =
    [Conversations.SafetyAlerted.self, Conversations.HandedOff.self] + Callbacks.events

  package struct Row: Codable, Sendable {
    package let phone: PhoneNumber
    package var patient: PatientID?
    package var need: Callbacks.Need
    /// When the first reason came, and where the last one stands in the log.
    package let since: Date
    package var position: UInt64
  }

  package static func keys(of occurrence: Occurrence) -> [RowKey] {
    guard let event = occurrence.event as? any ConversationEvent,
      events.contains(where: { $0 == type(of: event) })
    else { return [] }
    return [RowKey(.clinic, event.phone.value)]
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    guard let event = occurrence.event as? any ConversationEvent else { return }
    var next =
      row
      ?? Row(
        phone: event.phone, patient: nil, need: Callbacks.Need(), since: occurrence.time,
        position: occurrence.position)
    next.need.take(event)
    next.patient = event.patient ?? next.patient
    if !(event is Callbacks.SafetyDenied) { next.position = occurrence.position }
    row = next.need.isNone ? nil : next
  }

  package static func forget(_ patient: PatientID, in row: inout Row?) {
    if row?.patient == patient { row = nil }
  }
}
