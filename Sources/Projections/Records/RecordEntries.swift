package import PortalDomain

/// What there is in each patient's record, a row an item; lists of them stand in ``RecordTimelines``.
package enum RecordEntries: ReadModel {
  package static let name = "records"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Records.events

  package typealias Row = Records.Entry

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any RecordEvent else { return [] }
    return [RowKey(event.subject, event.record.value)]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? any RecordEvent else { return }
    if row == nil { row = Records.Entry(event) } else { row?.evolve(event) }
  }
}
