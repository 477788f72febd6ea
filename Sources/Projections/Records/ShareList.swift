package import Foundation
package import PortalDomain

/// With whom each patient shares their record, a row a share.
package enum ShareList: ReadModel {
  package static let name = "shares"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Shares.events

  package typealias Row = Shares.Share

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any ShareEvent else { return [] }
    return [RowKey(event.subject, event.share.value)]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Shares.Created {
      row = Shares.Share(event)
    } else if let event = event as? any ShareEvent {
      row?.evolve(event)
    }
  }
}

/// Whose each open share is, and when it ends.
package enum OpenShares: ReadModel {
  package static let name = "openShares"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Shares.events

  package struct Row: Codable, Hashable, Sendable {
    package let patient: PatientID
    package let share: ShareID
    package let expiresAt: Date
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case is Shares.Created, is Shares.Revoked, is Shares.Expired:
      (event as? any ShareEvent).map { [RowKey(.clinic, $0.share.value)] } ?? []
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Shares.Created {
      row = Row(patient: event.patient, share: event.share, expiresAt: event.expiresAt)
    } else {
      row = nil
    }
  }
}
