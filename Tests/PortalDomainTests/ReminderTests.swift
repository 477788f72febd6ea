import Foundation
import PortalDomain
import TestSupport
import Testing

/// Reminders of a visit, by a sender that sleeps now and then.
@Suite struct ReminderTests {
  let patient = PatientID("p1")

  /// One visit that is booked, moved and called off at random, and a sender that is up at random.
  @Test(arguments: 0..<300)
  func `No reminder is lost or sent twice, whenever the sender sleeps`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let zone = try #require(TimeZone(identifier: "America/Chicago"))
    let begin = try Date.ISO8601FormatStyle().parse("2026-03-01T15:00:00Z")
    var recipient = Notices.Recipient(timeZone: zone)
    recipient.phone = PhoneNumber("+15075550142")
    recipient.textTopics = [.appointments]
    var thread = NoticeThread()
    var start: Date?
    var sentFor: [Date: [Int]] = [:]
    var isUp = true
    // When the reminders of this time of the visit were planned.
    var plannedAt = begin
    // In which half hours the sender ran while texting is allowed.
    var awake: [Date] = []
    func plan(_ visit: Date?, at now: Date, position: UInt64) {
      start = visit
      plannedAt = now
      awake = []
      let plans = visit.map { NoticePlan.reminders(of: $0, after: now) } ?? []
      thread.take(NoticeEffect(patient, "visit:v1", plans), at: position)
    }
    func check(until now: Date) {
      guard let start else { return }
      // Of each reminder: if the sender ran at all while it made sense, it was sent once.
      let sent = sentFor[start] ?? []
      #expect(Set(sent).count == sent.count, "twice, seed \(seed)")
      for plan in NoticePlan.reminders(of: start, after: plannedAt) {
        let could = awake.contains { $0 >= plan.due && $0 < plan.until && $0 < now }
        #expect(sent.contains(plan.lead ?? 0) == could, "\(plan.lead ?? 0) h ahead, seed \(seed)")
      }
    }
    for step in 1...600 {
      let now = begin.addingTimeInterval(Double(step) * 1800)
      switch Int.random(in: 0..<120, using: &generator) {
      case 0:
        check(until: now)
        let half = Int.random(in: 1..<500, using: &generator)
        plan(now.addingTimeInterval(Double(half) * 1800 + 60), at: now, position: UInt64(step))
      case 1:
        check(until: now)
        plan(nil, at: now, position: UInt64(step))
      case 2...7: isUp.toggle()
      default: break
      }
      guard isUp else { continue }
      let context = Context(now: now, timeZone: zone, policy: Policy()) { "" }
      let hour = LocalDate(now, in: zone).start(in: zone)
      if (8 * 3600..<21 * 3600).contains(Int(now.timeIntervalSince(hour))) { awake.append(now) }
      for notice in thread.notices {
        switch Notices.sending(of: notice, to: recipient, context) {
        case .send(let channel, _):
          let visit = try #require(start, "a visit that is off was reminded of, seed \(seed)")
          #expect(now < visit, "a visit that is over was reminded of, seed \(seed)")
          sentFor[visit, default: []].append(try #require(notice.lead))
          thread.evolve(Notices.Sent(notice.reference, channel: channel), at: now)
        case .suppress(let reason):
          thread.evolve(Notices.Suppressed(notice.reference, reason: reason), at: now)
        case .later, .nothing: break
        }
      }
    }
    check(until: .distantFuture)
  }

  @Test func `What comes later of a matter makes the earlier pointless`() throws {
    let now = try Date.ISO8601FormatStyle().parse("2026-03-02T16:00:00Z")
    var thread = NoticeThread()
    thread.take(NoticeEffect(patient, "refill:R1", .news(.refillApproved, at: now)), at: 1)
    thread.take(NoticeEffect(patient, "refill:R1", .news(.refillShipped, at: now)), at: 2)
    #expect(thread.notices.map(\.state) == [.dropped, .waiting])
    thread.take(NoticeEffect(patient, "refill:R1"), at: 3)
    #expect(thread.notices.map(\.state) == [.dropped, .dropped])
  }
}
