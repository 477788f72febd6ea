import Foundation
import Portal
import PortalDomain
import ServiceLifecycle
import TestSupport
import Testing

@testable import PortalServer

@Suite struct OutboxWorkerTests {
  let maria = OutboxClinic.maria
  let phone = "+15075550101"

  @Test func `What is due goes out once, under the notice's name`() async throws {
    let clinic = try await OutboxClinic()
    let notice = try await clinic.ship()
    let sms = RecordingCarrier()
    let worker = clinic.worker(sms: sms)
    let round = try await worker.round()
    #expect(round.sent == 1)
    #expect(sms.taken.map(\.key) == [notice.id.value] && sms.taken.map(\.to) == [phone])
    #expect(try clinic.state(of: notice) == .sent(at: clinic.now))
    let again = try await worker.round()
    #expect(again == OutboxRound() && sms.taken.count == 1)
  }

  @Test func `Consent that is taken back while it lies in the queue counts`() async throws {
    let clinic = try await OutboxClinic()
    let first = try await clinic.ship()
    let second = try await clinic.ship("R2")
    let portal = clinic.portal
    // Maria says STOP as the first of the two is handed over.
    let sms = RecordingCarrier { message in
      guard let number = PhoneNumber(message.to) else { return }
      _ = try? await portal.perform(
        OptOuts.self, .stop(number), as: Origin(actor: .unknown, channel: .sms))
    }
    let email = RecordingCarrier()
    let round = try await clinic.worker(sms: sms, email: email).round()
    #expect(round.sent == 2)
    #expect(sms.taken.map(\.key) == [first.id.value])
    // She said nothing against e-mail.
    #expect(email.taken.map(\.key) == [second.id.value])
  }

  @Test func `What the carrier calls a stop is one, and the rules look for another way`()
    async throws
  {
    let clinic = try await OutboxClinic()
    let notice = try await clinic.ship()
    let email = RecordingCarrier()
    let worker = clinic.worker(
      sms: RecordingCarrier([DeliveryFailure("21610", .optOut)]), email: email)
    let refused = try await worker.round()
    #expect(refused.failed == 1)
    let number = try #require(PhoneNumber(phone))
    #expect(try !clinic.portal.mayText(.remindersByText, to: maria, at: number))
    clinic.pass(hours: 1)
    _ = try await worker.round()
    #expect(email.taken.map(\.key) == [notice.id.value])
  }

  @Test func `What fails is tried again later and later, with some chance in it`() async throws {
    let clinic = try await OutboxClinic()
    let notice = try await clinic.ship()
    let sms = RecordingCarrier([.timeout, DeliveryFailure("http503"), .noAnswer])
    let worker = clinic.worker(sms: sms)
    var waits: [Double] = []
    for _ in 0..<3 {
      let round = try await worker.round()
      #expect(round.failed == 1)
      guard case .failed(let next) = try clinic.state(of: notice) else {
        Issue.record("it isn't waiting for another try")
        return
      }
      let wait = next.timeIntervalSince(clinic.now)
      clinic.pass(seconds: wait - 1)
      let early = try await worker.round()
      #expect(early == OutboxRound())
      clinic.pass(seconds: 1)
      waits.append(wait)
    }
    for (wait, most) in zip(waits, [60.0, 120, 240]) { #expect((most / 2...most).contains(wait)) }
    #expect(waits[0] != 60 && waits[1] / waits[0] != 2, "there is no chance in it")
    let last = try await worker.round()
    #expect(last.sent == 1 && sms.taken.map(\.key) == [notice.id.value])
  }

  @Test func `A carrier that wants to be left alone is`() async throws {
    let clinic = try await OutboxClinic()
    let notice = try await clinic.ship()
    _ = try await clinic.worker(
      sms: RecordingCarrier([DeliveryFailure("http429", .again(after: 900))])
    ).round()
    #expect(
      try clinic.state(of: notice) == .failed(nextTry: clinic.now.addingTimeInterval(900)))
  }

  @Test(arguments: [1, 6])
  func `What is given up lies with the staff, who have it tried again`(tries: Int) async throws {
    let clinic = try await OutboxClinic()
    let notice = try await clinic.ship()
    let failure =
      tries == 1 ? DeliveryFailure("30006", .none) : DeliveryFailure("http500", .again())
    let sms = RecordingCarrier(Array(repeating: failure, count: tries))
    let worker = clinic.worker(sms: sms)
    var gaveUp = 0
    for _ in 0..<tries {
      gaveUp += try await worker.round().gaveUp
      // Less than what makes it old news, and more than any wait.
      clinic.pass(hours: 1.01)
    }
    #expect(gaveUp == 1)
    let failed = try #require(try clinic.portal.failedNotices().first)
    #expect(failed.notice.id == notice.id && failed.reason == failure.reason)
    let before = try await worker.round()
    #expect(before == OutboxRound())
    try await clinic.portal.perform(
      Notices.self, .retry(notice.reference), as: OutboxClinic.system)
    let after = try await worker.round()
    #expect(after.sent == 1 && sms.taken.count == 1)
    #expect(try clinic.portal.failedNotices().isEmpty)
  }

  @Test func `Of two workers at once one has each notice, and none is left over`() async throws {
    let clinic = try await OutboxClinic(isEmpty: false)
    let due = try clinic.portal.dueNotices().filter {
      if case .send = $0.sending { true } else { false }
    }
    try #require(due.count > 3)
    let (sms, email) = (RecordingCarrier(), RecordingCarrier())
    let workers = (0..<4).map { clinic.worker(sms: sms, email: email, seed: $0) }
    await withTaskGroup { group in
      for worker in workers {
        group.addTask { while (try? await worker.round().isProgress) == true {} }
      }
    }
    let keys = (sms.taken + email.taken).map(\.key)
    #expect(Set(keys).count == keys.count, "something went out twice")
    #expect(Set(keys).isSubset(of: Set(due.map(\.notice.id.value))))
    #expect(try clinic.portal.dueNotices().isEmpty)
  }

  @Test func `What a process had in hand when it died is sent once its claim is over`()
    async throws
  {
    let clinic = try await OutboxClinic()
    let notice = try await clinic.ship()
    try await clinic.portal.perform(
      Notices.self, .claim(notice.reference, .sms), as: OutboxClinic.system)
    let sms = RecordingCarrier()
    let worker = clinic.worker(sms: sms)
    let during = try await worker.round()
    #expect(during == OutboxRound())
    clinic.pass(seconds: 121)
    let after = try await worker.round()
    #expect(after.sent == 1 && sms.taken.map(\.key) == [notice.id.value])
  }

  @Test func `Nobody is texted at night, and in the morning it goes out`() async throws {
    let clinic = try await OutboxClinic()
    // From ten in the morning to half past ten at night, and then to eight.
    clinic.pass(hours: 12.5)
    let notice = try await clinic.ship()
    let sms = RecordingCarrier()
    let worker = clinic.worker(sms: sms)
    _ = try await worker.round()
    #expect(try clinic.state(of: notice) == .waiting)
    #expect(sms.taken.isEmpty)
    clinic.pass(hours: 9.6)
    _ = try await worker.round()
    #expect(sms.taken.count { $0.key == notice.id.value } == 1)
  }

  @Test func `A patient gets six texts a day, and the seventh on the next`() async throws {
    let clinic = try await OutboxClinic()
    let most = clinic.portal.policy.notices.textsPerDay
    for number in 0...most { try await clinic.ship("R\(number)") }
    let sms = RecordingCarrier()
    let worker = clinic.worker(sms: sms)
    _ = try await worker.round()
    #expect(sms.taken.count == most)
    clinic.pass(hours: 24)
    _ = try await worker.round()
    #expect(sms.taken.count == most + 1)
  }

  @Test func `After a day of downtime the reminder that still makes sense is sent, once`()
    async throws
  {
    let clinic = try await OutboxClinic(isEmpty: false)
    // Maria sees Dr. Chen in six days: that of 24 hours ahead and that of 2 hours ahead come up while
    // nobody looks.
    clinic.pass(hours: 6 * 24 - 1)
    let (sms, email) = (RecordingCarrier(), RecordingCarrier())
    let worker = clinic.worker(sms: sms, email: email)
    while try await worker.round().isProgress {}
    let told = try clinic.portal.notices(of: maria).filter { $0.kind == .visitReminder }
    let states = Dictionary(grouping: told, by: \.lead)
    #expect(states[2]?.count == 1 && states[24]?.count == 1)
    if case .sent = states[2]?.first?.state {} else { Issue.record("2 h ahead: \(states)") }
    #expect(states[24]?.first?.state == .suppressed(.tooLate))
  }

  @Test func `Asked to end, the service finishes what it has begun and begins no more`()
    async throws
  {
    let clinic = try await OutboxClinic()
    let first = try await clinic.ship()
    let second = try await clinic.ship("R2")
    let (begun, begin) = AsyncStream.makeStream(of: Void.self)
    let (released, release) = AsyncStream.makeStream(of: Void.self)
    let sms = RecordingCarrier { _ in
      begin.yield()
      for await _ in released { break }
    }
    let service = OutboxService(clinic.portal, Carriers(sms: sms, email: sms), logger: clinic.quiet)
    let group = ServiceGroup(services: [service], logger: clinic.quiet)
    let running = Task { try await group.run() }
    for await _ in begun { break }
    await group.triggerGracefulShutdown()
    release.finish()
    try await running.value
    #expect(sms.taken.map(\.key) == [first.id.value])
    #expect(try clinic.state(of: second) == .waiting)
  }
}
