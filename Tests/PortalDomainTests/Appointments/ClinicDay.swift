import Foundation
import PortalDomain
import Testing

/// A small clinic with times to book. The decisions' now is Monday, 2 March 2026, 10 am in Rochester.
enum ClinicDay {
  static let zone = TimeZone(identifier: "America/Chicago") ?? .gmt
  static let maria = PatientID("maria")
  static let james = PatientID("james")
  static let chen = ProviderID("chen")
  static let patel = ProviderID("patel")
  static let rochester = PlaceID("rochester")
  static let lacrosse = PlaceID("lacrosse")

  static let details = PlaceDetails(
    name: "Rochester",
    address: Address(street: "1 Main Street", city: "Rochester", state: "MN", zip: "55904"),
    phone: "507-555-0100", hours: [])

  static let clinic: [any DomainEvent] = [
    Clinic.PlaceAdded(place: rochester, details: details),
    Clinic.PlaceAdded(place: lacrosse, details: details),
    Staff.ProviderAdded(provider: chen, name: "Dr. Grace Chen", specialty: "cardiology"),
    Staff.ProviderAdded(provider: patel, name: "Dr. Anita Patel", specialty: "primary care"),
  ]

  static func instant(_ text: String) throws -> Date {
    try Date.ISO8601FormatStyle().parse(text)
  }

  static func opening(
    _ day: LocalDate, _ time: String, minutes: Int = 30, at place: PlaceID = rochester,
    _ mode: VisitMode = .inPerson
  ) throws -> Opening {
    let time = try #require(LocalTime(time))
    let start = try #require(day.instants(at: time, in: zone).first)
    return Opening(start: start, minutes: minutes, place: place, mode: mode, in: zone)
  }

  static func published(
    _ day: String, _ times: String..., by provider: ProviderID = chen,
    at place: PlaceID = rochester, mode: VisitMode = .inPerson
  ) throws -> Appointments.SlotsPublished {
    let date = try PortalDomainTests.day(day)
    return Appointments.SlotsPublished(
      provider: provider, specialty: provider == chen ? "cardiology" : "primary care", day: date,
      openings: try times.map { try opening(date, $0, at: place, mode) })
  }

  static func slot(
    _ day: String, _ time: String, by provider: ProviderID = chen, at place: PlaceID = rochester,
    mode: VisitMode = .inPerson
  ) throws -> Slot {
    try #require(try published(day, time, by: provider, at: place, mode: mode).slots.first)
  }

  static func booked(
    _ slot: Slot, _ appointment: String = "A1", for patient: PatientID = maria
  ) -> Appointments.Booked {
    Appointments.Booked(
      patient: patient, appointment: AppointmentID(appointment), slot: slot)
  }

  static func given(_ history: [any DomainEvent]) -> Given<Appointments> {
    var given = Given(Appointments.self)
    given.history = clinic + history
    return given
  }
}
