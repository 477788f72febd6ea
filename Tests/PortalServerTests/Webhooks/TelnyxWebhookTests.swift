import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

@Suite struct TelnyxWebhookTests {
  private static let now = Int(DemonstrationStore.morning.timeIntervalSince1970)

  private func body(_ id: String, _ text: String = "hi") -> String {
    """
    {"data":{"event_type":"message.received","payload":{"id":"\(id)","text":"\(text)",\
    "from":{"phone_number":"+15075550102"},"to":[{"phone_number":"+15075550100"}],"media":[]}}}
    """
  }

  private func post(
    _ client: any TestClientProtocol, _ body: String, at time: Int = now,
    signed: String? = nil, as said: Int? = nil
  ) async throws -> HTTPResponse.Status {
    let signature = try WebhookServer.telnyx.signature(
      for: Data("\(time)|\(signed ?? body)".utf8))
    var headers: HTTPFields = [:]
    for (name, value) in [
      (TelnyxSignature.signatureHeader, Data(signature).base64EncodedString()),
      (TelnyxSignature.timeHeader, "\(said ?? time)"),
    ] {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    return try await client.execute(
      uri: "/sms/telnyx", method: .post, headers: headers, body: ByteBuffer(string: body)
    ).status
  }

  @Test func `A message is answered once, however often it comes`() async throws {
    let server = try await WebhookServer()
    try await server.test { client in
      for _ in 0..<3 { expect(try await post(client, body("a-1")), is: .ok) }
      try await server.replies.wait(for: 1)
    }
    try await until { try server.portal.phonesWithTexts().isEmpty }
    #expect(server.replies.all.map(\.key) == ["reply.telnyx:a-1"])
  }

  @Test func `What is forged, altered, or older or newer than five minutes is refused`()
    async throws
  {
    let server = try await WebhookServer()
    let head = try server.portal.head()
    try await server.test { client in
      let text = body("a-1")
      expect(try await post(client, text, signed: body("a-2")), is: .forbidden)
      expect(try await post(client, text, at: Self.now - 301), is: .forbidden)
      expect(try await post(client, text, at: Self.now + 301), is: .forbidden)
      expect(try await post(client, text, at: Self.now - 301, as: Self.now), is: .forbidden)
    }
    #expect(try server.portal.head() == head)
    try await server.test { client in
      expect(try await post(client, body("a-1"), at: Self.now - 299), is: .ok)
      expect(try await post(client, "{}"), is: .badRequest)
    }
  }

  @Test func `News of a text of ours sets how far it has come`() async throws {
    let server = try await WebhookServer()
    try await server.test { client in
      let body = """
        {"data":{"event_type":"message.finalized","payload":{"id":"t-1","tags":["reply.telnyx:a-1"],\
        "to":[{"status":"delivery_failed"}],"errors":[{"code":"40008"}]}}}
        """
      expect(try await post(client, body), is: .ok)
    }
    #expect(try server.portal.textState(of: "reply.telnyx:a-1") == .undelivered)
  }
}
