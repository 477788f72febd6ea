internal import Foundation
internal import Logging
internal import NIOHTTP1
internal import Portal
internal import PortalDomain

/// Asks Stripe. What it doesn't answer, or not in full, is asked again by whoever asked; what it says no
/// to is a `Refusal`.
struct StripeClient: Sendable {
  let options: StripeOptions
  let logger: Logger

  /// The version of the interface that is spoken, whatever the account's own is.
  private static let version = "2024-06-20"

  /// What Stripe said no to.
  struct Refusal: Error {
    let status: Int
    let fault: Stripe.Refused.Fault?

    /// What a patient's bank or card company says no with.
    var reason: Billing.DeclineReason {
      switch fault?.declineCode ?? fault?.code {
      case "insufficient_funds": .insufficientFunds
      case "expired_card": .expired
      case "authentication_required", "payment_intent_authentication_failure": .needsAction
      case "resource_missing", "incorrect_number", "invalid_number", "payment_method_unactivated":
        .invalidMethod
      default:
        fault?.code == "authentication_required" ? .needsAction : .declined
      }
    }
  }

  func get<Content: Decodable>(
    _ path: String, _ query: [(String, String)] = [], as type: Content.Type
  ) async throws -> Content {
    try await send(.GET, path, query, key: nil, as: type)
  }

  /// - Parameter key: the same for every try; Stripe keeps it for a day at least.
  func post<Content: Decodable>(
    _ path: String, _ form: [(String, String)], key: String, as type: Content.Type
  ) async throws -> Content {
    try await send(.POST, path, form, key: key, as: type)
  }

  private func send<Content: Decodable>(
    _ method: HTTPMethod, _ path: String, _ form: [(String, String)], key: String?,
    as type: Content.Type
  ) async throws -> Content {
    var request = ServiceRequest(
      method: method, url: options.baseURL + path, user: options.secretKey.value, password: "",
      headers: [("Stripe-Version", Self.version)],
      form: form.map { (name: $0.0, value: $0.1) }, timeLimit: options.timeLimit)
    if let key { request.headers.append(("Idempotency-Key", key)) }
    let answer: ServiceRequest.Answer
    do { answer = try await request.answer() } catch {
      logger.warning("Stripe doesn't answer", metadata: ["error": "\(Swift.type(of: error))"])
      throw PaymentProcessorUnreachable()
    }
    if answer.isSuccess, let content = answer.decoded(as: type) { return content }
    let fault = answer.decoded(as: Stripe.Refused.self)?.error
    // What is a matter of the patient's card is an answer; the rest is ours or Stripe's to put right.
    if answer.status == 402 || fault?.code == "resource_missing"
      || (answer.status == 400 && fault != nil && fault?.type != "idempotency_error")
    {
      if answer.status != 402 { note(answer, fault) }
      throw Refusal(status: answer.status, fault: fault)
    }
    note(answer, fault)
    throw PaymentProcessorUnreachable()
  }

  private func note(_ answer: ServiceRequest.Answer, _ fault: Stripe.Refused.Fault?) {
    logger.warning(
      "Stripe doesn't take a request",
      metadata: [
        "status": "\(answer.status)", "code": "\(fault?.code ?? fault?.type ?? "-")",
        "parameter": "\(fault?.param ?? "-")",
      ])
  }
}
