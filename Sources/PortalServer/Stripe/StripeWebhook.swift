internal import Foundation
internal import HTTPTypes
internal import Hummingbird
public import Logging
public import Portal
internal import PortalDomain

/// What Stripe tells by itself: `POST /payments/stripe`. Its events say only what the portal asks for as
/// well; they bring what was lost on the way, and what a bank does days later. Each may come twice, late
/// and out of order.
public struct StripeWebhook: Sendable {
  private let portal: Portal
  private let options: StripeOptions
  private let logger: Logger
  private let clock: @Sendable () -> Date

  /// - Parameters:
  ///   - portal: an open store.
  ///   - options: what events are signed with.
  ///   - logger: takes what doesn't fit: the processor's and the portal's names of a payment, no more.
  public init(_ portal: Portal, _ options: StripeOptions, logger: Logger) {
    self.init(portal, options, logger: logger) { Date() }
  }

  init(
    _ portal: Portal, _ options: StripeOptions, logger: Logger,
    clock: @escaping @Sendable () -> Date
  ) {
    self.portal = portal
    self.options = options
    self.logger = logger
    self.clock = clock
  }

  /// The largest event that is read.
  static let bodyLimit = 1 << 18

  /// What an event is answered with.
  enum Answer: Sendable { case taken, badSignature, malformed, notNow }

  /// Takes an event.
  func take(_ body: [UInt8], signature: String?) async -> Answer {
    guard let secret = options.webhookSecret, let header = signature,
      let signature = StripeSignature(header),
      signature.isValid(for: body, secret, now: clock(), tolerance: options.tolerance)
    else { return .badSignature }
    guard let event = try? JSONDecoder().decode(Stripe.Event.self, from: Data(body)) else {
      return .malformed
    }
    do {
      try await take(event)
      return .taken
    } catch let failure as Billing.Failure {
      // Stripe can't help that it doesn't fit: the staff have to see to it.
      logger.error(
        "an event of the processor doesn't fit what is recorded; compare the two by hand",
        metadata: [
          "event": "\(event.type)", "object": "\(event.data.object.id ?? "-")",
          "refusal": "\(failure.code)",
        ])
      return .taken
    } catch {
      return .notNow
    }
  }

  private func take(_ event: Stripe.Event) async throws {
    let object = event.data.object
    switch event.type {
    case "payment_intent.succeeded", "payment_intent.processing":
      guard let payment = try payment(object), let reference = object.id else { return }
      guard object.amount == payment.charge.amount.cents else { throw Billing.Failure.wrongAmount }
      try await perform(
        .take(payment.patient, payment.id, plan: payment.charge.plan, reference: reference))
    case "payment_intent.payment_failed":
      guard let payment = try payment(object) else { return }
      switch payment.stage {
      // A bank says days later that there's nothing there.
      case .taken: try await perform(.recordReturn(payment.patient, payment.id, .other))
      // Whoever asked for it is told why, and records that.
      case .requested, .declined, .returned: try await resume()
      }
    case "refund.updated", "refund.created", "charge.refunded", "charge.refund.updated":
      try await resume()
    default: break
    }
  }

  /// Asks the processor for what it owes an answer, instead of trusting the order of its events.
  private func resume() async throws { try await portal.perform(.payments) }

  private func perform(_ command: Billing.Command) async throws {
    try await portal.perform(
      Billing.self, command, as: Origin(actor: .system, channel: .system))
  }

  /// The payment of ours that an object of Stripe's stands for.
  private func payment(_ object: Stripe.Event.Object) throws -> Billing.Payment? {
    guard let key = object.metadata?[Stripe.keyName], key.hasPrefix("pay-") else { return nil }
    let id = PaymentID(String(key.dropFirst(4)))
    guard let patient = try portal.patient(ofPayment: id),
      let payment = try portal.payment(id, of: patient), payment.key == key
    else { return nil }
    return payment
  }
}

extension RouterMethods {
  /// Mounts `POST /payments/stripe`.
  func addStripe(_ webhook: StripeWebhook) {
    post("payments/stripe") { request, _ -> HTTPResponse.Status in
      guard
        let name = HTTPField.Name("Stripe-Signature"),
        let body = try? await request.body.collect(upTo: StripeWebhook.bodyLimit)
      else { return .contentTooLarge }
      let answer = await webhook.take(
        Array(body.readableBytesView), signature: request.headers[name])
      return switch answer {
      case .taken: .ok
      case .badSignature: .forbidden
      case .malformed: .badRequest
      case .notNow: .serviceUnavailable
      }
    }
  }
}
