import EventStore
import Foundation
import Logging
import Portal
import PortalBot
import PortalDomain
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import PortalServer

@Suite struct InboxTests {
  private static let james = PhoneNumber(WebhookServer.james)

  private func inbox(
    _ store: DemonstrationStore, _ sender: any ReplySender, _ options: Inbox.Options = .init()
  ) throws -> Inbox {
    Inbox(
      store.portal, sender, locks: try SenderLocks(store.folder.path + "/senders.lock"),
      metrics: ServerMetrics(), options: options,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func text(_ number: Int, _ body: String = "hi") throws -> IncomingText {
    IncomingText(TextID("twilio:SM\(number)"), from: try #require(Self.james), text: body)
  }

  @Test func `What an earlier process accepted is answered at the start`() async throws {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .sms)
    for number in 0..<3 { #expect(try await service.accept(text(number))) }
    #expect(try await !service.accept(text(1)))
    let replies = RecordedReplies()
    let inbox = try inbox(store, replies)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await inbox.run() }
      try await replies.wait(for: 3)
      group.cancelAll()
    }
    #expect(replies.all.map(\.key) == (0..<3).map { "reply.twilio:SM\($0)" })
    withExtendedLifetime(store) {}
  }

  @Test func `A PIN that was lost with its process is asked for again`() async throws {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .sms)
    _ = try await service.receive("what do I take", from: try #require(Self.james))
    #expect(try await service.accept(text(1, "1470")))
    let replies = RecordedReplies()
    let inbox = try inbox(store, replies)
    // The number alone is in the log, and no word of the PIN.
    let task = Task { try await inbox.run() }
    try await replies.wait(for: 1)
    task.cancel()
    #expect(replies.all.first?.text.contains("PIN") == true)
    try store.portal.replay { recorded in
      let data = String(decoding: recorded.event?.data ?? [], as: UTF8.self)
      #expect(!data.contains("1470"))
      return true
    }
  }

  @Test func `While another process has a phone, nobody else answers it`() async throws {
    let store = try await DemonstrationStore()
    let other = try SenderLocks(store.folder.path + "/senders.lock")
    let phone = try #require(Self.james)
    #expect(other.take(phone))
    let replies = RecordedReplies()
    let inbox = try inbox(store, replies)
    #expect(try await inbox.accept(text(1)) == .accepted)
    try await Task.sleep(for: .milliseconds(200))
    #expect(replies.all.isEmpty)
    other.release(phone)
    try await replies.wait(for: 1)
    withExtendedLifetime(store) {}
  }

  @Test func `A full inbox turns messages away, and stores none of them`() async throws {
    let store = try await DemonstrationStore()
    let phone = try #require(Self.james)
    let locks = try SenderLocks(store.folder.path + "/senders.lock")
    #expect(locks.take(phone))
    var options = Inbox.Options()
    options.capacity = 2
    let replies = RecordedReplies()
    let inbox = try inbox(store, replies, options)
    var outcomes: [Inbox.Acceptance] = []
    for number in 0..<4 { outcomes.append(try await inbox.accept(text(number))) }
    #expect(outcomes == [.accepted, .accepted, .full, .full])
    locks.release(phone)
    try await replies.wait(for: 2)
    try await until { try store.portal.phonesWithTexts().isEmpty }
    // There's room again once those are answered.
    #expect(try await inbox.accept(text(2)) == .accepted)
    try await replies.wait(for: 3)
  }

  @Test func `An answer that could not be sent is tried again, given up, or not wanted`()
    async throws
  {
    let store = try await DemonstrationStore()
    let replies = RecordedReplies([
      .refused(reason: "30006"), .optedOut, .failed(reason: "timeout"),
    ])
    let inbox = try inbox(store, replies)
    let phone = try #require(Self.james)
    _ = try await inbox.accept(text(1))
    try await replies.wait(for: 1)
    try await until { try store.portal.phonesWithTexts().isEmpty }
    _ = try await inbox.accept(text(2))
    try await until { try store.portal.isStopped(phone) }
    _ = try await inbox.accept(text(3, "START"))
    try await replies.wait(for: 3)
    try await until { try store.portal.waitingReplies(to: phone).first?.attempts == 1 }
    let waiting = try store.portal.waitingReplies(to: phone)
    #expect(waiting.map(\.message.value) == ["twilio:SM3"])
    #expect(
      waiting.first?.nextTry
        == store.portal.context.now.addingTimeInterval(
          Double(store.portal.policy.replies.retrySeconds)))
  }

  @Test func `Waits between tries double, up to the longest`() {
    let policy = RepliesPolicy()
    #expect((1...4).map { policy.wait(afterAttempt: $0) } == [5, 10, 20, 40])
    #expect(policy.wait(afterAttempt: 60) == policy.longestRetrySeconds)
  }
}
