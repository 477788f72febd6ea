package import PortalDomain

/// The refills and renewals that the clinic has still to do something about.
package enum RefillQueue: ReadModel {
  package static let name = "refillQueue"
  package static let version: UInt32 = 2
  package static let events: [any DomainEvent.Type] = Prescriptions.events

  package struct Row: Codable, Sendable {
    package let patient: PatientID
    package let prescription: PrescriptionID
    package let request: RefillID
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    Change(event).map { [RowKey(.clinic, $0.request.value)] } ?? []
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let change = Change(event) else { return }
    row =
      change.isOpening
      ? Row(
        patient: change.event.patient, prescription: change.event.prescription,
        request: change.request)
      : nil
  }

  /// What opens or ends a request.
  private struct Change {
    let event: any PrescriptionEvent
    let request: RefillID
    var isOpening = false

    init?(_ event: any DomainEvent) {
      switch event {
      case let event as Prescriptions.RefillRequested:
        self.init(event: event, request: event.refill, isOpening: true)
      case let event as Prescriptions.RenewalRequested:
        self.init(event: event, request: event.renewal, isOpening: true)
      case let event as Prescriptions.RefillDenied: self.init(event: event, request: event.refill)
      case let event as Prescriptions.RefillCancelled:
        self.init(event: event, request: event.refill)
      case let event as Prescriptions.RefillDelivered:
        self.init(event: event, request: event.refill)
      case let event as Prescriptions.RenewalApproved:
        self.init(event: event, request: event.renewal)
      case let event as Prescriptions.RenewalDenied: self.init(event: event, request: event.renewal)
      case let event as Prescriptions.RenewalCancelled:
        self.init(event: event, request: event.renewal)
      default: return nil
      }
    }

    private init(event: any PrescriptionEvent, request: RefillID, isOpening: Bool = false) {
      self.event = event
      self.request = request
      self.isOpening = isOpening
    }
  }
}
