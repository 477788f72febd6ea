package import Foundation
package import PortalDomain

/// What arrived and no provider has looked at yet.
package enum ReviewQueue: ReadModel {
  package static let name = "reviewQueue"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Records.events

  package struct Row: Codable, Hashable, Sendable {
    package let patient: PatientID
    package let record: RecordID
    package let panel: PanelID?
    package let since: Date
    /// Whether it can't wait.
    package let isCritical: Bool
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case is Records.ResultReceived, is Records.ReportReceived, is Records.DocumentAdded,
      is Records.ResultReviewed, is Records.Corrected, is Records.Retracted:
      (event as? any RecordEvent).map { [RowKey(.clinic, $0.record.value)] } ?? []
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch event {
    case let event as Records.ResultReceived where event.needsReview:
      row = Row(
        patient: event.patient, record: event.record, panel: event.panel, since: event.receivedAt,
        isCritical: event.result.flag?.isCritical ?? false)
    case let event as Records.ReportReceived where event.needsReview:
      row = Row(event, since: event.receivedAt)
    case let event as Records.DocumentAdded where event.needsReview:
      row = Row(event, since: event.receivedAt)
    case let event as Records.Corrected:
      row = Row(
        patient: event.patient, record: event.record, panel: event.panel,
        since: event.correctedAt, isCritical: event.correction.flag?.isCritical ?? false)
    case is Records.ResultReviewed, is Records.Retracted: row = nil
    default: break
    }
  }
}

extension ReviewQueue.Row {
  fileprivate init(_ event: any RecordEvent, since: Date) {
    self.init(
      patient: event.patient, record: event.record, panel: nil, since: since, isCritical: false)
  }
}
