package import PortalDomain

/// The refills and renewals that the clinic has still to do something about.
package enum RefillQueue: ReadModel {
  package static let name = "refillQueue"
  package static let version: UInt32 = 1

  package struct Row: Codable, Sendable {
    package let patient: PatientID
    package let request: RefillID
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    request(of: event).map { [RowKey(.clinic, $0.value)] } ?? []
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch event {
    case let event as Prescriptions.RefillRequested:
      row = Row(patient: event.patient, request: event.refill)
    case let event as Prescriptions.RenewalRequested:
      row = Row(patient: event.patient, request: event.renewal)
    case is Prescriptions.RefillDenied, is Prescriptions.RefillDelivered,
      is Prescriptions.RenewalApproved, is Prescriptions.RenewalDenied:
      row = nil
    default: break
    }
  }

  private static func request(of event: any DomainEvent) -> RefillID? {
    switch event {
    case let event as Prescriptions.RefillRequested: event.refill
    case let event as Prescriptions.RefillDenied: event.refill
    case let event as Prescriptions.RefillDelivered: event.refill
    case let event as Prescriptions.RenewalRequested: event.renewal
    case let event as Prescriptions.RenewalApproved: event.renewal
    case let event as Prescriptions.RenewalDenied: event.renewal
    default: nil
    }
  }
}
