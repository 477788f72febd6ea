internal import GRDB
internal import PortalDomain

extension Facts {
  /// Prescriptions, refills and fills.
  func takePrescriptions(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    guard let event = event as? any PrescriptionEvent else { return }
    let key = harbor.key("prescription", event.prescription)
    switch event {
    case let event as Prescriptions.Prescribed:
      let medicine = event.medicine
      try add(
        "prescriptions", of: person,
        [
          "prescription": key, "medicine": SafeHarbor.term(medicine.name),
          "strength": SafeHarbor.term(medicine.strength),
          "rxnorm": SafeHarbor.code(medicine.rxNorm),
          "schedule": medicine.schedule?.rawValue, "quantity": event.quantity,
          "days_supply": event.daysSupply, "refills_allowed": event.refills,
          "written_on": harbor.day(event.writtenOn, of: person),
        ])
    case is Prescriptions.Stopped:
      try set("prescriptions", "prescription", key, ["stopped_on": day(person)])
    case is Prescriptions.AutoRefillTurnedOn:
      try set("prescriptions", "prescription", key, ["auto_refill": 1])
    case is Prescriptions.AutoRefillTurnedOff:
      try set("prescriptions", "prescription", key, ["auto_refill": 0])
    case let event as Prescriptions.Dispensed:
      try add(
        "dispenses", of: person,
        [
          "dispense": harbor.key("dispense", position), "prescription": key,
          "dispensed_on": harbor.day(event.on, of: person),
        ])
    default: try takeRefills(event, of: key, person)
    }
  }

  private func takeRefills(
    _ event: any PrescriptionEvent, of prescription: Int64, _ person: SafeHarbor.Person
  ) throws {
    let now = harbor.moment(time, of: person)
    func request(_ kind: String, _ id: RefillID) throws {
      try add(
        "refills", of: person,
        [
          "refill": harbor.key(kind, id), "prescription": prescription, "kind": kind,
          "channel": channel, "requested_at": now,
        ])
    }
    func move(_ kind: String, _ id: RefillID, to outcome: String, _ column: String?) throws {
      let key = harbor.key(kind, id)
      try set("refills", "refill", key, ["outcome": outcome])
      if let column { try run("UPDATE refills SET \(column) = ? WHERE refill = ?", [now, key]) }
    }
    switch event {
    case let event as Prescriptions.RefillRequested: try request("refill", event.refill)
    case let event as Prescriptions.RefillApproved:
      try move("refill", event.refill, to: "approved", "approved_at")
    case let event as Prescriptions.RefillShipped:
      try move("refill", event.refill, to: "shipped", "shipped_at")
    case let event as Prescriptions.RefillDelivered:
      try move("refill", event.refill, to: "delivered", "delivered_at")
    case let event as Prescriptions.RefillDenied:
      try move("refill", event.refill, to: "denied", nil)
    case let event as Prescriptions.RefillCancelled:
      try move("refill", event.refill, to: "cancelled", nil)
    case let event as Prescriptions.RenewalRequested: try request("renewal", event.renewal)
    case let event as Prescriptions.RenewalApproved:
      try move("renewal", event.renewal, to: "approved", "approved_at")
      try set("prescriptions", "prescription", prescription, ["refills_allowed": event.refills])
    case let event as Prescriptions.RenewalDenied:
      try move("renewal", event.renewal, to: "denied", nil)
    case let event as Prescriptions.RenewalCancelled:
      try move("renewal", event.renewal, to: "cancelled", nil)
    default: break
    }
  }
}
