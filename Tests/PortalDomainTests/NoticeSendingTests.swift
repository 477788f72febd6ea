import Foundation
import PortalDomain
import TestSupport
import Testing

/// What a sender does with a notice, decided when it's sent.
@Suite struct NoticeSendingTests {
  let zone: TimeZone
  let patient = PatientID("p1")
  let phone: PhoneNumber

  init() throws {
    zone = try #require(TimeZone(identifier: "America/Chicago"))
    phone = try #require(PhoneNumber("+15075550142"))
  }

  func instant(_ text: String) throws -> Date { try Date.ISO8601FormatStyle().parse(text) }

  func context(_ now: Date, _ policy: Policy = Policy()) -> Context {
    Context(now: now, timeZone: zone, policy: policy) { "CODE" }
  }

  func recipient(_ change: (inout Notices.Recipient) -> Void = { _ in }) -> Notices.Recipient {
    var recipient = Notices.Recipient(timeZone: zone)
    recipient.phone = phone
    recipient.textTopics = Set(NoticeTopic.allCases)
    change(&recipient)
    return recipient
  }

  /// A refill was shipped then.
  func shipped(_ at: String) throws -> Notice {
    let time = try instant(at)
    let effect = NoticeCatalogue.effect(
      of: Prescriptions.RefillShipped(
        patient: patient, prescription: PrescriptionID("rx1"), refill: RefillID("R1"),
        on: LocalDate(time, in: zone)), NoticeCause(time: time))
    return try #require(effect?.notices(at: 42).first)
  }

  func sending(
    _ notice: Notice, at now: String, _ change: (inout Notices.Recipient) -> Void = { _ in }
  ) throws -> Notices.Sending {
    Notices.sending(of: notice, to: recipient(change), context(try instant(now)))
  }

  @Test func `By day it goes out, under a name made of the event's place and kind`() throws {
    let notice = try shipped("2026-03-02T16:00:00Z")
    #expect(notice.id.value == "42.refillShipped")
    #expect(
      try sending(notice, at: "2026-03-02T16:00:00Z") == .send(.sms, to: "+15075550142"))
  }

  // 9 pm and 8 am in Rochester, in winter and in summer, and the nights on which the clocks change.
  @Test(arguments: [
    ("2026-03-03T03:00:00Z", "2026-03-03T14:00:00Z"),
    ("2026-07-02T02:00:00Z", "2026-07-02T13:00:00Z"),
    ("2026-03-08T05:00:00Z", "2026-03-08T13:00:00Z"),
    ("2026-11-01T05:00:00Z", "2026-11-01T14:00:00Z"),
  ])
  func `By night it waits for the morning`(night: String, morning: String) throws {
    let notice = try shipped(night)
    #expect(try sending(notice, at: night) == .later(instant(morning)))
    #expect(try sending(notice, at: morning) == .send(.sms, to: "+15075550142"))
  }

  @Test func `The patient's own quiet hours hold too`() throws {
    let notice = try shipped("2026-03-02T16:00:00Z")
    let quiet = Preferences.QuietHours(from: 9 * 60, until: 12 * 60 + 30)
    #expect(
      try sending(notice, at: "2026-03-02T16:00:00Z") { $0.quietHours = quiet }
        == .later(instant("2026-03-02T18:30:00Z")))
  }

  @Test func `After so many texts a day the rest waits for the next`() throws {
    let notice = try shipped("2026-03-02T16:00:00Z")
    let texts = (1...6).map { try? instant("2026-03-02T15:0\($0):00Z") }.compactMap(\.self)
    #expect(
      try sending(notice, at: "2026-03-02T16:00:00Z") { $0.texts = texts }
        == .later(instant("2026-03-03T14:00:00Z")))
    #expect(
      try sending(notice, at: "2026-03-02T16:00:00Z") { $0.texts = Array(texts.dropLast()) }
        == .send(.sms, to: "+15075550142"))
  }

  @Test func `Why it isn't sent is said`() throws {
    let notice = try shipped("2026-03-02T16:00:00Z")
    let now = "2026-03-02T16:00:00Z"
    #expect(try sending(notice, at: now) { $0.hasOptedOut = true } == .suppress(.optedOut))
    #expect(try sending(notice, at: now) { $0.textTopics = [] } == .suppress(.noConsent))
    #expect(try sending(notice, at: now) { $0.phone = nil } == .suppress(.noAddress))
    #expect(try sending(notice, at: "2026-03-05T16:00:00Z") == .suppress(.tooLate))
  }

  @Test func `Who has an e-mail address gets there what can't be texted`() throws {
    let notice = try shipped("2026-03-02T16:00:00Z")
    func mailed(_ change: (inout Notices.Recipient) -> Void) throws -> Notices.Sending {
      try sending(notice, at: "2026-03-02T16:00:00Z") {
        $0.email = "ada@example.com"
        $0.emailTopics = Set(NoticeTopic.allCases)
        change(&$0)
      }
    }
    #expect(try mailed { $0.hasOptedOut = true } == .send(.email, to: "ada@example.com"))
    #expect(try mailed { $0.reminders = .email } == .send(.email, to: "ada@example.com"))
    #expect(try mailed { _ in } == .send(.sms, to: "+15075550142"))
  }

  @Test func `Who wants no reminders gets none, but the news`() throws {
    let start = try instant("2026-03-09T16:00:00Z")
    let plan = try #require(
      NoticePlan.reminders(of: start, after: instant("2026-02-01T16:00:00Z")).first)
    let reminder = try #require(
      NoticeEffect(patient, "visit:v1", [plan]).notices(at: 7).first)
    let now = "2026-03-02T16:00:00Z"
    #expect(try sending(reminder, at: now) { $0.reminders = .off } == .suppress(.notWanted))
    #expect(
      try sending(shipped(now), at: now) { $0.reminders = .off } == .send(.sms, to: phone.value))
  }

  @Test func `A reminder that the clinic doesn't send isn't sent`() throws {
    var policy = Policy()
    policy.notices.reminderHours = [24]
    let start = try instant("2026-03-09T16:00:00Z")
    let plans = NoticePlan.reminders(of: start, after: try instant("2026-02-01T16:00:00Z"))
    let outcomes = NoticeEffect(patient, "visit:v1", plans).notices(at: 7).map {
      Notices.sending(of: $0, to: recipient(), context($0.due, policy))
    }
    #expect(
      outcomes == [.suppress(.notWanted), .send(.sms, to: phone.value), .suppress(.notWanted)])
  }

  @Test func `A visit soon to come has only the reminders that are left`() throws {
    let start = try instant("2026-03-09T16:00:00Z")
    let leads = [8.0 * 24, 26, 3, 1].map { hours in
      NoticePlan.reminders(of: start, after: start.addingTimeInterval(-hours * 3600)).map(\.lead)
    }
    #expect(leads == [[168, 24, 2], [24, 2], [2], []])
  }

  @Test(arguments: 0..<200)
  func `An opted-out number never gets a message`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let start = try instant("2026-03-02T00:00:00Z")
    for _ in 0..<50 {
      let kind = try #require(NoticeKind.allCases.randomElement(using: &generator))
      let due = start.addingTimeInterval(Double(Int.random(in: 0..<900_000, using: &generator)))
      let notice = try #require(
        NoticeEffect(patient, "x", .news(kind, at: due)).notices(at: 1).first)
      let recipient = recipient {
        $0.hasOptedOut = true
        $0.textTopics = Set(NoticeTopic.allCases.filter { _ in .random(using: &generator) })
        $0.email = Bool.random(using: &generator) ? "ada@example.com" : nil
        $0.emailTopics = Set(NoticeTopic.allCases.filter { _ in .random(using: &generator) })
        $0.reminders = .allCases.randomElement(using: &generator) ?? .text
      }
      let now = start.addingTimeInterval(Double(Int.random(in: 0..<1_500_000, using: &generator)))
      if case .send(.sms, _) = Notices.sending(of: notice, to: recipient, context(now)) {
        Issue.record("\(kind) was texted to a number that said STOP, seed \(seed)")
      }
    }
  }

  @Test(arguments: 0..<100)
  func `No text goes out by night, whatever the day`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let begin = try instant("2026-01-01T00:00:00Z")
    for _ in 0..<20 {
      let now = begin.addingTimeInterval(Double(Int.random(in: 0..<31_536_000, using: &generator)))
      let notice = try #require(
        NoticeEffect(patient, "x", .news(.refillShipped, at: now)).notices(at: 1).first)
      let local = Calendar.inZone(zone).component(.hour, from: now)
      switch Notices.sending(of: notice, to: recipient(), context(now)) {
      case .send: #expect((8..<21).contains(local))
      case .later(let morning):
        #expect(!(8..<21).contains(local))
        #expect(Calendar.inZone(zone).component(.hour, from: morning) == 8)
        #expect(morning > now && morning.timeIntervalSince(now) <= 12 * 3600)
      default: Issue.record("it was neither sent nor put off")
      }
    }
  }
}

extension Calendar {
  fileprivate static func inZone(_ zone: TimeZone) -> Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar
  }
}
