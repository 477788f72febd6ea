import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal
@testable import Projections

/// The schedule, the visits and the waitlist after things at random.
@Suite struct ScheduleViewTests {
  static let patients = ["maria", "james", "wei", "mia", "jun", "rosa"].map { PatientID($0) }

  /// A store at which a day of three providers is fought for.
  private static func busy(_ seed: UInt64, steps: Int) async throws -> ClinicAtTime {
    let clinic = try await ClinicAtTime()
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<steps {
      do { try await step(clinic.portal, &generator) } catch is Appointments.Failure {}
      clinic.pass(hours: .random(in: 0..<0.4, using: &generator))
    }
    return clinic
  }

  private static func step(_ portal: Portal, _ generator: inout SeededGenerator) async throws {
    guard let patient = patients.randomElement(using: &generator) else { return }
    let day = portal.context.today.adding(days: Int.random(in: 0...2, using: &generator))
    let query = SlotQuery(
      specialty: "primary care", place: .random(using: &generator) ? nil : PlaceID("rochester"),
      from: day)
    let slot = try portal.openSlots(matching: query, limit: 6).randomElement(using: &generator)
    let visit = try portal.upcomingAppointments(of: patient).randomElement(using: &generator)
    let wait = try portal.waits(of: patient).randomElement(using: &generator)
    let origin = ClinicAtTime.patient(patient)
    func perform(_ command: Appointments.Command?) async throws {
      if let command { try await portal.perform(Appointments.self, command, as: origin) }
    }
    switch Int.random(in: 0..<13, using: &generator) {
    case 0: try await perform(slot.map { .hold(patient, $0.id) })
    case 1, 2: try await perform(slot.map { .book(patient, $0.id) })
    case 3:
      try await perform(slot.flatMap { to in visit.map { .change(patient, $0.id, to: to.id) } })
    case 4, 5: try await perform(visit.map { .cancel(patient, $0.id, acceptingFee: true) })
    case 6: try await perform(visit.map { .confirm(patient, $0.id) })
    case 7: try await perform(visit.map { .checkIn(patient, $0.id) })
    case 8: try await perform(.join(patient, query))
    case 9: if let wait { try await portal.acceptOffer(wait.id, as: origin) }
    case 10: if let wait { try await portal.declineOffer(wait.id, as: origin) }
    case 11: try await portal.advanceWaitlist()
    default: try await perform(slot.map { .release(patient, $0.id) })
    }
  }

  @Test func `Every view is what the rules fold from the log`() async throws {
    let portal = try await Self.busy(7, steps: 250).portal
    var state = Appointments.initial
    var directory = Clinic.initial
    var names: Set<String> = []
    try portal.replay { recorded in
      let stored = try #require(recorded.event)
      names.insert(stored.type)
      if let event = try EventCoding.decode(stored) {
        Appointments.evolve(&state, event)
        Clinic.evolve(&directory, event)
      }
      return true
    }
    #expect(names.isSuperset(of: ["waitlist.accepted.v1", "appointment.changed.v1"]))
    for (key, day) in state.days {
      #expect(try portal.calendar(ofProvider: key.provider, on: key.day) == day)
    }
    for patient in Self.patients {
      let calendar = try portal.appointments(of: patient)
      #expect(
        Set(calendar.upcoming + calendar.past)
          == Set(state.visits.values.filter { $0.patient == patient }))
      #expect(try portal.upcomingAppointments(of: patient) == calendar.upcoming)
    }
    for visit in state.visits.values { #expect(try portal.appointment(visit.id) == visit) }
    for wait in state.waits.values { #expect(try portal.wait(wait.id) == wait) }
    let context = portal.context
    #expect(
      Set(try portal.waitlist().map(\.id))
        == Set(state.waits.values.filter { $0.isOpen(context) }.map(\.id)))
    let found = try portal.directory()
    #expect(Set(found.places) == Set(directory.places))
    #expect(Set(found.providers) == Set(directory.providers))
    #expect(Set(found.specialties) == Set(directory.specialties))
    #expect(found.switches == directory.switches)
  }

  @Test(arguments: patients.prefix(4))
  func `Who is erased is in no calendar and no line, and their times are free again`(
    victim: PatientID
  ) async throws {
    let clinic = try await Self.busy(11, steps: 200)
    let portal = clinic.portal
    let booked = try portal.upcomingAppointments(of: victim)
    let waits = try portal.waits(of: victim)
    let others = Self.patients.filter { $0 != victim }
    let before = try others.map { try portal.upcomingAppointments(of: $0) }
    _ = try await portal.erase(victim, reason: "asked for it", as: ClinicAtTime.office)
    for visit in booked {
      #expect(try portal.appointment(visit.id) == nil)
      let day = try #require(
        try portal.calendar(ofProvider: visit.slot.provider, on: visit.slot.day))
      #expect(day.claims.allSatisfy { $0.patient != victim })
      if visit.slot.start > portal.context.now {
        #expect(
          day.openSlots(at: portal.context.now).contains(visit.slot), "\(visit.slot.id) is lost")
      }
    }
    #expect(try portal.waitlist().allSatisfy { $0.patient != victim })
    for wait in waits { #expect(try portal.wait(wait.id) == nil) }
    #expect(try others.map { try portal.upcomingAppointments(of: $0) } == before)
    let kept = try ViewContents(portal)
    #expect(kept.texts.allSatisfy { !$0.contains("\"\(victim)\"") })
    try portal.forgetViews()
    let again = try Portal(opening: clinic.path, clock: { DemonstrationStore.morning })
    #expect(try ViewContents(again) == kept)
    // Whoever comes next may have the time.
    if let visit = booked.first(where: { $0.slot.start > portal.context.now }) {
      #expect(
        try await portal.perform(
          Appointments.self, .book(PatientID("tom"), visit.slot.id, by: .clinic),
          as: ClinicAtTime.desk
        ).count == 1)
    }
  }
}
