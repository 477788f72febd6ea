package import PortalDomain

/// The prescriptions that are refilled by themselves.
package enum AutoRefillList: ReadModel {
  package static let name = "autoRefills"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Prescriptions.events

  package struct Row: Codable, Sendable {
    package let patient: PatientID
    package let prescription: PrescriptionID
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as Prescriptions.AutoRefillTurnedOn: [RowKey(.clinic, event.prescription.value)]
    case let event as Prescriptions.AutoRefillTurnedOff: [RowKey(.clinic, event.prescription.value)]
    case let event as Prescriptions.Stopped: [RowKey(.clinic, event.prescription.value)]
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Prescriptions.AutoRefillTurnedOn {
      row = Row(patient: event.patient, prescription: event.prescription)
    } else {
      row = nil
    }
  }
}
