import Foundation
import PortalDomain
import Testing

@Suite struct AppointmentsTests {
  typealias Failure = Appointments.Failure
  let maria = ClinicDay.maria
  let james = ClinicDay.james
  let visit = AppointmentID("A1")

  /// Two times of Dr. Chen on Tuesday, 10 March.
  let history: [any DomainEvent]
  let slot: Slot
  let later: Slot

  init() throws {
    history = [try ClinicDay.published("2026-03-10", "10:30", "14:00")]
    slot = try ClinicDay.slot("2026-03-10", "10:30")
    later = try ClinicDay.slot("2026-03-10", "14:00")
  }

  func given(_ more: any DomainEvent...) -> Given<Appointments> {
    ClinicDay.given(history + more)
  }

  // MARK: Hold and book

  @Test func `A time is held for ten minutes, and booked as the visit it was held as`() throws {
    let held = Appointments.Held(
      patient: maria, appointment: AppointmentID("ACODE"), slot: slot,
      until: try ClinicDay.instant("2026-03-02T16:10:00Z"))
    try expect(try given().when(.hold(maria, slot.id)), equal: held)
    let earlier = Appointments.Held(
      patient: maria, appointment: visit, slot: slot, until: held.until)
    try expect(
      try given(earlier).when(.book(maria, slot.id, reason: "check-up")),
      equal: Appointments.Booked(
        patient: maria, appointment: visit, slot: slot, reason: "check-up"))
  }

  @Test func `A time is booked without a hold too`() throws {
    try expect(
      try given().when(.book(maria, slot.id)), equal: ClinicDay.booked(slot, "ACODE"))
  }

  @Test func `A time that is held is nobody else's until the hold is over`() throws {
    let held = Appointments.Held(
      patient: james, appointment: visit, slot: slot,
      until: try ClinicDay.instant("2026-03-02T16:10:00Z"))
    let given = given(held)
    #expect(throws: Failure.slotTaken) { try given.when(.book(maria, slot.id)) }
    #expect(throws: Failure.slotTaken) { try given.when(.hold(maria, slot.id)) }
    #expect(throws: Failure.slotTaken) {
      try given.at("2026-03-02T16:09:59Z").when(.book(maria, slot.id))
    }
    #expect(try given.at("2026-03-02T16:10:00Z").when(.book(maria, slot.id)).count == 1)
    #expect(try given.when(.hold(james, slot.id)).isEmpty)
  }

  @Test func `A hold that is let go frees the time`() throws {
    let held = Appointments.Held(
      patient: james, appointment: visit, slot: slot,
      until: try ClinicDay.instant("2026-03-02T16:10:00Z"))
    let released = Appointments.Released(patient: james, appointment: visit, slot: slot.id)
    try expect(try given(held).when(.release(james, slot.id)), equal: released)
    #expect(try given(held).when(.release(maria, slot.id)).isEmpty)
    #expect(try given(held, released).when(.release(james, slot.id)).isEmpty)
    #expect(try given(held, released).when(.book(maria, slot.id)).count == 1)
  }

  @Test func `A time that is booked is nobody else's, and booking it twice changes nothing`() throws
  {
    let given = given(ClinicDay.booked(slot, for: james))
    #expect(throws: Failure.slotTaken) { try given.when(.book(maria, slot.id)) }
    #expect(throws: Failure.slotTaken) { try given.when(.hold(maria, slot.id)) }
    #expect(try given.when(.book(james, slot.id)).isEmpty)
  }

  @Test func `What was never published, or was withdrawn, can't be booked`() throws {
    #expect(throws: Failure.slotGone) {
      try given().when(.book(maria, SlotID("chen-20260310-1115")))
    }
    #expect(throws: Failure.slotGone) { try given().when(.book(maria, SlotID("nonsense"))) }
    let withdrawn = Appointments.SlotsWithdrawn(
      provider: ClinicDay.chen, day: slot.day, slots: [slot.id])
    #expect(throws: Failure.slotGone) { try given(withdrawn).when(.book(maria, slot.id)) }
    #expect(try given(withdrawn).when(.book(maria, later.id)).count == 1)
  }

  @Test func `A time is booked in the future, with notice, and not too far ahead`() throws {
    let given = given()
    #expect(throws: Failure.slotPast) {
      try given.at("2026-03-10T15:30:00Z").when(.book(maria, slot.id))
    }
    #expect(throws: Failure.tooSoon(minutes: 60)) {
      try given.at("2026-03-10T14:30:01Z").when(.book(maria, slot.id))
    }
    #expect(try given.at("2026-03-10T14:30:00Z").when(.book(maria, slot.id)).count == 1)
    #expect(throws: Failure.tooFar(lastDay: try day("2026-03-09"))) {
      try given.at("2025-12-09T16:00:00Z").when(.book(maria, slot.id))
    }
    #expect(try given.at("2025-12-10T16:00:00Z").when(.book(maria, slot.id)).count == 1)
    // The clinic may, until it begins.
    #expect(
      try given.at("2026-03-10T15:29:00Z").when(.book(maria, slot.id, by: .clinic)).count == 1)
    #expect(
      try given.at("2025-12-09T16:00:00Z").when(.book(maria, slot.id, by: .clinic)).count == 1)
  }

  @Test func `Where booking is off, only the clinic books`() throws {
    let off = Clinic.FeatureSwitched(
      feature: .booking, place: ClinicDay.rochester, isOn: false)
    let given = given(off)
    #expect(throws: Failure.bookingOff(ClinicDay.rochester)) {
      try given.when(.book(maria, slot.id))
    }
    #expect(throws: Failure.bookingOff(ClinicDay.rochester)) {
      try given.when(.hold(maria, slot.id))
    }
    #expect(try given.when(.book(maria, slot.id, by: .clinic)).count == 1)
    let closed = Clinic.PlaceClosed(place: ClinicDay.rochester)
    #expect(throws: Failure.bookingOff(ClinicDay.rochester)) {
      try self.given(closed).when(.book(maria, slot.id))
    }
  }

  @Test func `Where video is off, visits in person are still booked`() throws {
    let video = try ClinicDay.published("2026-03-11", "09:00", mode: .video)
    let off = Clinic.FeatureSwitched(feature: .videoVisits, place: nil, isOn: false)
    #expect(throws: Failure.videoOff(ClinicDay.rochester)) {
      try given(video, off).when(.book(maria, SlotID("chen-20260311-0900")))
    }
    #expect(try given(video, off).when(.book(maria, slot.id)).count == 1)
  }

  // MARK: One patient, one place

  @Test func `A patient isn't booked in two places at once`() throws {
    let same = try ClinicDay.published("2026-03-10", "10:45", "11:00", by: ClinicDay.patel)
    let given = given(same, ClinicDay.booked(slot))
    #expect(throws: Failure.overlaps(when: "Tue, Mar 10, 10:30 am")) {
      try given.when(.book(maria, SlotID("patel-20260310-1045")))
    }
    #expect(try given.when(.book(james, SlotID("patel-20260310-1045"))).count == 1)
    // At the same place one may go from one door to the next.
    #expect(try given.when(.book(maria, SlotID("patel-20260310-1100"))).count == 1)
  }

  @Test func `Between two places there is time for the way, by video there needs none`() throws {
    let away = try ClinicDay.published(
      "2026-03-10", "12:00", "12:30", by: ClinicDay.patel, at: ClinicDay.lacrosse)
    let given = given(away, ClinicDay.booked(slot))
    #expect(throws: Failure.overlaps(when: "Tue, Mar 10, 10:30 am")) {
      try given.when(.book(maria, SlotID("patel-20260310-1200")))
    }
    #expect(try given.when(.book(maria, SlotID("patel-20260310-1230"))).count == 1)
    let video = try ClinicDay.published(
      "2026-03-10", "11:00", by: ClinicDay.patel, at: ClinicDay.lacrosse, mode: .video)
    #expect(
      try self.given(video, ClinicDay.booked(slot))
        .when(.book(maria, SlotID("patel-20260310-1100"))).count == 1)
  }

  @Test func `A visit over midnight is seen from both days`() throws {
    let late = try ClinicDay.slot("2026-03-10", "23:45")
    let early = try ClinicDay.published("2026-03-11", "00:00", "00:15", by: ClinicDay.patel)
    let given = given(
      try ClinicDay.published("2026-03-10", "23:45"), early, ClinicDay.booked(late))
    #expect(throws: Failure.overlaps(when: "Tue, Mar 10, 11:45 pm")) {
      try given.when(.book(maria, SlotID("patel-20260311-0000")))
    }
    #expect(try given.when(.book(maria, SlotID("patel-20260311-0015"))).count == 1)
  }

  // MARK: Change

  @Test func `A change takes the new time and frees the old one in one event`() throws {
    let changed = Appointments.Changed(patient: maria, appointment: visit, from: slot, to: later)
    let booked = ClinicDay.booked(slot)
    try expect(try given(booked).when(.change(maria, visit, to: later.id)), equal: changed)
    #expect(try given(booked, changed).when(.change(maria, visit, to: later.id)).isEmpty)
    #expect(try given(booked, changed).when(.book(james, slot.id)).count == 1)
    #expect(throws: Failure.slotTaken) {
      try given(booked, changed).when(.book(james, later.id))
    }
  }

  @Test func `Where the new time is taken, the old visit stays`() throws {
    let given = given(ClinicDay.booked(slot), ClinicDay.booked(later, "A2", for: james))
    #expect(throws: Failure.slotTaken) { try given.when(.change(maria, visit, to: later.id)) }
    #expect(throws: Failure.slotTaken) { try given.when(.book(james, slot.id)) }
  }

  @Test func `A visit may be moved to a time that overlaps its own old one`() throws {
    let near = try ClinicDay.published("2026-03-10", "10:45", by: ClinicDay.patel)
    #expect(
      try given(near, ClinicDay.booked(slot))
        .when(.change(maria, visit, to: SlotID("patel-20260310-1045"))).count == 1)
  }

  @Test func `A visit that has begun, is over or is somebody else's isn't moved`() throws {
    let booked = ClinicDay.booked(slot)
    #expect(throws: Failure.unknownVisit) {
      try given(booked).when(.change(james, visit, to: later.id))
    }
    #expect(throws: Failure.started) {
      try given(booked).at("2026-03-10T15:30:00Z").when(.change(maria, visit, to: later.id))
    }
    #expect(
      try given(booked).at("2026-03-10T15:30:00Z")
        .when(.change(maria, visit, to: later.id, by: .clinic)).count == 1)
    let done = Appointments.Completed(patient: maria, appointment: visit, slot: slot.id)
    #expect(throws: Failure.notOpen(.completed)) {
      try given(booked, done).when(.change(maria, visit, to: later.id))
    }
  }

  // MARK: Cancel

  @Test func `A visit is cancelled for nothing until 24 hours before`() throws {
    let booked = ClinicDay.booked(slot)
    let cancelled = Appointments.Cancelled(
      patient: maria, appointment: visit, slot: slot, reason: nil, feeCents: nil)
    let given = given(booked)
    try expect(
      try given.at("2026-03-09T15:30:00Z").when(.cancel(maria, visit)), equal: cancelled)
    #expect(try self.given(booked, cancelled).when(.cancel(maria, visit)).isEmpty)
    #expect(try self.given(booked, cancelled).when(.book(james, slot.id)).count == 1)
  }

  @Test func `After that the patient is told the fee, and must agree to it`() throws {
    let given = given(ClinicDay.booked(slot)).at("2026-03-09T15:30:01Z")
    let refusal = #expect(throws: Failure.self) { try given.when(.cancel(maria, visit)) }
    #expect(refusal == .cancellationFee(cents: 5_000, hours: 24))
    #expect(refusal?.message.contains("$50.00") == true)
    let agreed = try given.when(.cancel(maria, visit, acceptingFee: true))
    #expect((agreed.first as? Appointments.Cancelled)?.feeCents == 5_000)
    let waived = try given.when(.cancelWithoutFee(maria, visit, reason: "storm"))
    #expect((waived.first as? Appointments.Cancelled)?.feeCents == nil)
  }

  @Test func `A clinic may cancel for nothing at any time`() throws {
    var given = given(ClinicDay.booked(slot)).at("2026-03-10T15:00:00Z")
    given.policy.appointments.lateCancellationFeeCents = 0
    #expect(try given.when(.cancel(maria, visit)).count == 1)
  }

  @Test func `A day on which clocks change has 24 hours all the same`() throws {
    // The visit is at 10:30 am on the day of the change; at 9:30 am the day before it's 24 hours.
    let sunday = try ClinicDay.slot("2026-03-08", "10:30")
    let given = given(
      try ClinicDay.published("2026-03-08", "10:30"), ClinicDay.booked(sunday))
    #expect(try given.at("2026-03-07T15:30:00Z").when(.cancel(maria, visit)).count == 1)
    #expect(throws: Failure.self) {
      try given.at("2026-03-07T15:30:01Z").when(.cancel(maria, visit))
    }
  }

  @Test func `What has begun or is over isn't cancelled by the patient`() throws {
    let booked = ClinicDay.booked(slot)
    #expect(throws: Failure.started) {
      try given(booked).at("2026-03-10T15:30:00Z").when(.cancel(maria, visit))
    }
    #expect(throws: Failure.unknownVisit) { try given(booked).when(.cancel(james, visit)) }
    #expect(throws: Failure.unknownVisit) {
      try given(booked).when(.cancelWithoutFee(james, visit))
    }
    let missed = Appointments.NoShow(
      patient: maria, appointment: visit, slot: slot.id, feeCents: 5_000)
    #expect(throws: Failure.notOpen(.noShow)) {
      try given(booked, missed).when(.cancel(maria, visit))
    }
    #expect(throws: Failure.notOpen(.noShow)) {
      try given(booked, missed).when(.cancelWithoutFee(maria, visit))
    }
  }

  // MARK: The visit's day

  @Test func `A visit is confirmed once, and again after a change`() throws {
    let booked = ClinicDay.booked(slot)
    let confirmed = Appointments.Confirmed(patient: maria, appointment: visit, slot: slot.id)
    let changed = Appointments.Changed(patient: maria, appointment: visit, from: slot, to: later)
    try expect(try given(booked).when(.confirm(maria, visit)), equal: confirmed)
    #expect(try given(booked, confirmed).when(.confirm(maria, visit)).isEmpty)
    #expect(try given(booked, confirmed, changed).when(.confirm(maria, visit)).count == 1)
    #expect(throws: Failure.started) {
      try given(booked).at("2026-03-10T15:30:00Z").when(.confirm(maria, visit))
    }
    #expect(throws: Failure.unknownVisit) { try given().when(.confirm(maria, visit)) }
    let cancelled = Appointments.Cancelled(
      patient: maria, appointment: visit, slot: slot, reason: nil, feeCents: nil)
    #expect(throws: Failure.notOpen(.cancelled)) {
      try given(booked, cancelled).when(.confirm(maria, visit))
    }
  }

  @Test func `A patient is checked in on the day of the visit, and the visit is then over`() throws
  {
    let booked = ClinicDay.booked(slot)
    let arrived = Appointments.CheckedIn(patient: maria, appointment: visit, slot: slot.id)
    let done = Appointments.Completed(patient: maria, appointment: visit, slot: slot.id)
    #expect(throws: Failure.notToday(slot.day)) { try given(booked).when(.checkIn(maria, visit)) }
    // It's still the 10th in Rochester when it's the 11th in Greenwich.
    let evening = "2026-03-11T04:59:59Z"
    try expect(try given(booked).at(evening).when(.checkIn(maria, visit)), equal: arrived)
    #expect(throws: Failure.notToday(slot.day)) {
      try given(booked).at("2026-03-11T05:00:00Z").when(.checkIn(maria, visit))
    }
    #expect(try given(booked, arrived).at(evening).when(.checkIn(maria, visit)).isEmpty)
    try expect(try given(booked, arrived).when(.complete(maria, visit)), equal: done)
    #expect(try given(booked, arrived, done).when(.complete(maria, visit)).isEmpty)
    #expect(throws: Failure.notOpen(.completed)) {
      try given(booked, done).at(evening).when(.checkIn(maria, visit))
    }
  }

  @Test func `A visit isn't over before it began`() throws {
    let booked = ClinicDay.booked(slot)
    #expect(throws: Failure.notYet) { try given(booked).when(.complete(maria, visit)) }
    #expect(
      try given(booked).at("2026-03-10T15:30:00Z").when(.complete(maria, visit)).count == 1)
    let cancelled = Appointments.Cancelled(
      patient: maria, appointment: visit, slot: slot, reason: nil, feeCents: nil)
    #expect(throws: Failure.notOpen(.cancelled)) {
      try given(booked, cancelled).when(.complete(maria, visit))
    }
  }

  @Test func `Who isn't there a quarter of an hour after the start has missed the visit`() throws {
    let booked = ClinicDay.booked(slot)
    let given = given(booked)
    #expect(throws: Failure.notYet) {
      try given.at("2026-03-10T15:44:59Z").when(.recordNoShow(maria, visit))
    }
    let missed = Appointments.NoShow(
      patient: maria, appointment: visit, slot: slot.id, feeCents: 5_000)
    try expect(
      try given.at("2026-03-10T15:45:00Z").when(.recordNoShow(maria, visit)), equal: missed)
    #expect(try self.given(booked, missed).when(.recordNoShow(maria, visit)).isEmpty)
    var free = given.at("2026-03-10T15:45:00Z")
    free.policy.appointments.noShowFeeCents = 0
    let cheap = try free.when(.recordNoShow(maria, visit))
    #expect((cheap.first as? Appointments.NoShow)?.feeCents == nil)
    let arrived = Appointments.CheckedIn(patient: maria, appointment: visit, slot: slot.id)
    #expect(throws: Failure.notOpen(.checkedIn)) {
      try self.given(booked, arrived).when(.recordNoShow(maria, visit))
    }
  }

  // MARK: Publish and withdraw

  @Test func `Times are published once; new ones are added to those that are there`() throws {
    let both = try ClinicDay.published("2026-03-10", "10:30", "14:00")
    let more = try ClinicDay.published("2026-03-10", "10:30", "14:00", "15:00")
    #expect(try given().when(.publish(both)).isEmpty)
    try expect(
      try given().when(.publish(more)), equal: try ClinicDay.published("2026-03-10", "15:00"))
  }

  @Test func `A provider isn't offered twice at a time, not over midnight either`() throws {
    #expect(throws: Failure.timesOverlap(slot.id)) {
      try given().when(.publish(try ClinicDay.published("2026-03-10", "10:45")))
    }
    #expect(throws: Failure.timesOverlap(SlotID("chen-20260312-0900"))) {
      try given().when(.publish(try ClinicDay.published("2026-03-12", "09:00", "09:15")))
    }
    let late = try ClinicDay.published("2026-03-11", "23:45")
    #expect(throws: Failure.timesOverlap(SlotID("chen-20260311-2345"))) {
      try given(late).when(.publish(try ClinicDay.published("2026-03-12", "00:00")))
    }
    #expect(
      try given().when(
        .publish(try ClinicDay.published("2026-03-10", "10:45", by: ClinicDay.patel))
      )
      .count == 1)
  }

  @Test
  func `Only a known provider is published, at a place that is open, in times that are times`()
    throws
  {
    let unknown = ProviderID("nobody")
    #expect(throws: Failure.unknownProvider(unknown)) {
      try given().when(.publish(try ClinicDay.published("2026-03-12", "09:00", by: unknown)))
    }
    let nowhere = PlaceID("nowhere")
    #expect(throws: Failure.unknownPlace(nowhere)) {
      try given().when(.publish(try ClinicDay.published("2026-03-12", "09:00", at: nowhere)))
    }
    let closed = Clinic.PlaceClosed(place: ClinicDay.rochester)
    #expect(throws: Failure.unknownPlace(ClinicDay.rochester)) {
      try given(closed).when(.publish(try ClinicDay.published("2026-03-12", "09:00")))
    }
    let date = try day("2026-03-12")
    for opening in [
      try ClinicDay.opening(date, "09:00", minutes: 0),
      try ClinicDay.opening(try day("2026-03-13"), "09:00"),
    ] {
      #expect(throws: Failure.invalidTimes) {
        try given().when(
          .publish(
            Appointments.SlotsPublished(
              provider: ClinicDay.chen, specialty: "cardiology", day: date, openings: [opening])))
      }
    }
    #expect(throws: Failure.slotPast) {
      try given().when(.publish(try ClinicDay.published("2026-03-02", "10:00")))
    }
  }

  @Test func `What nobody has booked is withdrawn; what somebody has stays`() throws {
    let date = slot.day
    let command = Appointments.Command.withdraw(ClinicDay.chen, date, [slot.id, later.id])
    let all = Appointments.SlotsWithdrawn(
      provider: ClinicDay.chen, day: date, slots: [slot.id, later.id])
    try expect(try given().when(command), equal: all)
    #expect(try given(all).when(command).isEmpty)
    #expect(throws: Failure.slotsBooked([slot.id])) {
      try given(ClinicDay.booked(slot)).when(command)
    }
    // A hold promises nothing yet.
    let held = Appointments.Held(
      patient: james, appointment: visit, slot: slot,
      until: try ClinicDay.instant("2026-03-02T16:10:00Z"))
    #expect(try given(held).when(command).count == 1)
    #expect(throws: Failure.slotGone) { try given(held, all).when(.book(james, slot.id)) }
    #expect(
      try given(all).when(.publish(try ClinicDay.published("2026-03-10", "10:30"))).count == 1)
    #expect(try given().when(.withdraw(ClinicDay.patel, date, [slot.id])).isEmpty)
  }

  // MARK: Words

  @Test func `A patient elsewhere is told the clinic's time`() throws {
    let context = try Given(Appointments.self).context
    #expect(slot.spokenTime(context) == "Tue, Mar 10, 10:30 am")
    let next = try ClinicDay.slot("2027-01-04", "00:00")
    #expect(next.spokenTime(context) == "Mon, Jan 4, 2027, 12:00 am")
  }

  @Test func `Wishes are met by day, time, way, place, provider and field`() throws {
    let context = try Given(Appointments.self).context
    func matches(_ query: SlotQuery) -> Bool { query.matches(slot, context) }
    #expect(matches(SlotQuery()))
    #expect(matches(SlotQuery(specialty: "cardiology", provider: ClinicDay.chen)))
    #expect(!matches(SlotQuery(specialty: "dermatology")))
    #expect(!matches(SlotQuery(provider: ClinicDay.patel)))
    #expect(matches(SlotQuery(place: ClinicDay.rochester, mode: .inPerson)))
    #expect(!matches(SlotQuery(place: ClinicDay.lacrosse)))
    #expect(!matches(SlotQuery(mode: .video)))
    #expect(matches(SlotQuery(from: slot.day, through: slot.day)))
    #expect(!matches(SlotQuery(from: slot.day.adding(days: 1))))
    #expect(!matches(SlotQuery(through: slot.day.adding(days: -1))))
    #expect(matches(SlotQuery(weekdays: [.tuesday, .friday], partsOfDay: [.morning])))
    #expect(!matches(SlotQuery(weekdays: [.monday])))
    #expect(!matches(SlotQuery(partsOfDay: [.afternoon, .evening])))
    #expect(matches(SlotQuery(earliest: LocalTime("10:30"), latest: LocalTime("10:30"))))
    #expect(!matches(SlotQuery(earliest: LocalTime("10:31"))))
    #expect(!matches(SlotQuery(latest: LocalTime("10:29"))))
    let parts = try ["11:59", "12:00", "16:59", "17:00"].map {
      AppointmentsPolicy().partOfDay(try #require(LocalTime($0)))
    }
    #expect(parts == [.morning, .afternoon, .afternoon, .evening])
  }

  @Test func `Every refusal has words for a patient and a code of its own`() throws {
    let all: [Failure] = [
      .slotGone, .slotTaken, .slotPast, .tooSoon(minutes: 60), .tooFar(lastDay: slot.day),
      .overlaps(when: "Tue"), .bookingOff(ClinicDay.rochester), .videoOff(ClinicDay.rochester),
      .unknownVisit, .notOpen(.completed), .started, .cancellationFee(cents: 5_005, hours: 24),
      .notToday(slot.day), .notYet, .unknownProvider(ClinicDay.chen),
      .unknownPlace(ClinicDay.rochester), .invalidTimes, .timesOverlap(slot.id),
      .slotsBooked([slot.id]), .waitlistOff, .noWish, .alreadyWaiting, .tooManyWaits(limit: 3),
      .unknownWait, .notWaiting, .noOffer, .offerExpired, .suitsNobody,
    ]
    #expect(Set(all.map(\.code)).count == all.count)
    #expect(all.allSatisfy { $0.message.hasSuffix(".") && $0.message.count < 160 })
    #expect(Failure.cancellationFee(cents: 5_005, hours: 24).message.contains("$50.05"))
    #expect(Failure.tooSoon(minutes: 120).message.contains("2 hours"))
    #expect(Failure.tooSoon(minutes: 45).message.contains("45 minutes"))
  }
}
