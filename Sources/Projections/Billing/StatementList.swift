package import PortalDomain

/// Every bill of each patient.
package enum StatementList: ReadModel {
  package static let name = "statements"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Billing.events

  package typealias Row = DatedRow<Billing.Statement>

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    if let event = event as? Billing.StatementIssued {
      return DatedKey.keys(adding: event.statement.value, on: event.issuedOn, of: event.subject)
    }
    return statements(of: event).map { RowKey(event.subject, DatedKey.item($0.value)) }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Billing.StatementIssued {
      Row.add(
        Billing.Statement(event), named: event.statement.value, on: event.issuedOn, to: &row,
        at: key)
    } else {
      Row.change(&row) { $0.evolve(event) }
    }
  }

  /// The bills that an event says something of.
  static func statements(of event: any DomainEvent) -> [StatementID] {
    switch event {
    case let event as any StatementEvent: [event.statement]
    case let event as any PaymentEvent: event.charge.parts.map(\.statement)
    case let event as any PlanEvent: event.statements
    default: []
    }
  }
}
