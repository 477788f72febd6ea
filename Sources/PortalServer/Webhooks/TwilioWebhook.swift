internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Portal
internal import PortalBot
internal import PortalDomain

/// What Twilio calls: with a message that came in, and with news of one that we sent.
///
/// Source: Twilio, "Twilio's request to your incoming message webhook URL"; "Outbound message status in
/// status callbacks".
struct TwilioWebhook: Sendable {
  static let carrier = "twilio"
  let webhook: Webhook
  let portal: Portal
  let signature: TwilioSignature
  /// Without a slash at its end.
  let publicURL: String
  /// Whether answers are given in the response.
  let answersInResponse: Bool

  func addRoutes(to router: Router<BasicRequestContext>) {
    router.post("sms/twilio") { request, context in try await receive(request, context) }
    router.post("sms/twilio/status") { request, context in try await report(request, context) }
  }

  private func receive(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let form = try await signedForm(request)
    let message = try Webhook.message(form["MessageSid"] ?? form["SmsSid"], of: Self.carrier)
    guard let phone = form["From"].flatMap({ PhoneNumber($0) }) else {
      // Short codes and names of senders want no answer.
      webhook.count("ignored", Self.carrier)
      return Self.response(to: nil)
    }
    try webhook.admit(phone)
    let text = text(form, message, phone)
    let (acceptance, replies) = try await webhook.stored(context.logger) {
      answersInResponse
        ? try await webhook.inbox.answer(text) : (try await webhook.inbox.accept(text), nil)
    }
    try webhook.note(acceptance, of: message, by: Self.carrier, context.logger)
    return Self.response(to: replies)
  }

  private func text(_ form: FormFields, _ message: TextID, _ phone: PhoneNumber) -> IncomingText {
    var text = IncomingText(
      message, from: phone,
      text: String((form["Body"] ?? "").prefix(portal.policy.replies.longestMessage)))
    text.keyword = form["OptOutType"].flatMap {
      Conversations.Keyword(rawValue: $0.lowercased())
    }
    let count = min(Int(form["NumMedia"] ?? "") ?? 0, portal.policy.messages.mostAttachments)
    text.files = (0..<max(0, count)).compactMap { index in
      guard let url = form["MediaUrl\(index)"], let type = form["MediaContentType\(index)"] else {
        return nil
      }
      return Webhook.file(url, type)
    }
    return text
  }

  private func report(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let form = try await signedForm(request)
    let sid = try Webhook.message(form["MessageSid"] ?? form["SmsSid"], of: Self.carrier)
    guard let state = form["MessageStatus"].flatMap(Self.state) else {
      return Response(status: .noContent)
    }
    let key = request.uri.queryParameters["notice"].map(String.init) ?? sid.value
    let code = form["ErrorCode"].flatMap { Int($0) }.map(String.init)
    try await webhook.stored(context.logger) {
      try await portal.reportText(
        String(key.prefix(200)), state, code: code, as: Origin(actor: .system, channel: .sms))
    }
    return Response(status: .noContent)
  }

  /// The fields of a request that Twilio signed.
  private func signedForm(_ request: Request) async throws -> FormFields {
    let body = try await webhook.body(of: request)
    guard let form = FormFields(body), let name = HTTPField.Name(TwilioSignature.header),
      let given = request.headers[name],
      signature.isValid(given, url: publicURL + request.uri.string, form: form)
    else { throw webhook.refuse(Self.carrier) }
    return form
  }

  private static func state(_ status: String) -> TextState? {
    switch status {
    case "accepted", "scheduled", "queued", "sending": .queued
    case "sent": .sent
    case "delivered", "read": .delivered
    case "undelivered", "failed", "canceled": .undelivered
    default: nil
    }
  }

  /// What Twilio is to do: send these texts, or nothing (TwiML).
  static func response(to replies: [String]?) -> Response {
    let messages = (replies ?? []).map { "<Message>\(escaped($0))</Message>" }.joined()
    let text =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>\(messages)</Response>\n"
    return Response(
      status: .ok, headers: [.contentType: "text/xml; charset=utf-8"],
      body: .init(byteBuffer: ByteBuffer(string: text)))
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
