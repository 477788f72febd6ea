import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

/// Texts by Twilio's interface, against a carrier on loopback that has bad days.
@Suite struct TwilioCarrierTests {
  static func twilio(_ manners: [FakeService.Manner] = []) -> FakeService {
    FakeService(manners) { _ in (201, #"{"sid":"SM1","status":"queued"}"#) }
  }

  static func carrier(_ url: String, _ change: (inout TwilioOptions) -> Void = { _ in })
    -> TwilioCarrier
  {
    var options = TwilioOptions(
      accountSID: "AC1", secret: ServiceSecret("token"), sender: .number("+15075550100"))
    options.baseURL = url
    options.timeLimit = .seconds(60)
    change(&options)
    return TwilioCarrier(options)
  }

  let message = OutgoingMessage(
    to: "+15075550101", subject: "", text: "Su cita: mañana a las 8 & 9 = ¿bien?\nAdiós",
    key: "42.x")

  @Test func `A text is asked for as Twilio documents it`() async throws {
    let twilio = Self.twilio()
    let message = message
    try await twilio.run { url in
      try await Self.carrier(url).send(message)
      try await Self.carrier(url) {
        $0.sender = .service("MG1")
        $0.keySID = "SK1"
        $0.statusCallback = "https://portal.example.org/sms/status"
      }.send(message)
    }
    let calls = twilio.calls
    #expect(
      calls.map(\.path) == Array(repeating: "/2010-04-01/Accounts/AC1/Messages.json", count: 2))
    #expect(
      calls[0].form == ["To": message.to, "From": "+15075550100", "Body": message.text])
    #expect(calls[0].authorization == "Basic " + Data("AC1:token".utf8).base64EncodedString())
    #expect(
      calls[1].form == [
        "To": message.to, "MessagingServiceSid": "MG1", "Body": message.text,
        "StatusCallback": "https://portal.example.org/sms/status?notice=42.x",
      ])
    #expect(calls[1].authorization == "Basic " + Data("SK1:token".utf8).base64EncodedString())
  }

  @Test(arguments: [
    (FakeService.Manner.refuses(500), DeliveryFailure("http500")),
    (.refuses(503, retryAfter: 30), DeliveryFailure("http503", .again(after: 30))),
    (
      .refuses(429, body: #"{"code":20429}"#, retryAfter: 7),
      DeliveryFailure("20429", .again(after: 7))
    ),
    (.refuses(400, body: #"{"code":21610}"#), DeliveryFailure("21610", .optOut)),
    (.refuses(400, body: #"{"code":21211}"#), DeliveryFailure("21211", .none)),
    (.refuses(401, body: #"{"code":20003}"#), DeliveryFailure("20003")),
    (.refuses(404, body: "<html>"), DeliveryFailure("http404", .none)),
    (.staysSilent, .timeout),
  ])
  func `What Twilio doesn't take is tried again where that is of use`(
    manner: FakeService.Manner, failure: DeliveryFailure
  ) async throws {
    let message = message
    try await Self.twilio([manner]).run { url in
      let carrier = Self.carrier(url) { if failure == .timeout { $0.timeLimit = .seconds(1) } }
      await #expect(throws: failure) { try await carrier.send(message) }
    }
  }

  @Test func `A carrier that isn't there is tried again`() async throws {
    let failure = await #expect(throws: DeliveryFailure.self) {
      try await Self.carrier("http://127.0.0.1:9").send(message)
    }
    #expect(failure?.remedy == .again())
  }

  @Test func `What was taken with an answer that broke off is not sent again`() async throws {
    let twilio = Self.twilio([.breaksOff])
    let message = message
    try await twilio.run { url in try await Self.carrier(url).send(message) }
    #expect(twilio.calls.count == 1)
  }

  @Test func `After all of a bad day each notice has arrived`() async throws {
    let clinic = try await OutboxClinic()
    let twilio = Self.twilio([
      .refuses(500), .staysSilent, .refuses(429, retryAfter: 120), .breaksOff, .refuses(503),
    ])
    var notices: [Notice] = []
    for number in 1...4 { notices.append(try await clinic.ship("R\(number)")) }
    try await twilio.run { url in
      let worker = clinic.worker(sms: Self.carrier(url) { $0.timeLimit = .seconds(4) })
      for _ in 0..<5 {
        while try await worker.round().isProgress {}
        clinic.pass(hours: 0.1)
      }
    }
    for notice in notices {
      guard case .sent = try clinic.state(of: notice) else {
        Issue.record("\(notice.id) did not arrive")
        continue
      }
    }
    // Each try under the notice's own name; again where it was refused or nobody answered, and not
    // where the answer broke off.
    let tries = Dictionary(grouping: twilio.calls, by: \.key)
    #expect(Set(tries.keys) == Set(notices.map(\.id.value)))
    #expect(twilio.calls.count >= 4 + 4)
  }

  @Test func `A secret prints as dots`() throws {
    let options = TwilioOptions(
      accountSID: "AC1", secret: ServiceSecret("hunter2"), sender: .service("MG1"))
    var dumped = ""
    dump(options, to: &dumped)
    for text in ["\(options)", String(reflecting: options), dumped] {
      #expect(!text.contains("hunter2"))
    }
  }

  @Test func `A secret is named and not written`() throws {
    let folder = QuickFolder()
    let file = folder.path + "/token"
    try "hunter2\n".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(try ServiceSecret(reference: "file:\(file)").value == "hunter2")
    for wrong in ["hunter2", "file:\(folder.path)/none", "env:PORTAL_NO_SUCH_SECRET", "x:hunter2"] {
      let error = #expect(throws: ServiceSecretMissing.self) {
        try ServiceSecret(reference: wrong)
      }
      #expect(error.map { !"\($0)".contains("hunter2") } == true)
    }
    withExtendedLifetime(folder) {}
  }
}
