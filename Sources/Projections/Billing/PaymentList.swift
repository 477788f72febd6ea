package import PortalDomain

/// Every payment of each patient, also those whose outcome isn't known yet.
package enum PaymentList: ReadModel {
  package static let name = "payments"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Billing.events

  package typealias Row = DatedRow<Billing.Payment>

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any PaymentEvent else { return [] }
    let charge = event.charge
    guard event is Billing.PaymentRequested else {
      return [RowKey(event.subject, DatedKey.item(charge.payment.value))]
    }
    return DatedKey.keys(
      adding: charge.payment.value, on: charge.requestedOn, of: event.subject)
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Billing.PaymentRequested {
      Row.add(
        Billing.Payment(event), named: event.charge.payment.value, on: event.charge.requestedOn,
        to: &row, at: key)
    } else if let event = event as? any PaymentEvent {
      Row.change(&row) { $0.evolve(event) }
    }
  }
}

/// The payments and refunds that the processor hasn't answered yet.
package enum PaymentQueue: ReadModel {
  package static let name = "paymentQueue"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Billing.events

  package struct Row: Codable, Sendable {
    package let patient: PatientID
    package let payment: PaymentID
    package let refund: RefundID?
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as any RefundEvent: [RowKey(.clinic, "refund \(event.refund)")]
    case is Billing.PaymentReturned: []
    case let event as any PaymentEvent: [RowKey(.clinic, "payment \(event.charge.payment)")]
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch event {
    case let event as Billing.PaymentRequested:
      row = Row(patient: event.patient, payment: event.charge.payment, refund: nil)
    case let event as Billing.RefundRequested:
      row = Row(patient: event.patient, payment: event.charge.payment, refund: event.refund)
    default: row = nil
    }
  }
}
