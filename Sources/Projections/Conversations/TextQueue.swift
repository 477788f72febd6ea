package import Foundation
package import PortalDomain

/// What is still to be done about the messages of each phone: those that wait for an answer, and the
/// answers that wait to be sent. Names and places alone; what they say stands in the log.
package enum TextQueue: ReadModel {
  package static let name = "textQueue"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Conversations.events

  /// One phone's, in the order in which they were accepted.
  package struct Row: Codable, Sendable {
    package let phone: PhoneNumber
    package var entries: [Entry]
  }

  package struct Entry: Codable, Sendable {
    package let message: TextID
    package let patient: PatientID?
    /// Where its acceptance stands in the log.
    package let position: UInt64
    package let time: Date
    package var state: State
  }

  package enum State: Codable, Sendable {
    case waiting
    /// - Parameters:
    ///   - position: where it stands that the message was answered.
    ///   - attempts: how often it was tried to send the answer.
    ///   - nextTry: when that is tried again; at once where there's nothing.
    case answered(position: UInt64, attempts: Int, nextTry: Date?)
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    (event as? any TextEvent).map { [RowKey(.clinic, $0.phone.value)] } ?? []
  }

  package static func keys(of occurrence: Occurrence) -> [RowKey] { keys(of: occurrence.event) }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    guard let event = occurrence.event as? any TextEvent else { return }
    var entries = row?.entries ?? []
    let index = entries.firstIndex { $0.message == event.message }
    switch event {
    case is Conversations.Accepted:
      entries.append(
        Entry(
          message: event.message, patient: event.patient, position: occurrence.position,
          time: occurrence.time, state: .waiting))
    case let event as Conversations.Answered where event.isToBeSent:
      if let index {
        entries[index].state = .answered(
          position: occurrence.position, attempts: 0, nextTry: nil)
      }
    case let event as Conversations.ReplyFailed:
      if let index, case .answered(let position, _, _) = entries[index].state {
        entries[index].state = .answered(
          position: position, attempts: event.attempt, nextTry: event.nextTry)
      }
    default: index.map { _ = entries.remove(at: $0) }
    }
    row = entries.isEmpty ? nil : Row(phone: event.phone, entries: entries)
  }

  package static func forget(_ patient: PatientID, in row: inout Row?) {
    row?.entries.removeAll { $0.patient == patient }
    if row?.entries.isEmpty == true { row = nil }
  }
}
