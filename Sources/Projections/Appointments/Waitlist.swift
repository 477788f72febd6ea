package import PortalDomain

/// Who waits for what, in order, and which times were freed for them.
///
/// A wait is a row of its patient's. The lines that they stand in are the clinic's, a row a specialty
/// and day of joining; the freed times are too, a row a specialty and day.
package enum Waitlist: ReadModel {
  package static let name = "waitlist"
  package static let version: UInt32 = 1
  package static let events: [any DomainEvent.Type] = Appointments.events

  package enum Row: Codable, Sendable {
    case wait(Wait)
    case line([Waiting])
    case freed([Freed])
    case patient(PatientID)
  }

  package struct Waiting: Codable, Hashable, Sendable {
    package let wait: WaitID
    package let patient: PatientID
  }

  /// A time, and who had it.
  package struct Freed: Codable, Hashable, Sendable {
    package let slot: SlotID
    package let patient: PatientID
  }

  package static func name(of line: WaitLine) -> String {
    "line \(line.joinedOn) \(line.specialty)"
  }

  package static func name(ofFreed specialty: String, on day: LocalDate) -> String {
    "freed \(day) \(specialty)"
  }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as Appointments.Cancelled: [key(event.slot)]
    case let event as Appointments.Changed: [key(event.from)]
    case let event as any WaitlistEvent:
      [RowKey(event.subject, event.wait.value), RowKey(.clinic, name(of: event.line))]
        + (event is Appointments.Joined ? [RowKey(.clinic, event.wait.value)] : [])
    default: []
    }
  }

  private static func key(_ slot: Slot) -> RowKey {
    RowKey(.clinic, name(ofFreed: slot.specialty, on: slot.day))
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch event {
    case let event as Appointments.Cancelled: add(event.slot.id, of: event.patient, to: &row)
    case let event as Appointments.Changed: add(event.from.id, of: event.patient, to: &row)
    case let event as any WaitlistEvent:
      if key.owner != .clinic {
        foldWait(&row, event)
      } else if key.name == name(of: event.line) {
        foldLine(&row, event)
      } else {
        row = .patient(event.patient)
      }
    default: break
    }
  }

  private static func foldWait(_ row: inout Row?, _ event: any WaitlistEvent) {
    if let event = event as? Appointments.Joined {
      row = .wait(Wait(event))
    } else if case .wait(var wait) = row {
      wait.evolve(event)
      row = .wait(wait)
    }
  }

  private static func foldLine(_ row: inout Row?, _ event: any WaitlistEvent) {
    var line: [Waiting] = []
    if case .line(let known) = row { line = known }
    switch event {
    case is Appointments.Joined:
      line.append(Waiting(wait: event.wait, patient: event.patient))
    case is Appointments.Accepted, is Appointments.Left:
      line.removeAll { $0.wait == event.wait }
    default: return
    }
    row = line.isEmpty ? nil : .line(line)
  }

  private static func add(_ slot: SlotID, of patient: PatientID, to row: inout Row?) {
    var freed: [Freed] = []
    if case .freed(let known) = row { freed = known }
    let new = Freed(slot: slot, patient: patient)
    if !freed.contains(new) { freed.append(new) }
    row = .freed(freed)
  }

  package static func forget(_ patient: PatientID, in row: inout Row?) {
    switch row {
    case .line(let line):
      let others = line.filter { $0.patient != patient }
      row = others.isEmpty ? nil : .line(others)
    case .freed(let freed):
      let others = freed.filter { $0.patient != patient }
      row = others.isEmpty ? nil : .freed(others)
    case .patient, .wait, nil: row = nil
    }
  }
}
