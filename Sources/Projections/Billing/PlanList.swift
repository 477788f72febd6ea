package import PortalDomain

/// Every payment plan of each patient.
package enum PlanList: ReadModel {
  package static let name = "plans"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Billing.events

  package typealias Row = DatedRow<Billing.Plan>

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    if let event = event as? Billing.PlanOffered {
      return DatedKey.keys(adding: event.plan.value, on: event.offeredOn, of: event.subject)
    }
    return plan(of: event).map { [RowKey(event.subject, DatedKey.item($0.value))] } ?? []
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Billing.PlanOffered {
      Row.add(
        Billing.Plan(event), named: event.plan.value, on: event.offeredOn, to: &row, at: key)
    } else {
      Row.change(&row) { $0.evolve(event) }
    }
  }

  /// The plan that an event says something of.
  static func plan(of event: any DomainEvent) -> PlanID? {
    switch event {
    case let event as any PlanEvent: event.plan
    case let event as any PaymentEvent: event.charge.plan
    default: nil
    }
  }
}

/// The plans that are offered or under way, under their patient and under the clinic.
package enum OpenPlans: ReadModel {
  package static let name = "openPlans"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Billing.events

  package struct Row: Codable, Sendable {
    package let patient: PatientID
    package let plan: PlanID
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any PlanEvent,
      event is Billing.PlanOffered || event is Billing.PlanEnded
    else { return [] }
    return [RowKey(event.subject, event.plan.value), RowKey(.clinic, event.plan.value)]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Billing.PlanOffered {
      row = Row(patient: event.patient, plan: event.plan)
    } else {
      row = nil
    }
  }
}
