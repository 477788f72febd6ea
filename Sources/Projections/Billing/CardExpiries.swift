package import PortalDomain

/// Which cards end with which month: ids alone. Whether a card is still kept, and whether its end was
/// noted, stands with the patient.
package enum CardExpiries: ReadModel {
  package static let name = "cardExpiries"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = [Billing.MethodAdded.self]

  package typealias Row = [Card]

  package struct Card: Codable, Hashable, Sendable {
    package let patient: PatientID
    package let method: MethodID
  }

  /// A month's cards stand in several rows, so that none of them is large.
  package static let shards = 64

  package static func key(_ month: Billing.CardExpiry, shard: Int) -> String {
    "\(month.year)/\(month.month).\(shard)"
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? Billing.MethodAdded, let month = event.expires else { return [] }
    return [RowKey(.clinic, key(month, shard: event.method.value.shard(of: shards)))]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? Billing.MethodAdded else { return }
    let card = Card(patient: event.patient, method: event.method)
    if row?.contains(card) != true { row = (row ?? []) + [card] }
  }

  package static func forget(_ patient: PatientID, in row: inout Row?) {
    let others = (row ?? []).filter { $0.patient != patient }
    row = others.isEmpty ? nil : others
  }
}
