package import PortalDomain

/// What each provider offers, a row a provider's day, and who has it.
package enum Schedule: ReadModel {
  package static let name = "schedule"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Appointments.events

  package typealias Row = ProviderDay

  /// The name of a row.
  package static func name(of day: ProviderDay.Key) -> String { "\(day.day) \(day.provider)" }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    ProviderDay.keys(of: event).map { RowKey(.clinic, name(of: $0)) }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard
      let day = ProviderDay.keys(of: event).first(where: { name(of: $0) == key.name })
    else { return }
    var new = row ?? ProviderDay(day)
    new.evolve(event)
    row = new.isEmpty ? nil : new
  }

  package static func forget(_ patient: PatientID, in row: inout Row?) {
    row?.forget(patient)
    if row?.isEmpty == true { row = nil }
  }
}
