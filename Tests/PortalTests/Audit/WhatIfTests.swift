import EventStore
import Foundation
import PortalDomain
import TestSupport
import Testing

@testable import Portal

/// What would have been decided under another policy.
@Suite struct WhatIfTests {
  let auditor = Origin(actor: .staff("ann"), channel: .staff)
  let maria = ClinicAtTime.maria

  /// Decides again what was decided since a position.
  private func differences(
    _ portal: Portal, after: UInt64, _ json: String
  ) async throws -> [WhatIf.Difference] {
    var search = AuditSearch()
    search.after = after
    var found: [WhatIf.Difference] = []
    let other = try portal.policy.changed(by: Data(json.utf8))
    let tally = try await portal.whatIf(other, search, as: auditor) { found.append($0) }
    #expect(tally.different == found.count && tally.notReproduced == 0, "\(tally)")
    return found
  }

  @Test func `A refill would have been too soon, or promised for another day`() async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let head = try portal.head()
    try await portal.perform(
      Prescriptions.self, .requestRefill(maria, PrescriptionID("maria-lisinopril")),
      as: ClinicAtTime.patient(maria))
    let refused = try await differences(portal, after: head, #"{"refillAtPercentUsed": 95}"#)
    #expect(refused.map(\.refusal) == ["refill.tooSoon"])
    #expect(refused.first?.position == head + 1 && refused.first?.patient == maria)
    let later = try await differences(portal, after: head, #"{"refillBusinessDays": 4}"#)
    #expect(later.map(\.changes) == [["expectedOn: 2026-03-04, then 2026-03-06"]])
    #expect(try await differences(portal, after: head, "{}").isEmpty)
    #expect(
      try await differences(portal, after: head, #"{"billing": {"lateFee": {"cents": 1}}}"#)
        .isEmpty)
  }

  @Test func `A visit would have cost something to cancel, or could not have been held so long`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let head = try portal.head()
    let slot = try #require(
      try portal.openSlots(matching: SlotQuery(), limit: 200).first {
        $0.start.timeIntervalSince(portal.context.now) > 30 * 3600
      })
    try await portal.perform(
      Appointments.self, .hold(maria, slot.id), as: ClinicAtTime.patient(maria))
    let booked = try await portal.perform(
      Appointments.self, .book(maria, slot.id), as: ClinicAtTime.patient(maria))
    let visit = try #require(booked.lazy.compactMap { $0.event as? Appointments.Booked }.first)
    try await portal.perform(
      Appointments.self, .cancel(maria, visit.appointment), as: ClinicAtTime.patient(maria))
    let fee = try await differences(
      portal, after: head, #"{"appointments": {"freeCancellationHours": 1000}}"#)
    #expect(fee.map(\.type) == [Appointments.Cancelled.name])
    #expect(fee.first?.changes == ["feeCents: nothing, then 5000"])
    let hold = try await differences(portal, after: head, #"{"appointments": {"holdMinutes": 5}}"#)
    #expect(hold.map(\.type) == [Appointments.Held.name])
    let notice = try await differences(
      portal, after: head, #"{"appointments": {"noticeMinutes": 100000}}"#)
    #expect(Set(notice.compactMap(\.refusal)) == ["slot.tooSoon"])
  }

  @Test func `A visit that the clinic cancelled without a fee stays without one`() async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let james = ClinicAtTime.james
    let visit = try #require(try portal.upcomingAppointments(of: james).first)
    clinic.pass(hours: visit.slot.start.timeIntervalSince(portal.context.now) / 3600 - 5)
    let head = try portal.head()
    try await portal.perform(
      Appointments.self, .cancelWithoutFee(james, visit.id), as: ClinicAtTime.desk)
    let other = #"{"appointments": {"lateCancellationFeeCents": 9900}}"#
    #expect(try await differences(portal, after: head, other).isEmpty)
  }

  @Test
  func `A late fee would not have been charged yet, or another one; a plan would be too long`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let head = try portal.head()
    clinic.pass(hours: 24 * 7)
    let overdue = try #require(try portal.openStatements(of: maria).first)
    try await portal.perform(
      Billing.self, .addLateFee(maria, overdue.id), as: ClinicAtTime.office)
    let other = try #require(try portal.openStatements(of: maria).last)
    try await portal.perform(
      Billing.self, .offerPlan(maria, [other.id], months: 6), as: ClinicAtTime.office)
    let early = try await differences(
      portal, after: head, #"{"billing": {"lateFeeGraceDays": 30}}"#)
    #expect(early.map(\.refusal) == ["statement.lateFeeTooEarly"])
    let fee = try await differences(
      portal, after: head, #"{"billing": {"lateFee": {"cents": 2500}}}"#)
    #expect(fee.map(\.changes) == [["amount.cents: 1500, then 2500"]])
    let plan = try await differences(portal, after: head, #"{"billing": {"longestPlanMonths": 3}}"#)
    #expect(plan.map(\.type) == [Billing.PlanOffered.name] && plan.first?.refusal != nil)
    let offer = try await differences(portal, after: head, #"{"billing": {"planOfferDays": 7}}"#)
    #expect(offer.first?.changes.first?.hasPrefix("until: ") == true)
  }

  @Test func `An answer would have been due later, and a child's proxy would see less sooner`()
    async throws
  {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let head = try portal.head()
    try await portal.perform(
      Messages.self,
      .start(
        maria, ThreadID("T1"), to: .careTeam, provider: nil, subject: "A question", about: nil,
        .init(MessageID("M1"), "When may I drive again?")), as: ClinicAtTime.patient(maria))
    try await portal.perform(
      Proxies.self,
      .grant(
        .init(patient: PatientID("mia"), proxy: maria, relation: .other, scope: .full)),
      as: ClinicAtTime.office)
    let due = try await differences(
      portal, after: head, #"{"messages": {"answerBusinessDays": 3}}"#)
    #expect(due.map(\.type) == [Messages.Sent.name])
    #expect(due.first?.changes.map { $0.prefix(6) } == ["dueAt:"])
    let ages = try await differences(
      portal, after: head, #"{"account": {"teenAge": 10, "adultAge": 21}}"#)
    #expect(ages.contains { $0.type == Proxies.Granted.name })
    #expect(
      Set(ages.flatMap(\.changes).map { $0.prefix { $0 != ":" } })
        .isSuperset(of: ["grant.endsOn", "grant.limitedFrom"]), "\(ages.map(\.changes))")
  }

  @Test func `A text would have waited for the morning`() async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let system = Origin(actor: .system, channel: .system)
    let head = try portal.head()
    let due = try #require(try portal.dueNotices().first { $0.notice.patient == maria })
    guard case .send(let channel, _) = due.sending else {
      Issue.record("\(due.sending)")
      return
    }
    try await portal.perform(Notices.self, .claim(due.notice.reference, channel), as: system)
    // It's ten in the morning.
    let late = try await differences(portal, after: head, #"{"notices": {"textFromHour": 11}}"#)
    #expect(late.map(\.type) == [Notices.Claimed.name])
    #expect(late.first?.changes.first?.hasPrefix("sent by sms, then later") == true)
    #expect(try await differences(portal, after: head, #"{"notices": {"textsPerDay": 7}}"#).isEmpty)
  }

  @Test func `A lock-out would have begun earlier`() async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let head = try portal.head()
    for _ in 0..<3 {
      try await portal.perform(
        Account.self, .signIn(maria, pinMatches: false), as: ClinicAtTime.patient(maria))
    }
    let locked = try await differences(portal, after: head, #"{"signInAttempts": 3}"#)
    #expect(locked.map(\.position) == [head + 3])
    #expect(locked.first?.changes.first?.hasPrefix("lockedUntil: nothing, then ") == true)
  }

  @Test func `What is seen of it is recorded first`() async throws {
    let clinic = try await ClinicAtTime()
    let portal = clinic.portal
    let head = try portal.head()
    try await portal.perform(
      Prescriptions.self, .requestRefill(maria, PrescriptionID("maria-lisinopril")),
      as: ClinicAtTime.patient(maria))
    _ = try await differences(portal, after: head, "{}")
    #expect(try portal.disclosures(of: maria).first?.actor != .staff("ann"))
    _ = try await differences(portal, after: head, #"{"refillAtPercentUsed": 95}"#)
    #expect(try portal.disclosures(of: maria).first?.actor == .staff("ann"))
  }

  @Test(arguments: [
    ("[]", "no JSON object"), (#"{"refils": 1}"#, "no refils"),
    (#"{"billing": {"lateFees": 1}}"#, "no billing.lateFees"),
    (#"{"billing": {"lateFeeGraceDays": "ten"}}"#, "billing.lateFeeGraceDays"),
  ])
  func `A policy that isn't one is refused, and it's said where`(json: String, says: String) {
    #expect { try Policy().changed(by: Data(json.utf8)) } throws: { error in
      (error as? PolicyError)?.message.contains(says) == true
    }
  }
}
