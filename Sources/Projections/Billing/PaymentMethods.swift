package import PortalDomain

/// The cards and bank accounts that patients keep on file, a row each; who removes one removes the row.
package enum PaymentMethods: ReadModel {
  package static let name = "paymentMethods"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Billing.events

  package typealias Row = Billing.Method

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any MethodEvent else { return [] }
    return [RowKey(event.subject, event.method.value)]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch event {
    case let event as Billing.MethodAdded: row = Billing.Method(event)
    case is Billing.MethodRemoved: row = nil
    case let event as any MethodEvent: row?.evolve(event)
    default: break
    }
  }
}
