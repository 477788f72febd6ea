import Foundation
import PortalDomain
import Synchronization
import TestSupport
import Testing

@testable import Portal

/// The outbox on a real store, with a clock that goes as it's told.
@Suite struct OutboxTests {
  let maria = PatientID("maria")
  let lisinopril = PrescriptionID("maria-lisinopril")
  let phone = "+15075550101"
  let system = Origin(actor: .system, channel: .system)

  /// A refill of Maria's, shipped; the notices of the demonstration's own doings are out of the way.
  func shipped(_ portal: Portal) async throws -> Notice {
    for due in try portal.dueNotices() {
      try await portal.perform(
        Notices.self, .suppress(due.notice.reference, .notWanted), as: system)
    }
    let requested = try await portal.perform(
      Prescriptions.self, .requestRefill(maria, lisinopril),
      as: Origin(actor: .patient(maria), channel: .chat))
    let event = try #require(requested.first?.event as? Prescriptions.RefillRequested)
    for step in [
      Prescriptions.Command.approve(maria, lisinopril, event.refill, newRefills: nil),
      .ship(maria, lisinopril, event.refill),
    ] {
      try await portal.perform(Prescriptions.self, step, as: system)
    }
    let due = try portal.dueNotices()
    #expect(due.map(\.notice.kind) == [.refillShipped])
    return try #require(due.first?.notice)
  }

  @Test func `What happens is told, in the patient's words, once`() async throws {
    let portal = try await DemonstrationStore().portal
    let notice = try await shipped(portal)
    let due = try #require(try portal.dueNotices().first)
    #expect(due.sending == .send(.sms, to: phone))
    #expect(due.text == "Riverbend Clinic: Your refill \(notice.about.dropFirst(7)) is on its way.")
    try await portal.perform(Notices.self, .claim(notice.reference, .sms), as: system)
    #expect(try portal.dueNotices().isEmpty)
    try await portal.perform(Notices.self, .markSent(notice.reference, .sms), as: system)
    #expect(try portal.dueNotices().isEmpty)
    let told = try portal.notices(of: maria).first { $0.id == notice.id }
    #expect(told?.state == .sent(at: DemonstrationStore.morning) && told?.channel == .sms)
  }

  @Test func `Of many senders one has a notice to itself`() async throws {
    let portal = try await DemonstrationStore().portal
    let notice = try await shipped(portal)
    let claims = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<32 {
        group.addTask {
          let changes = try? await portal.perform(
            Notices.self, .claim(notice.reference, .sms), as: system)
          return changes?.count == 1
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(claims == 1)
  }

  @Test func `Who says STOP before it's sent isn't sent it`() async throws {
    let portal = try await DemonstrationStore().portal
    let notice = try await shipped(portal)
    let number = try #require(PhoneNumber(phone))
    try await portal.perform(
      OptOuts.self, .stop(number), as: Origin(actor: .unknown, channel: .sms))
    #expect(try portal.dueNotices().first?.sending == .suppress(.optedOut))
    #expect(try portal.sending(of: notice.reference) == .suppress(.optedOut))
  }

  @Test func `What can't be sent lies with the staff until they have it tried again`() async throws
  {
    let portal = try await DemonstrationStore().portal
    let notice = try await shipped(portal)
    try await portal.perform(
      Notices.self, .markFailed(notice.reference, reason: "30006", isFinal: true), as: system)
    #expect(try portal.dueNotices().isEmpty)
    let failed = try #require(try portal.failedNotices().first)
    #expect(failed.notice.id == notice.id && failed.reason == "30006")
    try await portal.perform(Notices.self, .retry(failed.notice.reference), as: system)
    #expect(try portal.failedNotices().isEmpty)
    #expect(try portal.dueNotices().map(\.notice.id) == [notice.id])
  }

  @Test func `News of the clinic is shown on its days, where it's about`() async throws {
    let portal = try await DemonstrationStore().portal
    let today = portal.context.today
    let before = try portal.announcements().count
    let news = Notices.AnnouncementPublished(
      announcement: AnnouncementID("A1"), title: "Closed", text: "We are closed on Friday.",
      places: ["mankato"], from: today, until: today.adding(days: 4), audience: .patients)
    try await portal.perform(Notices.self, .publish(news), as: system)
    #expect(try portal.announcements().count == before + 1)
    #expect(try portal.announcements(at: "mankato").contains(news))
    #expect(try !portal.announcements(at: "rochester").contains(news))
    #expect(try !portal.announcements(on: today.adding(days: 5)).contains(news))
    #expect(try !portal.announcements(for: .staff).contains(news))
    try await portal.perform(Notices.self, .withdraw(news.announcement), as: system)
    #expect(try portal.announcements().count == before)
  }
}
