package import PortalDomain

/// The notices that were given up, for staff to look at.
package enum NoticeFailures: ReadModel {
  package static let name = "noticeFailures"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Notices.events

  package struct Row: Codable, Sendable {
    package let notice: NoticeReference
    /// What the carrier said.
    package let reason: String
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as Notices.GaveUp: [RowKey(.clinic, event.notice.value)]
    case let event as Notices.Retried: [RowKey(.clinic, event.notice.value)]
    case let event as Notices.Sent: [RowKey(.clinic, event.notice.value)]
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Notices.GaveUp {
      row = Row(notice: event.reference, reason: event.reason)
    } else {
      row = nil
    }
  }
}
