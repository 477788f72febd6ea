import Foundation
import Hummingbird
import HummingbirdTesting
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

@Suite struct LimitsTests {
  @Test func `A sender gets so many a minute, and a new one each time a part of it is over`() {
    let limiter = RateLimiter(perSenderAMinute: 3, globalASecond: 100)
    let start = ContinuousClock.now
    #expect((0..<4).map { _ in limiter.admit("a", at: start) } == [true, true, true, false])
    #expect(limiter.admit("b", at: start))
    #expect(!limiter.admit("a", at: start + .seconds(19)))
    #expect(limiter.admit("a", at: start + .seconds(21)))
    #expect(!limiter.admit("a", at: start + .seconds(21)))
    // However long somebody is away, no more than a minute's worth is saved.
    let late = start + .seconds(3600)
    #expect((0..<4).map { _ in limiter.admit("a", at: late) } == [true, true, true, false])
  }

  @Test func `All together get so many a second`() {
    let limiter = RateLimiter(perSenderAMinute: 100, globalASecond: 2)
    let start = ContinuousClock.now
    #expect(
      (0..<3).map { _ in limiter.admit(at: start + .milliseconds(1)) } == [true, true, false])
    #expect(limiter.admit(at: start + .milliseconds(600)))
  }

  @Test func `Too much is answered with 429, too large with 413, and neither is stored`()
    async throws
  {
    let server = try await WebhookServer("--sender-rate", "2", "--body-bytes", "1000")
    try await server.test { client in
      var statuses: [HTTPResponse.Status] = []
      for number in 0..<4 { statuses.append(try await client.text("hi", "SM\(number)").status) }
      #expect(statuses == [.ok, .ok, .tooManyRequests, .tooManyRequests])
      let other = try await client.text("hi", "SM9", from: DemonstrationClinic.mariasPhone)
      #expect(other.status == .ok)
      let large = try await client.text(String(repeating: "a", count: 2000), "SM10")
      #expect(large.status == .contentTooLarge)
      let refused = try await client.text("hi", "SM11")
      #expect(refused.headers[.retryAfter] == "60")
    }
    #expect(try server.count(Conversations.Accepted.self) == 3)
  }

  @Test func `A full queue is answered with 503`() async throws {
    let server = try await WebhookServer("--queue", "1")
    let locks = try SenderLocks(server.store.folder.path + "/store/senders.lock")
    let phone = try #require(PhoneNumber(WebhookServer.james))
    #expect(locks.take(phone))
    try await server.test { client in
      expect(try await client.text("hi", "SM1").status, is: .ok)
      let full = try await client.text("hi", "SM2")
      #expect(full.status == .serviceUnavailable)
      #expect(full.headers[.retryAfter] == "5")
      locks.release(phone)
      try await server.replies.wait(for: 1)
      try await until { try server.portal.phonesWithTexts().isEmpty }
      expect(try await client.text("hi", "SM2").status, is: .ok)
    }
  }

  @Test func `Messages and answers are counted, and no person is named`() async throws {
    let server = try await WebhookServer()
    try await server.test { client in
      _ = try await client.text("hi", "SM1")
      _ = try await client.text("hi", "SM1")
      _ = try await client.post("/sms/twilio", ["MessageSid": "SM2"], signature: "no")
      try await server.replies.wait(for: 1)
      try await until { try server.portal.phonesWithTexts().isEmpty }
      try await client.execute(uri: "/metrics", method: .get) { response in
        let text = String(buffer: response.body)
        for line in [
          "portal_messages_total{carrier=\"twilio\",outcome=\"accepted\"} 1",
          "portal_messages_total{carrier=\"twilio\",outcome=\"duplicate\"} 1",
          "portal_messages_total{carrier=\"twilio\",outcome=\"refused\"} 1",
          "portal_replies_total{intent=\"dialogue.greet\"} 1",
          "portal_reply_seconds_count 1", "portal_queue_messages 0",
        ] {
          #expect(text.contains(line + "\n"), "\(line) is missing")
        }
        for name in ["james", "okafor", "+1507", "SM1"] {
          #expect(!text.lowercased().contains(name.lowercased()))
        }
      }
    }
  }

  @Test func `A method or path that isn't served is answered plainly`() async throws {
    let server = try await WebhookServer()
    try await server.test { client in
      for (path, method) in [("/sms/twilio", HTTPRequest.Method.get), ("/../etc/passwd", .get)] {
        try await client.execute(uri: path, method: method) { response in
          #expect([.notFound, .methodNotAllowed].contains(response.status))
        }
      }
    }
  }
}
