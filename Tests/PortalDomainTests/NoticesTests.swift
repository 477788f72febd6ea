import Foundation
import PortalDomain
import Testing

@Suite struct NoticesTests {
  typealias Failure = Notices.Failure
  let reference: NoticeReference
  let now: Date

  init() throws {
    now = try Date.ISO8601FormatStyle().parse("2026-03-02T16:00:00Z")
    reference = NoticeReference(
      patient: PatientID("p1"), about: "refill:R1", notice: NoticeID("42.refillShipped"), due: now)
  }

  func claimed(until seconds: Double) -> Notices.Claimed {
    Notices.Claimed(reference, channel: .sms, until: now.addingTimeInterval(seconds))
  }

  func failed(_ attempt: Int) -> Notices.Failed {
    Notices.Failed(reference, attempt: attempt, reason: "30003", nextTry: now)
  }

  @Test func `A sender has a notice to itself for a while`() throws {
    try expect(
      Given(Notices.self).when(.claim(reference, .sms)), equal: claimed(until: 120))
    #expect(throws: Failure.claimed) {
      try Given(Notices.self, claimed(until: 1)).when(.claim(reference, .sms))
    }
    // Who claimed it and died doesn't keep it.
    #expect(try Given(Notices.self, claimed(until: 0)).when(.claim(reference, .sms)).count == 1)
    #expect(throws: Failure.over) {
      try Given(Notices.self, Notices.Sent(reference, channel: .sms)).when(.claim(reference, .sms))
    }
  }

  @Test func `That it was sent is recorded once`() throws {
    let sent = Notices.Sent(reference, channel: .sms)
    try expect(
      Given(Notices.self, claimed(until: 60)).when(.markSent(reference, .sms)), equal: sent)
    #expect(try Given(Notices.self, sent).when(.markSent(reference, .sms)).isEmpty)
  }

  @Test func `What fails is tried again, each time after twice as long, and then given up`() throws
  {
    var history: [any DomainEvent] = []
    var waits: [Double] = []
    for _ in 0..<5 {
      let events = try Given(Notices.self, history)
        .when(.markFailed(reference, reason: "30003", isFinal: false))
      let failed = try #require(events.first as? Notices.Failed)
      waits.append(failed.nextTry.timeIntervalSince(now))
      history += events
    }
    #expect(waits == [60, 120, 240, 480, 960])
    let last = try Given(Notices.self, history)
      .when(.markFailed(reference, reason: "30003", isFinal: false))
    try expect(last, equal: Notices.GaveUp(reference, attempts: 6, reason: "30003"))
    #expect(
      try Given(Notices.self, history + last)
        .when(.markFailed(reference, reason: "30003", isFinal: false)).isEmpty)
  }

  @Test func `What no further try can help is given up at once`() throws {
    try expect(
      Given(Notices.self).when(.markFailed(reference, reason: "30006", isFinal: true)),
      equal: Notices.GaveUp(reference, attempts: 1, reason: "30006"))
  }

  @Test func `What isn't to be sent is said so once`() throws {
    let suppressed = Notices.Suppressed(reference, reason: .optedOut)
    try expect(Given(Notices.self).when(.suppress(reference, .optedOut)), equal: suppressed)
    #expect(try Given(Notices.self, suppressed).when(.suppress(reference, .tooLate)).isEmpty)
  }

  @Test func `Staff have tried again what was given up, and nothing else`() throws {
    let gaveUp = Notices.GaveUp(reference, attempts: 6, reason: "30003")
    let given = Given(Notices.self, failed(5), gaveUp)
    let events = try given.when(.retry(reference))
    try expect(
      events,
      equal: Notices.Retried(reference, again: now, until: now.addingTimeInterval(72 * 3600)))
    let after = Given(Notices.self, given.history + events)
    #expect(throws: Failure.underWay) { try after.when(.retry(reference)) }
    #expect(try after.when(.claim(reference, .sms)).count == 1)
    #expect(throws: Failure.over) {
      try Given(Notices.self, Notices.Sent(reference, channel: .sms)).when(.retry(reference))
    }
  }

  // MARK: Announcements

  func news(
    title: String = "Flu shots", text: String = "They are here.", from: String = "2026-03-02",
    until: String = "2026-03-31"
  ) throws -> Notices.AnnouncementPublished {
    Notices.AnnouncementPublished(
      announcement: AnnouncementID("A1"), title: title, text: text, places: ["rochester"],
      from: try day(from), until: try day(until), audience: .everyone)
  }

  @Test func `News is published and withdrawn, each once`() throws {
    try expect(Given(Notices.self).when(.publish(try news())), equal: try news())
    let given = Given(Notices.self, try news())
    #expect(try given.when(.publish(try news())).isEmpty)
    #expect(throws: Failure.taken) { try given.when(.publish(try news(title: "Other"))) }
    let withdrawn = Notices.AnnouncementWithdrawn(announcement: AnnouncementID("A1"))
    try expect(given.when(.withdraw(AnnouncementID("A1"))), equal: withdrawn)
    #expect(
      try Given(Notices.self, try news(), withdrawn).when(.withdraw(AnnouncementID("A1"))).isEmpty)
    #expect(throws: Failure.unknownAnnouncement) {
      try Given(Notices.self).when(.withdraw(AnnouncementID("A1")))
    }
  }

  @Test func `News says something, not too much, on days that are to come`() throws {
    let long = String(repeating: "x", count: 1001)
    for (event, failure) in [
      (try news(title: " "), Failure.emptyText), (try news(text: ""), .emptyText),
      (try news(title: String(long.prefix(81))), .tooLong(most: 80)),
      (try news(text: long), .tooLong(most: 1000)),
      (try news(from: "2026-04-01"), .wrongDays),
      (try news(from: "2026-02-01", until: "2026-03-01"), .wrongDays),
    ] {
      #expect(throws: failure) { try Given(Notices.self).when(.publish(event)) }
    }
  }
}
