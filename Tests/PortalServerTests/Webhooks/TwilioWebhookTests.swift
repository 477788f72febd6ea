import EventStore
import Foundation
import Hummingbird
import HummingbirdTesting
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

@Suite struct TwilioWebhookTests {
  /// The example of Twilio's own library: RequestValidator's test.
  @Test func `A signature is that of Twilio's library`() throws {
    let form = try #require(
      FormFields(
        Array(
          "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309"
            .utf8)))
    let signature = TwilioSignature(token: Secret("12345"))
    let (code, url) = (
      "RSOYDt4T1cUTdK1PDd93/VVr8B8=", "https://mycompany.com/myapp.php?foo=1&bar=2"
    )
    #expect(signature.isValid(code, url: url, form: form))
    #expect(!signature.isValid(code, url: url + "3", form: form))
    #expect(!TwilioSignature(token: Secret("12346")).isValid(code, url: url, form: form))
    for broken in ["", "=", "RSOYDt4T1cUTdK1PDd93/VVr9B8=", "RSOYDt4T1cUTdK1PDd93/VVr8A=="] {
      #expect(!signature.isValid(broken, url: url, form: form), "\(broken)")
    }
  }

  @Test func `A form is read as it's encoded`() {
    let form = FormFields(Array("a=1+2&b=%C3%A9%26&c&a=3&=x".utf8))
    #expect(form?["a"] == "1 2")
    #expect(form?["b"] == "é&")
    #expect(form?["c"] == "")
    #expect(form?.pairs.count == 5)
    for broken in ["a=%", "a=%2", "a=%zz", "a=%ff"] {
      #expect(FormFields(Array(broken.utf8)) == nil, "\(broken)")
    }
  }

  @Test func `A message is stored, answered, and the answer sent`() async throws {
    let server = try await WebhookServer()
    try await server.test { client in
      let response = try await client.text("hi", "SM1")
      #expect(response.status == .ok)
      #expect(response.headers[.contentType] == "text/xml; charset=utf-8")
      #expect(
        String(buffer: response.body)
          == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response></Response>\n")
      try await server.replies.wait(for: 1)
    }
    let reply = try #require(server.replies.all.first)
    #expect(reply.to.value == WebhookServer.james)
    #expect(reply.key == "reply.twilio:SM1")
    #expect(!reply.text.isEmpty)
    try await until { try server.portal.phonesWithTexts().isEmpty }
    #expect(try server.count(Conversations.ReplySent.self) == 1)
  }

  @Test func `The answer is given in the response where that is wanted, and not sent again`()
    async throws
  {
    let server = try await WebhookServer("--replies", "response")
    try await server.test { client in
      let response = try await client.text("refill my lisinopril", "SM1")
      let text = String(buffer: response.body)
      #expect(
        text.contains(
          "<Message>To protect your privacy, please reply with your PIN.</Message>"))
      // Whoever plays it back learns nothing.
      let again = try await client.text("refill my lisinopril", "SM1")
      #expect(String(buffer: again.body).contains("<Response></Response>"))
    }
    #expect(server.replies.all.isEmpty)
    #expect(try server.portal.phonesWithTexts().isEmpty)
  }

  @Test func `What is forged, altered or meant for another address is refused, and not stored`()
    async throws
  {
    let server = try await WebhookServer()
    let head = try server.portal.head()
    try await server.test { client in
      let form = ["MessageSid": "SM1", "From": "+15075550101", "Body": "hi"]
      let good = WebhookServer.signature(of: form, "/sms/twilio")
      for (what, changed, path, signature) in [
        ("none", form, "/sms/twilio", ""),
        ("no base64", form, "/sms/twilio", "%%%"),
        ("another body", form.merging(["Body": "yes"]) { $1 }, "/sms/twilio", good),
        ("one more field", form.merging(["NumMedia": "1"]) { $1 }, "/sms/twilio", good),
        ("another address", form, "/sms/twilio?x=1", good),
        ("the other webhook", form, "/sms/twilio/status", good),
      ] {
        let response = try await client.post(path, changed, signature: signature)
        #expect(response.status == .forbidden, "\(what)")
      }
    }
    #expect(try server.portal.head() == head)
    #expect(server.replies.all.isEmpty)
  }

  @Test func `A message that is delivered again, at once or later, is answered once`() async throws
  {
    let server = try await WebhookServer()
    try await server.test { client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<5 {
          for sid in ["SM1", "SM2", "SM3"] {
            group.addTask {
              let response = try await client.text("hi", sid)
              #expect(response.status == .ok)
            }
          }
        }
        try await group.waitForAll()
      }
      try await until { try server.portal.phonesWithTexts().isEmpty }
      expect(try await client.text("hi", "SM2").status, is: .ok)
      expect(try await client.text("something else", "SM1").status, is: .ok)
    }
    #expect(try server.count(Conversations.Accepted.self) == 3)
    #expect(try server.count(Conversations.Answered.self) == 3)
    #expect(server.replies.all.map(\.key).sorted() == [1, 2, 3].map { "reply.twilio:SM\($0)" })
  }

  @Test func `A sender's messages are handled in their order, a PIN in a hurry too`() async throws {
    let server = try await WebhookServer()
    let phone = DemonstrationClinic.mariasPhone
    let before = try server.count(Prescriptions.RefillRequested.self)
    try await server.test { client in
      for (number, text) in ["refill my lisinopril", "2580", "y"].enumerated() {
        expect(try await client.text(text, "SM\(number)", from: phone).status, is: .ok)
      }
      try await server.replies.wait(for: 3)
    }
    try await until { try server.portal.phonesWithTexts().isEmpty }
    #expect(try server.count(Prescriptions.RefillRequested.self) == before + 1)
    #expect(server.replies.all.map(\.key) == (0..<3).map { "reply.twilio:SM\($0)" })
    try server.portal.replay { recorded in
      let data = String(decoding: recorded.event?.data ?? [], as: UTF8.self)
      #expect(!data.contains("2580"))
      return true
    }
  }

  @Test func `Whoever says STOP at the carrier's gets nothing, and is known to have said so`()
    async throws
  {
    let server = try await WebhookServer()
    let phone = try #require(PhoneNumber(WebhookServer.james))
    try await server.test { client in
      // The clinic's own word for it, which only the carrier knows.
      _ = try await client.text("BASTA", "SM1", ["OptOutType": "STOP"])
      try await until { try server.portal.isStopped(phone) }
      _ = try await client.text("hi", "SM2")
      _ = try await client.text("START", "SM3", ["OptOutType": "START"])
      try await until { try !server.portal.isStopped(phone) }
      _ = try await client.text("HELP", "SM4", ["OptOutType": "HELP"])
      try await until { try server.portal.phonesWithTexts().isEmpty }
    }
    #expect(server.replies.all.isEmpty)
    #expect(try server.count(Conversations.Answered.self) == 4)
  }

  @Test func `Files are kept by reference, those that may be sent`() async throws {
    let server = try await WebhookServer()
    try await server.test { client in
      _ = try await client.text(
        "", "MM1",
        [
          "NumMedia": "4",
          "MediaUrl0": "https://api.twilio.com/a", "MediaContentType0": "image/jpeg",
          "MediaUrl1": "https://api.twilio.com/b", "MediaContentType1": "application/x-sh",
          "MediaUrl2": "file:///etc/passwd", "MediaContentType2": "image/png",
          "MediaUrl3": "https://api.twilio.com/" + String(repeating: "c", count: 2000),
          "MediaContentType3": "image/png",
        ])
      try await server.replies.wait(for: 1)
    }
    #expect(server.replies.all.first?.text.contains("pictures or files") == true)
    var files: [Conversations.FileReference] = []
    try server.portal.replay { recorded in
      if let event = recorded.event, event.type == Conversations.Accepted.name {
        let text = String(decoding: event.data, as: UTF8.self)
        files += text.contains("twilio.com") ? [.init(url: text, mediaType: "")] : []
        #expect(!text.contains("x-sh") && !text.contains("passwd") && !text.contains("ccc"))
      }
      return true
    }
    #expect(files.count == 1)
  }

  @Test func `A status sets how far a text has come, in whatever order it comes`() async throws {
    let server = try await WebhookServer()
    try await server.test { client in
      for status in ["sent", "queued", "delivered", "sent", "nonsense", "delivered"] {
        let response = try await client.post(
          "/sms/twilio/status?notice=17.visitReminder.24",
          ["MessageSid": "SM9", "MessageStatus": status])
        #expect(response.status == .noContent)
      }
      _ = try await client.post(
        "/sms/twilio/status",
        ["MessageSid": "SM8", "MessageStatus": "undelivered", "ErrorCode": "30003"])
    }
    #expect(try server.portal.textState(of: "17.visitReminder.24") == .delivered)
    #expect(try server.portal.textState(of: "twilio:SM8") == .undelivered)
    #expect(try server.portal.textState(of: "twilio:SM7") == nil)
    #expect(try server.count(Conversations.TextReported.self) == 3)
  }

  @Test func `Who isn't a phone is not answered`() async throws {
    let server = try await WebhookServer()
    try await server.test { client in
      expect(try await client.text("hi", "SM1", from: "AMAZON").status, is: .ok)
      expect(try await client.post("/sms/twilio", ["From": "+15075550101"]).status, is: .badRequest)
    }
    #expect(try server.count(Conversations.Accepted.self) == 0)
  }
}
