package import Foundation
package import PortalDomain

/// Who waits for help with a lost password or PIN.
package enum HelpQueue: ReadModel {
  package static let name = "helpQueue"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = HelpDesk.events

  package struct Row: Codable, Sendable {
    package let request: HelpID
    package let patient: PatientID
    /// Where they asked from.
    package let phone: PhoneNumber?
    package let at: Date
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as HelpDesk.Requested: [RowKey(.clinic, event.request.value)]
    case let event as HelpDesk.Closed: [RowKey(.clinic, event.request.value)]
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    row = (event as? HelpDesk.Requested).map {
      Row(request: $0.request, patient: $0.patient, phone: $0.phone, at: $0.at)
    }
  }
}
