extension Prescriptions: Retraceable {
  public static func causes(of event: any DomainEvent, by origin: Origin?) -> [Cause<Command>] {
    switch event {
    case let event as Prescribed where event.source == nil: [Cause(.prescribe(event))]
    case let event as Dispensed:
      [Cause(.recordDispensing(event.patient, event.prescription, on: event.on))]
    case let event as RefillRequested:
      [
        Cause(
          .requestRefill(event.patient, event.prescription), identifier: event.refill.value)
      ]
    case let event as RenewalRequested:
      [
        Cause(
          .requestRenewal(event.patient, event.prescription), identifier: event.renewal.value)
      ]
    case let event as RefillApproved:
      [Cause(.approve(event.patient, event.prescription, event.refill, newRefills: nil))]
    case let event as RenewalApproved:
      [
        Cause(
          .approve(event.patient, event.prescription, event.renewal, newRefills: event.refills))
      ]
    case let event as RefillShipped:
      [Cause(.ship(event.patient, event.prescription, event.refill))]
    case let event as AutoRefillTurnedOn:
      [Cause(.setAutoRefill(event.patient, event.prescription, on: true))]
    case let event as PharmacyChosen:
      [Cause(.choosePharmacy(event.patient, event.prescription, pharmacy: event.pharmacy))]
    case let event as PharmacyMessageSent: [Cause(.sendPharmacyMessage(event))]
    default: []
    }
  }
}
