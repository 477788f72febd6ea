package import PortalDomain

/// The messages of the threads, some to a row: an event tells its number in the thread.
package enum MessagePages: ReadModel {
  package static let name = "messagePages"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Messages.events

  package typealias Row = [Messages.Message]

  /// How many messages a row holds.
  package static let pageSize = 10

  package static func key(_ thread: ThreadID, page: Int) -> String { "\(thread) \(page)" }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any MessageWritten else { return [] }
    return [RowKey(event.subject, key(event.thread, page: event.number / pageSize))]
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? any MessageWritten, let message = Messages.Message(event) else {
      return
    }
    row = (row ?? []) + [message]
  }
}
