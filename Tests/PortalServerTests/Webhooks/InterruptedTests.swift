import EventStore
import Foundation
import Logging
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalBot
@testable import PortalServer

/// What a message asks for is done once, also where nobody could note that it was.
@Suite struct InterruptedTests {
  /// The process is no more.
  struct Died: Error {}

  /// A wish of Maria's up to its read-back, and what a yes leads to.
  struct Wish: CustomTestStringConvertible, Sendable {
    let said: String
    let deed: any DomainEvent.Type

    var testDescription: String { said }
  }

  private static let wishes = [
    Wish(said: "pay 50 with my visa", deed: Billing.PaymentRequested.self),
    Wish(
      said: "send a message to my doctor saying the new pills make me sleepy",
      deed: Messages.ThreadStarted.self),
    Wish(said: "refill my lisinopril", deed: Prescriptions.RefillRequested.self),
  ]

  private func count(_ type: any DomainEvent.Type, in portal: Portal) throws -> Int {
    var count = 0
    try portal.replay { recorded in
      if recorded.event?.type == type.name { count += 1 }
      return true
    }
    return count
  }

  @Test(arguments: wishes)
  func `What was done before the process died is not done again by the next`(
    wish: Wish
  ) async throws {
    let store = try await DemonstrationStore()
    let portal = store.portal
    let phone = try #require(PhoneNumber(DemonstrationClinic.mariasPhone))
    let service = ConversationService(portal, channel: .sms)
    for text in [wish.said, "2580"] { _ = try await service.receive(text, from: phone) }
    let before = try count(wish.deed, in: portal)
    let message = TextID("twilio:SM1")
    #expect(try await service.accept(IncomingText(message, from: phone, text: "y")))
    // The process gets as far as the deed, and dies before it can note the answer.
    await #expect(throws: Died.self) {
      _ = try await service.answer("y", service.beginning(of: "y", from: phone, message)) { _, _ in
        throw Died()
      }
    }
    #expect(try count(wish.deed, in: portal) == before + 1)

    let replies = RecordedReplies()
    let inbox = Inbox(
      portal, replies, locks: try SenderLocks(store.folder.path + "/senders.lock"),
      metrics: ServerMetrics(), logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let running = Task { try await inbox.run() }
    try await replies.wait(for: 1)
    #expect(replies.all.first?.text.hasPrefix("Sorry, I was interrupted.") == true)
    // Whoever says yes once more is not taken for agreeing to what was asked then.
    _ = try await inbox.accept(IncomingText(TextID("twilio:SM2"), from: phone, text: "y"))
    try await replies.wait(for: 2)
    try await until { try portal.phonesWithTexts().isEmpty }
    running.cancel()
    #expect(try count(wish.deed, in: portal) == before + 1)
    #expect(replies.all.map(\.key) == ["reply.twilio:SM1", "reply.twilio:SM2"])
    withExtendedLifetime(store) {}
  }

  @Test func `Whoever was only signed in goes on where they were`() async throws {
    let store = try await DemonstrationStore()
    let phone = try #require(PhoneNumber(DemonstrationClinic.mariasPhone))
    let service = ConversationService(store.portal, channel: .sms)
    _ = try await service.receive("refill my lisinopril", from: phone)
    let message = TextID("twilio:SM1")
    let text = IncomingText(message, from: phone, text: "2580")
    #expect(try await service.accept(text))
    await #expect(throws: Died.self) {
      _ = try await service.answer("2580", service.beginning(of: "2580", from: phone, message)) {
        _, _ in throw Died()
      }
    }
    let waiting = try #require(try store.portal.nextText(from: phone))
    let answer = try await service.answer(waiting, said: text, from: phone)
    #expect(answer?.awaiting == "confirmation")
    withExtendedLifetime(store) {}
  }

  @Test
  func
    `Messages of a phone that come at once are stored as they came, and a PIN among them is not kept`()
    async throws
  {
    let store = try await DemonstrationStore()
    let phone = try #require(PhoneNumber(DemonstrationClinic.mariasPhone))
    let replies = RecordedReplies()
    let path = store.folder.path + "/senders.lock"
    let inbox = Inbox(
      store.portal, replies, locks: try SenderLocks(path), metrics: ServerMetrics(),
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let other = try SenderLocks(path)
    for round in 0..<10 {
      // Nothing is answered before both are taken in.
      try await until { other.take(phone) }
      let wish = IncomingText(TextID("twilio:A\(round)"), from: phone, text: "refill my lisinopril")
      let first = Task { try await inbox.accept(wish) }
      while await inbox.said(wish.message, by: phone) == nil { await Task.yield() }
      _ = try await inbox.accept(
        IncomingText(TextID("twilio:B\(round)"), from: phone, text: "2580"))
      _ = try await first.value
      other.release(phone)
      try await replies.wait(for: round * 3 + 2)
      _ = try await inbox.accept(
        IncomingText(TextID("twilio:C\(round)"), from: phone, text: "sign out"))
      try await replies.wait(for: round * 3 + 3)
    }
    // Nor one that nobody asked for.
    _ = try await inbox.accept(IncomingText(TextID("twilio:D"), from: phone, text: "2580"))
    try await replies.wait(for: 31)
    try store.portal.replay { recorded in
      let data = String(decoding: recorded.event?.data ?? [], as: UTF8.self)
      #expect(!data.contains("2580"))
      return true
    }
    withExtendedLifetime(store) {}
  }
}
