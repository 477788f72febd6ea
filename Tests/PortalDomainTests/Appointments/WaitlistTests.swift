import Foundation
import PortalDomain
import Testing

@Suite struct WaitlistTests {
  typealias Failure = Appointments.Failure
  let maria = ClinicDay.maria
  let james = ClinicDay.james
  let published: any DomainEvent
  let slot: Slot
  let later: Slot
  let line: WaitLine

  init() throws {
    published = try ClinicDay.published("2026-03-10", "10:30", "14:00")
    slot = try ClinicDay.slot("2026-03-10", "10:30")
    later = try ClinicDay.slot("2026-03-10", "14:00")
    line = WaitLine(specialty: "cardiology", joinedOn: try day("2026-03-02"))
  }

  func joined(
    _ patient: PatientID, _ wait: String, _ wishes: SlotQuery = SlotQuery(specialty: "cardiology"),
    replacing: String? = nil
  ) -> Appointments.Joined {
    Appointments.Joined(
      patient: patient, wait: WaitID(wait), line: line, wishes: wishes,
      replacing: replacing.map { AppointmentID($0) })
  }

  func offered(
    _ patient: PatientID, _ wait: String, _ slot: Slot, until: String = "2026-03-02T18:00:00Z"
  ) throws -> Appointments.Offered {
    Appointments.Offered(
      patient: patient, wait: WaitID(wait), line: line, slot: slot,
      until: try ClinicDay.instant(until))
  }

  func given(_ more: any DomainEvent...) -> Given<Appointments> {
    ClinicDay.given([published] + more)
  }

  /// Offers a time to those who joined, in their order.
  func offer(_ slot: Slot, _ joined: Appointments.Joined...) -> Appointments.Command {
    .offer(slot.id, to: joined.map { Appointments.Candidate(Wait($0)) })
  }

  // MARK: Joining and leaving

  @Test func `A patient joins the line of a field on that day, once`() throws {
    let wishes = SlotQuery(specialty: "cardiology", partsOfDay: [.morning])
    let event = joined(maria, "WCODE", wishes)
    try expect(try given().when(.join(maria, wishes)), equal: event)
    #expect(try given(event).when(.join(maria, wishes)).isEmpty)
    #expect(throws: Failure.alreadyWaiting) {
      try given(event).when(.join(maria, SlotQuery(specialty: "cardiology")))
    }
    #expect(try given(event).when(.join(james, wishes)).count == 1)
  }

  @Test func `A wait needs a field, a waitlist that is on, and room`() throws {
    #expect(throws: Failure.noWish) { try given().when(.join(maria, SlotQuery())) }
    #expect(throws: Failure.noWish) { try given().when(.join(maria, SlotQuery(specialty: ""))) }
    let off = Clinic.FeatureSwitched(
      feature: .waitlist, place: ClinicDay.rochester, isOn: false)
    #expect(throws: Failure.waitlistOff) {
      try given(off).when(
        .join(maria, SlotQuery(specialty: "cardiology", place: ClinicDay.rochester)))
    }
    #expect(try given(off).when(.join(maria, SlotQuery(specialty: "cardiology"))).count == 1)
    let three = ["a", "b", "c"].map { joined(maria, $0, SlotQuery(specialty: $0)) }
    #expect(throws: Failure.tooManyWaits(limit: 3)) {
      try ClinicDay.given(three).when(.join(maria, SlotQuery(specialty: "cardiology")))
    }
    // They end by themselves after 90 days.
    #expect(
      try ClinicDay.given(three).at("2026-06-01T16:00:00Z")
        .when(.join(maria, SlotQuery(specialty: "cardiology"))).count == 1)
  }

  @Test func `Only an open visit of one's own is waited to be replaced`() throws {
    let wishes = SlotQuery(specialty: "cardiology")
    let command = Appointments.Command.join(
      maria, wishes, replacing: AppointmentID("A1"))
    #expect(throws: Failure.unknownVisit) { try given().when(command) }
    #expect(throws: Failure.unknownVisit) {
      try given(ClinicDay.booked(later, for: james)).when(command)
    }
    #expect(try given(ClinicDay.booked(later)).when(command).count == 1)
    #expect(throws: Failure.started) {
      try given(ClinicDay.booked(later)).at("2026-03-10T19:00:00Z").when(command)
    }
    let cancelled = Appointments.Cancelled(
      patient: maria, appointment: AppointmentID("A1"), slot: later, reason: nil, feeCents: nil)
    #expect(throws: Failure.notOpen(.cancelled)) {
      try given(ClinicDay.booked(later), cancelled).when(command)
    }
  }

  @Test func `Who leaves gives back what they were being offered`() throws {
    let join = joined(maria, "W1")
    let left = Appointments.Left(patient: maria, wait: WaitID("W1"), line: line, slot: nil)
    try expect(try given(join).when(.leave(maria, WaitID("W1"))), equal: left)
    #expect(try given(join, left).when(.leave(maria, WaitID("W1"))).isEmpty)
    #expect(throws: Failure.unknownWait) { try given(join).when(.leave(james, WaitID("W1"))) }
    let offer = try offered(maria, "W1", slot)
    let gone = Appointments.Left(patient: maria, wait: WaitID("W1"), line: line, slot: slot.id)
    try expect(try given(join, offer).when(.leave(maria, WaitID("W1"))), equal: gone)
    #expect(try given(join, offer, gone).when(.book(james, slot.id)).count == 1)
  }

  // MARK: Offers

  @Test func `A free time is offered for two hours to the first whom it suits`() throws {
    let (first, second) = (joined(maria, "W1"), joined(james, "W2"))
    let given = given(first, second)
    try expect(
      try given.when(offer(slot, first, second)), equal: try offered(maria, "W1", slot))
    let afternoon = joined(
      maria, "W1", SlotQuery(specialty: "cardiology", partsOfDay: [.afternoon]))
    try expect(
      try self.given(afternoon, second).when(offer(slot, afternoon, second)),
      equal: try offered(james, "W2", slot))
    try expect(
      try self.given(afternoon, second).when(offer(later, afternoon, second)),
      equal: try offered(maria, "W1", later))
  }

  @Test func `Who is being offered a time, passed on it, left or is elsewhere is passed over`()
    throws
  {
    let (first, second) = (joined(maria, "W1"), joined(james, "W2"))
    let toJames = try offered(james, "W2", slot)
    let command = offer(slot, first, second)
    let wait = WaitID("W1")
    try expect(
      try given(first, second, try offered(maria, "W1", later)).when(command), equal: toJames)
    for passed: any DomainEvent in [
      Appointments.Declined(patient: maria, wait: wait, line: line, slot: slot.id),
      Appointments.Expired(patient: maria, wait: wait, line: line, slot: slot.id),
    ] {
      try expect(
        try given(first, second, try offered(maria, "W1", slot), passed).when(command),
        equal: toJames)
    }
    let left = Appointments.Left(patient: maria, wait: wait, line: line, slot: nil)
    try expect(try given(first, second, left).when(command), equal: toJames)
    let elsewhere = try ClinicDay.slot("2026-03-10", "10:45", by: ClinicDay.patel)
    try expect(
      try given(first, second, ClinicDay.booked(elsewhere)).when(command), equal: toJames)
    try expect(try given(second).when(command), equal: toJames)
  }

  @Test func `A time is offered to nobody while somebody has it, or when it suits nobody`() throws {
    let join = joined(maria, "W1")
    #expect(throws: Failure.slotTaken) {
      try given(join, ClinicDay.booked(slot, for: james)).when(offer(slot, join))
    }
    #expect(throws: Failure.slotTaken) {
      try given(join, joined(james, "W2"), try offered(james, "W2", slot)).when(offer(slot, join))
    }
    #expect(throws: Failure.suitsNobody) { try given().when(offer(slot, join)) }
    #expect(throws: Failure.suitsNobody) { try given().when(.offer(slot.id, to: [])) }
    #expect(throws: Failure.slotGone) {
      try given(join).when(offer(try ClinicDay.slot("2026-03-11", "10:30"), join))
    }
    #expect(throws: Failure.slotPast) {
      try given(join).at("2026-03-10T15:30:00Z").when(offer(slot, join))
    }
    #expect(throws: Failure.suitsNobody) {
      try given(join).at("2026-03-10T14:30:00Z").when(offer(slot, join))
    }
  }

  @Test func `A visit is only replaced by an earlier one`() throws {
    let booked = ClinicDay.booked(later, "A1")
    let join = joined(maria, "W1", replacing: "A1")
    try expect(
      try given(booked, join).when(offer(slot, join)), equal: try offered(maria, "W1", slot))
    let early = ClinicDay.booked(slot, "A1")
    #expect(throws: Failure.suitsNobody) { try given(early, join).when(offer(later, join)) }
    #expect(throws: Failure.suitsNobody) { try given(join).when(offer(slot, join)) }
  }

  @Test func `At night the clock of an offer stands still, and it ends before the visit's notice`()
    throws
  {
    let join = joined(maria, "W1")
    func until(_ now: String, _ slot: Slot) throws -> String? {
      let events = try given(join).at(now).when(offer(slot, join))
      return (events.first as? Appointments.Offered)?.until.formatted(.iso8601)
    }
    // 8:59 pm, 9 pm, 3 am and 8 am in Rochester.
    #expect(try until("2026-03-03T02:59:00Z", slot) == "2026-03-03T04:59:00Z")
    #expect(try until("2026-03-03T03:00:00Z", slot) == "2026-03-03T16:00:00Z")
    #expect(try until("2026-03-03T09:00:00Z", slot) == "2026-03-03T16:00:00Z")
    #expect(try until("2026-03-03T14:00:00Z", slot) == "2026-03-03T16:00:00Z")
    // In the night of the change of the clocks 8 am comes an hour earlier.
    #expect(try until("2026-03-08T05:00:00Z", slot) == "2026-03-08T15:00:00Z")
    // The visit is at 15:30, so an answer is needed by 14:30.
    #expect(try until("2026-03-10T13:30:00Z", slot) == "2026-03-10T14:30:00Z")
  }

  @Test func `An offer that is over without an answer is ended, and then another can be made`()
    throws
  {
    let join = joined(maria, "W1")
    let offer = try offered(maria, "W1", slot)
    let expired = Appointments.Expired(
      patient: maria, wait: WaitID("W1"), line: line, slot: slot.id)
    let command = Appointments.Command.expire(maria, WaitID("W1"), slot.id)
    let given = given(join, offer)
    #expect(try given.at("2026-03-02T17:59:59Z").when(command).isEmpty)
    try expect(try given.at("2026-03-02T18:00:00Z").when(command), equal: expired)
    #expect(
      try self.given(join, offer, expired).at("2026-03-02T18:00:00Z").when(command).isEmpty)
    #expect(throws: Failure.unknownWait) {
      try self.given().when(command)
    }
    // The next offer says so too where nobody did.
    let events = try given.at("2026-03-02T18:00:00Z").when(self.offer(later, join))
    try expect(
      events, equal: expired, try offered(maria, "W1", later, until: "2026-03-02T20:00:00Z"))
    #expect(throws: Failure.suitsNobody) {
      try given.at("2026-03-02T18:00:00Z").when(self.offer(slot, join))
    }
  }

  // MARK: Answers

  @Test func `Who accepts is booked, once`() throws {
    let (join, offer) = (joined(maria, "W1"), try offered(maria, "W1", slot))
    let accepted = Appointments.Accepted(
      patient: maria, wait: WaitID("W1"), line: line, slot: slot.id)
    let command = Appointments.Command.accept(maria, WaitID("W1"), slot.id, replacing: nil)
    try expect(
      try given(join, offer).when(command), equal: accepted, ClinicDay.booked(slot, "ACODE"))
    #expect(
      try given(join, offer, accepted, ClinicDay.booked(slot, "ACODE")).when(command).isEmpty)
  }

  @Test func `Who waited for an earlier time is moved to it`() throws {
    let booked = ClinicDay.booked(later, "A1")
    let join = joined(maria, "W1", replacing: "A1")
    let events = try given(booked, join, try offered(maria, "W1", slot)).when(
      .accept(maria, WaitID("W1"), slot.id, replacing: AppointmentID("A1")))
    try expect(
      events,
      equal: Appointments.Accepted(
        patient: maria, wait: WaitID("W1"), line: line, slot: slot.id),
      Appointments.Changed(
        patient: maria, appointment: AppointmentID("A1"), from: later, to: slot))
    // What was to be replaced is cancelled meanwhile: then it's a visit of its own.
    let cancelled = Appointments.Cancelled(
      patient: maria, appointment: AppointmentID("A1"), slot: later, reason: nil, feeCents: nil)
    let alone = try given(booked, join, try offered(maria, "W1", slot), cancelled).when(
      .accept(maria, WaitID("W1"), slot.id, replacing: AppointmentID("A1")))
    #expect(alone.last is Appointments.Booked)
  }

  @Test func `An offer is kept from others, and can't be accepted when it's over`() throws {
    let (join, offer) = (joined(maria, "W1"), try offered(maria, "W1", slot))
    let given = given(join, offer)
    let command = Appointments.Command.accept(maria, WaitID("W1"), slot.id, replacing: nil)
    #expect(throws: Failure.slotTaken) { try given.when(.book(james, slot.id)) }
    #expect(throws: Failure.offerExpired) { try given.at("2026-03-02T18:00:00Z").when(command) }
    #expect(try given.at("2026-03-02T18:00:00Z").when(.book(james, slot.id)).count == 1)
    #expect(throws: Failure.unknownWait) {
      try given.when(.accept(james, WaitID("W1"), slot.id, replacing: nil))
    }
    #expect(throws: Failure.noOffer) {
      try given.when(.accept(maria, WaitID("W1"), later.id, replacing: nil))
    }
    #expect(throws: Failure.noOffer) { try self.given(join).when(command) }
    let left = Appointments.Left(patient: maria, wait: WaitID("W1"), line: line, slot: slot.id)
    #expect(throws: Failure.notWaiting) { try self.given(join, offer, left).when(command) }
    let withdrawn = Appointments.SlotsWithdrawn(
      provider: ClinicDay.chen, day: slot.day, slots: [slot.id])
    #expect(throws: Failure.slotGone) { try self.given(join, offer, withdrawn).when(command) }
    let elsewhere = try ClinicDay.slot("2026-03-10", "10:45", by: ClinicDay.patel)
    #expect(throws: Failure.overlaps(when: "Tue, Mar 10, 10:45 am")) {
      try self.given(join, offer, ClinicDay.booked(elsewhere)).when(command)
    }
  }

  @Test func `Who declines keeps waiting, and declines once`() throws {
    let (join, offer) = (joined(maria, "W1"), try offered(maria, "W1", slot))
    let command = Appointments.Command.decline(maria, WaitID("W1"), slot.id)
    let declined = Appointments.Declined(
      patient: maria, wait: WaitID("W1"), line: line, slot: slot.id)
    try expect(try given(join, offer).when(command), equal: declined)
    #expect(try given(join, offer, declined).when(command).isEmpty)
    #expect(throws: Failure.noOffer) { try given(join).when(command) }
    #expect(throws: Failure.unknownWait) {
      try given(join, offer).when(.decline(james, WaitID("W1"), slot.id))
    }
    #expect(throws: Failure.offerExpired) {
      try given(join, offer, declined).when(
        .accept(maria, WaitID("W1"), slot.id, replacing: nil))
    }
  }
}
