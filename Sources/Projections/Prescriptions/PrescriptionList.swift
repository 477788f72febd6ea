package import PortalDomain

/// What each patient has been prescribed, a row a prescription.
package enum PrescriptionList: ReadModel {
  package static let name = "prescriptions"
  package static let version: UInt32 = 2
  package static let events: [any DomainEvent.Type] = Prescriptions.events

  package typealias Row = Prescriptions.Prescription

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any PrescriptionEvent else { return [] }
    return [RowKey(event.subject, event.prescription.value)]
  }

  /// How many requests a row keeps, so that it doesn't grow with a patient's history.
  private static let mostRequests = 12

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Prescriptions.Prescribed {
      row = Prescriptions.Prescription(event)
    } else if let event = event as? any PrescriptionEvent {
      row?.evolve(event)
      while let requests = row?.requests, requests.count > mostRequests,
        let oldest = requests.firstIndex(where: { !$0.stage.isOpen })
      {
        row?.requests.remove(at: oldest)
      }
    }
  }
}
