internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Portal
internal import PortalBot
internal import PortalDomain

/// What Telnyx calls: with a message that came in, and with news of one that we sent.
///
/// Source: Telnyx, "Receiving webhooks for messaging".
struct TelnyxWebhook: Sendable {
  static let carrier = "telnyx"
  let webhook: Webhook
  let portal: Portal
  let signature: TelnyxSignature

  func addRoutes(to router: Router<BasicRequestContext>) {
    router.post("sms/telnyx") { request, context in try await receive(request, context) }
  }

  private func receive(
    _ request: Request, _ context: BasicRequestContext
  ) async throws -> Response {
    let body = try await webhook.body(of: request)
    guard let signatureName = HTTPField.Name(TelnyxSignature.signatureHeader),
      let timeName = HTTPField.Name(TelnyxSignature.timeHeader),
      let given = request.headers[signatureName], let time = request.headers[timeName],
      signature.isValid(given, time: time, body: body, now: portal.context.now)
    else { throw webhook.refuse(Self.carrier) }
    guard let event = try? JSONDecoder().decode(Event.self, from: Data(body)) else {
      throw HTTPError(.badRequest, message: "That is no event of Telnyx's.")
    }
    switch event.data.event_type {
    case "message.received": try await accept(event.data.payload, context)
    case "message.sent", "message.finalized": try await report(event.data.payload, context)
    default: webhook.count("ignored", Self.carrier)
    }
    return Response(status: .ok)
  }

  private func accept(_ payload: Payload, _ context: BasicRequestContext) async throws {
    let message = try Webhook.message(payload.id, of: Self.carrier)
    guard let phone = payload.from.flatMap({ PhoneNumber($0.phone_number) }) else {
      return webhook.count("ignored", Self.carrier)
    }
    try webhook.admit(phone)
    var text = IncomingText(
      message, from: phone,
      text: String((payload.text ?? "").prefix(portal.policy.replies.longestMessage)))
    text.files = (payload.media ?? []).prefix(portal.policy.messages.mostAttachments)
      .filter { $0.size ?? 0 <= portal.policy.messages.largestAttachment }
      .compactMap { Webhook.file($0.url, $0.content_type ?? "") }
    let accepted = try await webhook.stored(context.logger) {
      try await webhook.inbox.accept(text)
    }
    try webhook.note(accepted, of: message, by: Self.carrier, context.logger)
  }

  private func report(_ payload: Payload, _ context: BasicRequestContext) async throws {
    let state: TextState? =
      switch payload.to?.first?.status {
      case "queued", "sending": .queued
      case "sent": .sent
      case "delivered": .delivered
      case "sending_failed", "delivery_failed": .undelivered
      default: nil
      }
    guard let state else { return }
    let sid = try Webhook.message(payload.id, of: Self.carrier)
    // What a text was sent under travels in its tags.
    let key = payload.tags?.first ?? sid.value
    try await webhook.stored(context.logger) {
      try await portal.reportText(
        String(key.prefix(200)), state, code: payload.errors?.first?.code,
        as: Origin(actor: .system, channel: .sms))
    }
  }

  // The names are Telnyx's.
  // swift-format-ignore: AlwaysUseLowerCamelCase
  private struct Event: Decodable {
    struct Content: Decodable {
      let event_type: String
      let payload: Payload
    }
    let data: Content
  }

  // swift-format-ignore: AlwaysUseLowerCamelCase
  private struct Payload: Decodable {
    struct Sender: Decodable { let phone_number: String }
    struct Receiver: Decodable { let status: String? }
    struct Medium: Decodable {
      let url: String
      let content_type: String?
      let size: Int?
    }
    struct Fault: Decodable { let code: String? }
    let id: String?
    let from: Sender?
    let to: [Receiver]?
    let text: String?
    let media: [Medium]?
    let tags: [String]?
    let errors: [Fault]?
  }
}
