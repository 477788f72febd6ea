import Foundation
import PortalDomain
import Testing

/// What a patient is told of a card that runs out, and when.
@Suite struct CardNoticeTests {
  let scene = BillingScene()
  let now: Date

  init() throws { now = try Date.ISO8601FormatStyle().parse("2026-03-02T16:00:00Z") }

  private func effect(
    of event: any DomainEvent, by origin: Origin? = Origin(actor: .system, channel: .system)
  ) -> NoticeEffect? {
    NoticeCatalogue.effect(of: event, NoticeCause(time: now, origin: origin))
  }

  @Test
  func
    `Two weeks before a card's last day there is a reminder, by the last digit up to nine days sooner`()
    throws
  {
    let plan = try #require(effect(of: scene.hasVisa(until: 2028, 2))?.plans.first)
    // 4242, and a leap year: the 29th less sixteen days.
    #expect(plan.kind == .cardEnding && plan.kind.isReminder && plan.kind.topic == .billing)
    #expect(plan.due == (try Date.ISO8601FormatStyle().parse("2028-02-13T15:00:00Z")))
    #expect(plan.until == (try Date.ISO8601FormatStyle().parse("2028-03-01T00:00:00Z")))
    #expect(plan.parameters == ["digits": .text("4242"), "day": .day(try day("2028-02-29"))])
  }

  @Test func `There is none of a card that is kept shortly before its end, nor of a bank account`()
  {
    // It would have been sent on the fifteenth of March; in February it's over.
    #expect(effect(of: scene.hasVisa(until: 2026, 3)) != nil)
    #expect(effect(of: scene.hasVisa(until: 2026, 2)) == nil)
    #expect(effect(of: scene.hasBank) == nil)
  }

  @Test
  func `That it ran out is news, unless it was brought along; that it was removed ends the matter`()
  {
    let expired = Billing.MethodExpired(patient: scene.patient, method: scene.visa)
    #expect(effect(of: expired)?.plans.map(\.kind) == [.cardExpired])
    #expect(
      effect(of: expired, by: Origin(actor: .system, channel: .feed))?.plans.isEmpty == true)
    let removed = Billing.MethodRemoved(patient: scene.patient, method: scene.visa)
    let events: [any DomainEvent] = [scene.hasVisa(), expired, removed]
    #expect(events.allSatisfy { effect(of: $0)?.about == "method:M1" })
    #expect(effect(of: removed)?.plans.isEmpty == true)
  }
}
