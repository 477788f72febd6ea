package import PortalDomain

/// The clinic's news, a row each.
package enum AnnouncementList: ReadModel {
  package static let name = "announcements"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Notices.events

  package typealias Row = Notices.AnnouncementPublished

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    (event as? any AnnouncementEvent).map { [RowKey(.clinic, $0.announcement.value)] } ?? []
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    row = event as? Notices.AnnouncementPublished
  }
}
