package import PortalDomain

/// What patients asked the pharmacy: a row a message, and a list of them a month.
package enum PharmacyMessages: ReadModel {
  package static let name = "pharmacyMessages"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Prescriptions.events

  package enum Row: Codable, Sendable {
    case message(Prescriptions.Correspondence)
    /// The months in which something was asked, the earliest first.
    case months([String])
    /// What was asked in a month, in order.
    case month([PharmacyMessageID])
  }

  package static let monthsKey = "months"
  package static func monthKey(_ month: String) -> String { "month:\(month)" }
  package static func messageKey(_ message: PharmacyMessageID) -> String { "message:\(message)" }

  package static func keys(of occurrence: Occurrence) -> [RowKey] {
    switch occurrence.event {
    case let event as Prescriptions.PharmacyMessageSent:
      [messageKey(event.message), monthKey(occurrence.month), monthsKey]
        .map { RowKey(event.subject, $0) }
    case let event as Prescriptions.PharmacyMessageAnswered:
      [RowKey(event.subject, messageKey(event.message))]
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ occurrence: Occurrence, at key: RowKey) {
    switch occurrence.event {
    case let event as Prescriptions.PharmacyMessageSent:
      switch key.name {
      case monthsKey:
        var months: [String] = []
        if case .months(let known) = row { months = known }
        if !months.contains(occurrence.month) {
          row = .months((months + [occurrence.month]).sorted())
        }
      case monthKey(occurrence.month):
        var messages: [PharmacyMessageID] = []
        if case .month(let known) = row { messages = known }
        row = .month(messages + [event.message])
      default: row = .message(Prescriptions.Correspondence(.init(event), sentAt: occurrence.time))
      }
    case let event as Prescriptions.PharmacyMessageAnswered:
      guard case .message(var view) = row else { return }
      view.message.answer = event.text
      view.answeredAt = occurrence.time
      row = .message(view)
    default: break
    }
  }
}

/// The questions that the pharmacy has still to answer.
package enum PharmacyQueue: ReadModel {
  package static let name = "pharmacyQueue"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Prescriptions.events

  package struct Row: Codable, Sendable {
    package let patient: PatientID
    package let message: PharmacyMessageID
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as Prescriptions.PharmacyMessageSent: [RowKey(.clinic, event.message.value)]
    case let event as Prescriptions.PharmacyMessageAnswered: [RowKey(.clinic, event.message.value)]
    default: []
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    if let event = event as? Prescriptions.PharmacyMessageSent {
      row = Row(patient: event.patient, message: event.message)
    } else {
      row = nil
    }
  }
}
