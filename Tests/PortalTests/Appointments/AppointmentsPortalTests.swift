import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

@Suite struct AppointmentsPortalTests {
  typealias Failure = Appointments.Failure
  let maria = ClinicAtTime.maria
  let james = ClinicAtTime.james

  /// What each of many tasks got.
  private func outcomes(
    _ count: Int, _ body: @escaping @Sendable (Int) async throws -> [RecordedChange]
  ) async -> [String] {
    await withTaskGroup(of: String.self) { group in
      for number in 0..<count {
        group.addTask {
          do {
            return try await body(number).map(\.name).joined(separator: " ")
          } catch let failure as Failure {
            return failure.code
          } catch {
            return "\(error)"
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
  }

  // MARK: Conflicts

  @Test func `Of 32 who book the same time at once one gets it, the others are told so`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let slot = try #require(try portal.openSlots(matching: SlotQuery(), limit: 1).first)
    let outcomes = await outcomes(32) { number in
      let patient = PatientID("patient\(number)")
      return try await portal.perform(
        Appointments.self, .book(patient, slot.id), as: ClinicAtTime.patient(patient))
    }
    #expect(outcomes.count { $0 == Appointments.Booked.name } == 1)
    #expect(outcomes.count { $0 == "slot.taken" } == 31)
    let day = try #require(try portal.calendar(ofProvider: slot.provider, on: slot.day))
    #expect(day.claims.count { $0.slot == slot.id } == 1)
    #expect(try !portal.openSlots(matching: SlotQuery(), limit: 5).contains(slot))
  }

  @Test func `One patient who books with many at once is booked in one place`() async throws {
    let portal = try await DemonstrationStore().portal
    let day = portal.context.today.adding(days: 3)
    let slots = try portal.openSlots(
      matching: SlotQuery(
        mode: .inPerson, from: day, through: day, earliest: LocalTime("10:00"),
        latest: LocalTime("10:30")), limit: 32)
    #expect(slots.count == 14)
    let wei = ClinicAtTime.wei
    let outcomes = await outcomes(slots.count) { number in
      try await portal.perform(
        Appointments.self, .book(wei, slots[number].id), as: ClinicAtTime.patient(wei))
    }
    let booked = try portal.upcomingAppointments(of: wei)
    #expect(outcomes.count { $0 == Appointments.Booked.name } == booked.count)
    #expect(booked.count >= 1 && outcomes.count { $0 == "appointment.overlaps" } >= 12)
    for (first, second) in zip(booked, booked.dropFirst()) {
      #expect(!first.slot.clashes(with: second.slot, portal.policy.appointments))
    }
  }

  @Test func `Of many who move to the same time one does, and the others keep their visits`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let slots = try portal.openSlots(
      matching: SlotQuery(specialty: "dermatology"), limit: 9)
    let goal = slots[8].id
    var visits: [Visit] = []
    for (number, slot) in slots.prefix(8).enumerated() {
      let patient = PatientID("patient\(number)")
      try await portal.perform(Appointments.self, .book(patient, slot.id), as: ClinicAtTime.desk)
      visits += try portal.upcomingAppointments(of: patient)
    }
    let all = visits
    let outcomes = await outcomes(8) { number in
      try await portal.perform(
        Appointments.self, .change(all[number].patient, all[number].id, to: goal),
        as: ClinicAtTime.patient(all[number].patient))
    }
    #expect(outcomes.count { $0 == Appointments.Changed.name } == 1)
    #expect(outcomes.count { $0 == "slot.taken" } == 7)
    let kept = try all.filter { try portal.appointment($0.id)?.slot == $0.slot }
    #expect(kept.count == 7)
  }

  // MARK: Looking for a time

  @Test func `Open times are found by what is wanted, page by page, and are live`() async throws {
    let portal = try await DemonstrationStore().portal
    let query = SlotQuery(
      specialty: "cardiology", mode: .inPerson, weekdays: [.tuesday, .thursday],
      partsOfDay: [.morning])
    let all = try portal.openSlots(matching: query, limit: 10_000)
    #expect(all.count > 60)
    let context = portal.context
    #expect(all.allSatisfy { query.matches($0, context) && $0.start > context.now })
    #expect(all.map(\.start) == all.map(\.start).sorted())
    var pages: [Slot] = []
    while true {
      let page = try portal.openSlots(matching: query, after: pages.last?.id, limit: 7)
      if page.isEmpty { break }
      pages += page
    }
    #expect(pages == all)
    let wei = ClinicAtTime.wei
    try await portal.perform(
      Appointments.self, .hold(wei, all[0].id), as: ClinicAtTime.patient(wei))
    #expect(try portal.openSlots(matching: query, limit: 1) == [all[1]])
    // Behind a time that is taken meanwhile it goes on all the same.
    #expect(try portal.openSlots(matching: query, after: all[0].id, limit: 1) == [all[1]])
    #expect(try portal.openSlots(matching: query, limit: 0).isEmpty)
    #expect(try portal.openSlots(matching: SlotQuery(specialty: "magic")).isEmpty)
  }

  @Test func `A time is found at short notice no more than the rules allow`() async throws {
    let clinic = try await ClinicAtTime()
    let first = try #require(try clinic.portal.openSlots(matching: SlotQuery(), limit: 1).first)
    #expect(first.start.timeIntervalSince(clinic.portal.context.now) >= 3600)
    try await clinic.portal.perform(
      Clinic.self, .switchFeature(.booking, at: PlaceID("rochester"), on: false),
      as: ClinicAtTime.office)
    let open = try clinic.portal.openSlots(matching: SlotQuery(), limit: 500)
    #expect(!open.isEmpty && open.allSatisfy { $0.place != PlaceID("rochester") })
    try await clinic.portal.perform(
      Clinic.self, .switchFeature(.videoVisits, at: nil, on: false), as: ClinicAtTime.office)
    #expect(try clinic.portal.openSlots(matching: SlotQuery(mode: .video), limit: 1).isEmpty)
    let lacrosse = PlaceID("lacrosse")
    #expect(!(try clinic.portal.openSlots(matching: SlotQuery(place: lacrosse)).isEmpty))
    try await clinic.portal.perform(Clinic.self, .closePlace(lacrosse), as: ClinicAtTime.office)
    #expect(try clinic.portal.openSlots(matching: SlotQuery(place: lacrosse)).isEmpty)
    #expect(try clinic.portal.places().count == 3)
  }

  // MARK: Visits

  @Test func `A hold runs out by itself`() async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let wanted = SlotQuery(
      specialty: "cardiology", from: portal.context.today.adding(days: 2))
    let slot = try #require(try portal.openSlots(matching: wanted, limit: 1).first)
    let command = Appointments.Command.book(james, slot.id)
    try await portal.perform(
      Appointments.self, .hold(maria, slot.id), as: ClinicAtTime.patient(maria))
    await #expect(throws: Failure.slotTaken) {
      try await portal.perform(Appointments.self, command, as: ClinicAtTime.patient(james))
    }
    clinic.pass(hours: 0.17)
    #expect(try portal.openSlots(matching: wanted, limit: 1) == [slot])
    #expect(
      try await portal.perform(Appointments.self, command, as: ClinicAtTime.patient(james)).count
        == 1)
  }

  @Test func `A visit goes from its booking over a change to its end, seen from all sides`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let wei = ClinicAtTime.wei
    let slots = try portal.openSlots(
      matching: SlotQuery(specialty: "pediatrics", mode: .inPerson), limit: 2)
    try await portal.perform(
      Appointments.self, .book(wei, slots[0].id, reason: "ear ache"),
      as: ClinicAtTime.patient(wei))
    let visit = try #require(try portal.upcomingAppointments(of: wei).first)
    #expect(visit.slot == slots[0] && visit.reason == "ear ache")
    try await portal.perform(
      Appointments.self, .change(wei, visit.id, to: slots[1].id), as: ClinicAtTime.patient(wei))
    try await portal.perform(
      Appointments.self, .confirm(wei, visit.id), as: ClinicAtTime.patient(wei))
    let moved = try #require(try portal.appointment(visit.id))
    #expect(moved.slot == slots[1] && moved.isConfirmed)
    #expect(
      try portal.spoken(moved.slot)
        == "Mon, Mar 2, 11:30 am with Dr. Aisha Khan, in person at Mankato")
    let day = try #require(try portal.calendar(ofProvider: slots[1].provider, on: slots[1].day))
    #expect(
      day.claims.map(\.kind) == [.visit(visit.id, stage: .booked, isConfirmed: true)])
    clinic.pass(hours: 2)
    try await portal.perform(Appointments.self, .checkIn(wei, visit.id), as: ClinicAtTime.desk)
    try await portal.perform(Appointments.self, .complete(wei, visit.id), as: ClinicAtTime.desk)
    let calendar = try portal.appointments(of: wei)
    #expect(calendar.upcoming.isEmpty && calendar.past.map(\.stage) == [.completed])
    #expect(try portal.upcomingAppointments(of: wei).isEmpty)
    #expect(try portal.appointment(AppointmentID("nothing")) == nil)
  }

  @Test func `A long history costs a booking nothing`() async throws {
    let portal = try await DemonstrationStore().portal
    let wei = ClinicAtTime.wei
    let nine = try #require(LocalTime("09:00"))
    var events: [any DomainEvent] = []
    for number in 0..<300 {
      let day = portal.context.today.adding(days: -number - 1)
      let start = try #require(day.instants(at: nine, in: portal.timeZone).first)
      let slot = Slot(
        Opening(
          start: start, minutes: 30, place: PlaceID("rochester"), mode: .inPerson,
          in: portal.timeZone),
        of: ProviderID("chen"), on: day, specialty: "cardiology")
      let id = AppointmentID("old\(number)")
      events += [
        Appointments.Booked(patient: wei, appointment: id, slot: slot),
        Appointments.Completed(patient: wei, appointment: id, slot: slot.id),
      ]
    }
    try await portal.record(events, as: ClinicAtTime.desk)
    let slot = try #require(try portal.openSlots(matching: SlotQuery(), limit: 1).first)
    let boundary = Appointments.boundary(of: .book(wei, slot.id))
    let read = try portal.log.read(portal.query(of: Appointments.self, boundary))
    #expect(read.count < 10)
    #expect(try portal.appointments(of: wei).past.count == 300)
    #expect(try portal.upcomingAppointments(of: wei).isEmpty)
  }

  // MARK: The clinic of the demonstration

  @Test func `The demonstration's visits are as promised`() async throws {
    let portal = try await DemonstrationStore().portal
    let visits = try ["maria", "james", "rosa"].map {
      try #require(try portal.upcomingAppointments(of: PatientID($0)).first)
    }
    #expect(
      try visits.map { try portal.spoken($0.slot) } == [
        "Sun, Mar 8, 10:30 am with Dr. Grace Chen, in person at Rochester",
        "Tue, Mar 3, 9:00 am with Dr. Anita Patel, in person at Rochester",
        "Wed, Mar 4, 3:00 pm with Dr. Anita Patel, by video",
      ])
    #expect(try portal.specialties().count == 6)
    #expect(
      try portal.places().map(\.details.name)
        == ["Eau Claire", "La Crosse", "Mankato", "Rochester"])
    let specialties = Set(try portal.providers().compactMap(\.specialty))
    #expect(specialties == Set(try portal.specialties().map(\.name)))
    #expect(
      try portal.providers(specialty: "cardiology", place: PlaceID("rochester"), mode: .video)
        .map(\.name) == ["Dr. Grace Chen"])
    #expect(try portal.isOn(.booking, at: PlaceID("mankato")))
    for place in try portal.places() { #expect(place.details.emergency?.contains("911") == true) }
  }

  @Test(arguments: [
    "2026-03-01T18:00:00Z", "2026-03-06T06:00:00Z", "2026-03-07T23:00:00Z",
    "2026-10-26T16:00:00Z", "2028-02-27T16:00:00Z", "2026-12-28T05:59:00Z", "2026-11-25T16:00:00Z",
  ])
  func `Whatever the day is, there are times on weekdays for 60 days, and all that is promised`(
    now: String
  ) throws {
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    let context = Context(
      now: try Date.ISO8601FormatStyle().parse(now), timeZone: zone, policy: Policy(),
      makeCode: { "CODE" })
    let today = context.today
    let published = DemonstrationClinic.slots(context)
      .compactMap { $0 as? Appointments.SlotsPublished }
    let slots = Set(published.flatMap(\.slots))
    let visits = DemonstrationClinic.visits(context).compactMap { $0 as? Appointments.Booked }
    #expect(visits.allSatisfy { slots.contains($0.slot) })
    let promised = zip(visits, ["10:30", "09:00", "15:00"]).map { visit, time in
      (visit, LocalTime(time), LocalTime(visit.slot.start, in: zone))
    }
    #expect(promised.allSatisfy { $0.1 == $0.2 })
    #expect(visits.map(\.slot.day) == [6, 1, 2].map { today.adding(days: $0) })
    #expect(visits.map(\.slot.mode) == [.inPerson, .inPerson, .video])
    #expect(visits.first?.slot.provider == ProviderID("chen"))
    for practice in DemonstrationClinic.practices {
      let days = Set(published.filter { $0.provider == practice.provider }.map(\.day))
      for offset in 0...60 {
        let day = today.adding(days: offset)
        let isWeekend = [.saturday, .sunday].contains(Weekday(of: day))
        #expect(isWeekend || days.contains(day), "\(practice.provider) on \(day)")
      }
      let own = slots.filter { $0.provider == practice.provider }.sorted { $0.start < $1.start }
      #expect(zip(own, own.dropFirst()).allSatisfy { $0.end <= $1.start })
    }
  }
}
