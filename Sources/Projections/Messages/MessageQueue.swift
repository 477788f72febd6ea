package import Foundation
package import PortalDomain

/// The threads in which an answer of the care team is due.
package enum MessageQueue: ReadModel {
  package static let name = "messageQueue"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Messages.events

  package struct Row: Codable, Hashable, Sendable {
    package let patient: PatientID
    package let thread: ThreadID
    package let dueAt: Date
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case is Messages.Sent, is Messages.Answered, is Messages.Closed:
      (event as? any MessageEvent).map { [RowKey(.clinic, $0.thread.value)] } ?? []
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Messages.Sent {
      row = row ?? Row(patient: event.patient, thread: event.thread, dueAt: event.dueAt)
    } else {
      row = nil
    }
  }
}
