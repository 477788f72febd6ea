internal import Foundation
package import PortalDomain

/// Each patient's visits: a row a visit, one with those that are open, and whose a visit is.
package enum Visits: ReadModel {
  package static let name = "visits"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Appointments.events

  package enum Row: Codable, Sendable {
    case visit(Visit)
    /// The patient's open visits.
    case open([Visit])
    case patient(PatientID)
  }

  package static let openKey = "open"
  /// Visits that nobody ever closed must not make the row grow; those to come are the last ones.
  private static let mostOpen = 50

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    guard let event = event as? any AppointmentEvent else { return [] }
    var keys = [
      RowKey(event.subject, event.appointment.value), RowKey(event.subject, openKey),
    ]
    if event is Appointments.Booked { keys.append(RowKey(.clinic, event.appointment.value)) }
    return keys
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let event = event as? any AppointmentEvent else { return }
    if key.owner == .clinic {
      row = .patient(event.patient)
    } else if key.name == openKey {
      var visits: [Visit] = []
      if case .open(let known) = row { visits = known }
      if let index = visits.firstIndex(where: { $0.id == event.appointment }) {
        visits[index].evolve(event)
      } else {
        visits += [Visit(event)].compactMap(\.self)
      }
      visits.removeAll { !$0.stage.isOpen }
      visits.sort { ($0.slot.start, $0.id.value) < ($1.slot.start, $1.id.value) }
      visits.removeFirst(max(0, visits.count - mostOpen))
      row = visits.isEmpty ? nil : .open(visits)
    } else if case .visit(var visit) = row {
      visit.evolve(event)
      row = .visit(visit)
    } else {
      row = Visit(event).map { .visit($0) }
    }
  }
}
