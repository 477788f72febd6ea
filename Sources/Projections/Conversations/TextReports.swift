package import PortalDomain

/// How far the texts that we sent have come at the carrier's.
package enum TextReports: ReadModel {
  package static let name = "textReports"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Conversations.events

  package struct Row: Codable, Sendable {
    package let state: TextState
    package let code: String?
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    (event as? Conversations.TextReported).map { [RowKey(.clinic, $0.key)] } ?? []
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? Conversations.TextReported, event.state.follows(row?.state) else {
      return
    }
    row = Row(state: event.state, code: event.code)
  }

  /// A key names a message, and no person.
  package static func forget(_ patient: PatientID, in row: inout Row?) {}
}
