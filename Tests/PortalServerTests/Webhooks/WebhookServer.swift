import Crypto
import EventStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Portal
import PortalDomain
import Synchronization
import TestSupport
import Testing

@testable import PortalServer

/// A server on the demonstration clinic, without a network.
///
/// Its routes are added before anybody has it, and only read from then on.
struct WebhookServer: @unchecked Sendable {
  static let james = "+15075550102"
  static let token = "a token of tests"
  static let publicURL = "https://portal.example.org"
  static let telnyx = Curve25519.Signing.PrivateKey()

  let store: DemonstrationStore
  let replies = RecordedReplies()
  let application: PortalApplication

  init(_ arguments: String...) async throws {
    store = try await DemonstrationStore()
    let settings = try await ServerSettings(
      arguments: ["--public-url", Self.publicURL] + arguments,
      environment: [
        "PORTAL_TWILIO_AUTH_TOKEN": Self.token,
        "PORTAL_TELNYX_PUBLIC_KEY":
          Self.telnyx.publicKey.rawRepresentation.base64EncodedString(),
      ])
    application = try PortalApplication(
      store.portal, settings, store: store.folder.path + "/store", sender: replies,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  var portal: Portal { store.portal }

  /// Does something with a client.
  func test(_ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws
  {
    try await Application(router: application.router).test(.router, body)
  }

  /// Twilio's signature of a form.
  static func signature(of form: [String: String], _ path: String) -> String {
    let signed =
      publicURL + path + form.sorted { $0.key < $1.key }.map { $0.key + $0.value }.joined()
    return Data(
      HMAC<Insecure.SHA1>.authenticationCode(
        for: Data(signed.utf8), using: SymmetricKey(data: Data(token.utf8)))
    ).base64EncodedString()
  }

  /// How many events of a type there are.
  func count(_ type: any DomainEvent.Type) throws -> Int {
    var count = 0
    try portal.replay { recorded in
      if recorded.event?.type == type.name { count += 1 }
      return true
    }
    return count
  }
}

extension TestClientProtocol {
  /// What Twilio sends for a message.
  func text(
    _ body: String, _ sid: String, from phone: String = WebhookServer.james,
    _ more: [String: String] = [:]
  ) async throws -> TestResponse {
    try await post(
      "/sms/twilio",
      ["MessageSid": sid, "From": phone, "To": "+15075550100", "Body": body, "NumMedia": "0"]
        .merging(more) { $1 })
  }

  /// A form that Twilio signs.
  func post(
    _ path: String, _ form: [String: String], signature: String? = nil
  ) async throws -> TestResponse {
    let body = form.map { "\($0.key)=\(Self.encoded($0.value))" }.joined(separator: "&")
    var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
    if let name = HTTPField.Name(TwilioSignature.header) {
      headers[name] = signature ?? WebhookServer.signature(of: form, path)
    }
    return try await execute(
      uri: path, method: .post, headers: headers, body: ByteBuffer(string: body))
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}

/// Keeps what was sent.
final class RecordedReplies: ReplySender {
  private let sent = Mutex<[OutgoingReply]>([])
  private let outcomes: Mutex<[ReplyDelivery]>

  /// - Parameter outcomes: how the first tries go; the others go well.
  init(_ outcomes: [ReplyDelivery] = []) { self.outcomes = Mutex(outcomes) }

  var all: [OutgoingReply] { sent.withLock { $0 } }

  func send(_ reply: OutgoingReply) async -> ReplyDelivery {
    sent.withLock { $0.append(reply) }
    return outcomes.withLock { $0.isEmpty ? .sent : $0.removeFirst() }
  }

  /// Waits until so many were sent.
  func wait(for count: Int) async throws {
    try await until { all.count >= count }
  }
}

/// An expectation that can stand in a closure of several statements, with what is awaited in it.
func expect(
  _ status: HTTPResponse.Status, is expected: HTTPResponse.Status,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(status == expected, sourceLocation: sourceLocation)
}

struct TookTooLong: Error {}

/// Waits until something is so; a minute at most.
func until(_ isSo: () throws -> Bool) async throws {
  let end = ContinuousClock.now + .seconds(60)
  while try !isSo() {
    guard ContinuousClock.now < end else { throw TookTooLong() }
    try await Task.sleep(for: .milliseconds(5))
  }
}
