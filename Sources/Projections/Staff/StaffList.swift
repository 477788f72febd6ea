package import PortalDomain

/// The clinic's people, a row each.
package enum StaffList: ReadModel {
  package static let name = "staff"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Staff.events

  package typealias Row = Staff.Member

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    (event as? any StaffEvent).map { [RowKey(.clinic, $0.member.value)] } ?? []
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Staff.Added {
      row = Staff.Member(event)
    } else if let event = event as? any StaffEvent {
      row?.evolve(event)
    }
  }
}
