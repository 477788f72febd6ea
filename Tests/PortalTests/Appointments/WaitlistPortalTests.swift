import EventStore
import Foundation
import PortalDomain
import Projections
import TestSupport
import Testing

@testable import Portal

@Suite struct WaitlistPortalTests {
  let maria = ClinicAtTime.maria
  let james = ClinicAtTime.james
  let rosa = ClinicAtTime.rosa
  let wei = ClinicAtTime.wei

  private func join(
    _ patient: PatientID, _ portal: Portal, _ wishes: SlotQuery, replacing: AppointmentID? = nil
  ) async throws -> WaitID {
    let changes = try await portal.perform(
      Appointments.self, .join(patient, wishes, replacing: replacing),
      as: ClinicAtTime.patient(patient))
    return try #require(changes.first?.event as? Appointments.Joined).wait
  }

  /// James's visit tomorrow is cancelled.
  private func free(_ portal: Portal) async throws -> [RecordedChange] {
    try await portal.perform(
      Appointments.self, .cancelWithoutFee(james, AppointmentID("A-james")),
      as: ClinicAtTime.desk)
  }

  @Test func `A freed time goes to the first whom it suits, and on to the next, in order`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let primary = SlotQuery(specialty: "primary care")
    let later = SlotQuery(specialty: "primary care", from: portal.context.today.adding(days: 9))
    let first = try await join(wei, portal, later)
    let second = try await join(maria, portal, primary)
    let third = try await join(rosa, portal, primary)
    #expect(try portal.waitlist(specialty: "primary care").map(\.id) == [first, second, third])
    let changes = try await free(portal)
    #expect(changes.map(\.name) == ["appointment.cancelled.v1", "waitlist.offered.v1"])
    let offer = try #require(try portal.wait(second)?.offer)
    #expect(offer.slot.id == SlotID("patel-20260303-0900"))
    #expect(try portal.wait(first)?.offer == nil)
    let tomorrow = SlotQuery(
      provider: ProviderID("patel"), from: offer.slot.day, through: offer.slot.day)
    #expect(try portal.openSlots(matching: tomorrow, limit: 1).first != offer.slot)

    let declined = try await portal.declineOffer(second, as: ClinicAtTime.patient(maria))
    #expect(declined.map(\.name) == ["waitlist.declined.v1", "waitlist.offered.v1"])
    #expect(try portal.wait(third)?.offer?.slot == offer.slot)
    #expect(try await portal.advanceWaitlist().isEmpty)

    clinic.pass(hours: 2)
    let over = try await portal.advanceWaitlist()
    #expect(over.map(\.name) == ["waitlist.expired.v1"])
    #expect(try await portal.advanceWaitlist().isEmpty)
    #expect(try portal.openSlots(matching: tomorrow, limit: 1).first == offer.slot)
    await #expect(throws: Appointments.Failure.noOffer) {
      try await portal.acceptOffer(third, as: ClinicAtTime.patient(rosa))
    }

    // Who joins now gets it at the next step.
    let fourth = try await join(PatientID("mia"), portal, primary)
    #expect(try await portal.advanceWaitlist().map(\.name) == ["waitlist.offered.v1"])
    let accepted = try await portal.acceptOffer(fourth, as: ClinicAtTime.patient(wei))
    #expect(accepted.map(\.name) == ["waitlist.accepted.v1", "appointment.booked.v1"])
    #expect(
      try portal.upcomingAppointments(of: PatientID("mia")).map(\.slot) == [offer.slot])
    #expect(try portal.waitlist().map(\.id) == [first, second, third])
    #expect(try portal.waits(of: PatientID("mia")).isEmpty)
  }

  @Test func `Who waits for an earlier time is moved, and the time they had goes on`() async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let slots = try portal.openSlots(
      matching: SlotQuery(
        provider: ProviderID("patel"), mode: .inPerson,
        from: portal.context.today.adding(days: 10)), limit: 1)
    try await portal.perform(
      Appointments.self, .book(wei, slots[0].id), as: ClinicAtTime.patient(wei))
    let visit = try #require(try portal.upcomingAppointments(of: wei).first)
    let primary = SlotQuery(specialty: "primary care", mode: .inPerson)
    let earlier = try await join(wei, portal, primary, replacing: visit.id)
    let anyDay = SlotQuery(specialty: "primary care", from: visit.slot.day)
    let second = try await join(maria, portal, anyDay)
    _ = try await free(portal)
    let changes = try await portal.acceptOffer(earlier, as: ClinicAtTime.patient(wei))
    #expect(
      changes.map(\.name)
        == ["waitlist.accepted.v1", "appointment.changed.v1", "waitlist.offered.v1"])
    #expect(
      try portal.upcomingAppointments(of: wei).map(\.slot.id) == [SlotID("patel-20260303-0900")])
    #expect(try portal.wait(second)?.offer?.slot == visit.slot)
  }

  @Test func `An offer that two steps make at once is made once`() async throws {
    let portal = try await DemonstrationStore().portal
    for patient in [maria, rosa, wei] {
      _ = try await join(patient, portal, SlotQuery(specialty: "primary care"))
    }
    // The reaction is left out, as by a program that stops behind the cancellation.
    let visit = try #require(try portal.appointment(AppointmentID("A-james")))
    try await portal.record(
      [
        Appointments.Cancelled(
          patient: james, appointment: visit.id, slot: visit.slot, reason: nil, feeCents: nil)
      ], as: ClinicAtTime.desk)
    let offers = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<8 { group.addTask { try await portal.advanceWaitlist().count } }
      return try await group.reduce(0, +)
    }
    #expect(offers == 1)
    #expect(try portal.waitlist().compactMap(\.offer).count == 1)
    #expect(try portal.waitlist().first?.offer != nil)
  }

  @Test func `Of an acceptance and a withdrawal only what comes first holds`() async throws {
    let portal = try await DemonstrationStore().portal
    let wait = try await join(maria, portal, SlotQuery(specialty: "primary care"))
    _ = try await free(portal)
    let slot = try #require(try portal.wait(wait)?.offer?.slot)
    try await portal.perform(
      Appointments.self, .withdraw(slot.provider, slot.day, [slot.id]), as: ClinicAtTime.desk)
    await #expect(throws: Appointments.Failure.slotGone) {
      try await portal.acceptOffer(wait, as: ClinicAtTime.patient(maria))
    }
    #expect(try portal.upcomingAppointments(of: maria).count == 1)
    #expect(try await portal.advanceWaitlist().isEmpty)
  }

  @Test func `A clinic may offer a time to somebody out of turn`() async throws {
    let portal = try await DemonstrationStore().portal
    _ = try await join(maria, portal, SlotQuery(specialty: "dermatology"))
    let second = try await join(rosa, portal, SlotQuery(specialty: "dermatology"))
    let slots = try portal.openSlots(
      matching: SlotQuery(specialty: "dermatology", from: portal.context.today.adding(days: 8)),
      limit: 2)
    try await portal.offer(slots[0].id, to: second, as: ClinicAtTime.desk)
    #expect(try portal.wait(second)?.offer?.slot == slots[0])
    try await portal.offer(slots[1].id, as: ClinicAtTime.desk)
    #expect(try portal.waits(of: maria).first?.offer?.slot == slots[1])
    await #expect(throws: Appointments.Failure.unknownWait) {
      try await portal.offer(slots[1].id, to: WaitID("nothing"), as: ClinicAtTime.desk)
    }
    await #expect(throws: Appointments.Failure.slotTaken) {
      try await portal.offer(slots[1].id, as: ClinicAtTime.desk)
    }
    let other = try #require(
      try portal.openSlots(matching: SlotQuery(specialty: "dermatology"), limit: 1).first)
    await #expect(throws: Appointments.Failure.suitsNobody) {
      try await portal.offer(other.id, as: ClinicAtTime.desk)
    }
  }

  @Test func `Of a long line, those whom it suits are found behind those whom it doesn't`()
    async throws
  {
    let portal = try await DemonstrationStore().portal
    let slot = try #require(try portal.appointment(AppointmentID("A-james"))).slot
    // Twenty who are with another doctor at that time, and then one who isn't.
    let other = try #require(
      try portal.openSlots(
        matching: SlotQuery(
          provider: ProviderID("larsen"), from: slot.day, through: slot.day,
          earliest: LocalTime("09:00")), limit: 1
      ).first)
    var events: [any DomainEvent] = []
    for number in 0..<20 {
      let patient = PatientID("busy\(number)")
      _ = try await join(patient, portal, SlotQuery(specialty: "primary care"))
      events.append(
        Appointments.Booked(
          patient: patient, appointment: AppointmentID("A-busy\(number)"), slot: other))
    }
    try await portal.record(events, as: ClinicAtTime.desk)
    let last = try await join(wei, portal, SlotQuery(specialty: "primary care"))
    _ = try await free(portal)
    #expect(try portal.wait(last)?.offer?.slot == slot)
  }
}
