internal import Foundation
public import Logging
public import Portal
public import PortalDomain

/// Cards and bank accounts by Stripe's payment intents. Patients give theirs to Stripe; the token is that
/// of a payment method: `pm_…`.
///
/// Stripe answers a key that it knows as it did the first time, but forgets keys after a day. So before
/// money is moved, what was moved already is looked through for the key, however long ago that was.
public struct StripeProcessor: PaymentProcessor {
  private let client: StripeClient

  /// - Parameters:
  ///   - options: how Stripe is asked.
  ///   - logger: takes what can't be asked: codes alone.
  public init(_ options: StripeOptions, logger: Logger) {
    client = StripeClient(options: options, logger: logger)
  }

  public func authorize(_ token: String, key: String) async throws -> PaymentAuthorization {
    do {
      guard var method = try await method(token) else { return .declined(.invalidMethod) }
      if method.customer == nil {
        // Only what is attached can be charged again; the bank is asked as it's attached.
        let key = key.digest
        let customer = try await client.post(
          "/v1/customers", [("metadata[portal]", "1")], key: key + "-customer",
          as: Stripe.Customer.self)
        method = try await client.post(
          "/v1/payment_methods/\(token)/attach", [("customer", customer.id)],
          key: key + "-attach", as: Stripe.PaymentMethod.self)
      }
      return method.authorization
    } catch let refusal as StripeClient.Refusal {
      return .declined(refusal.status == 402 ? refusal.reason : .invalidMethod)
    }
  }

  public func charge(_ token: String, _ amount: Money, key: String) async throws -> PaymentAnswer {
    do {
      guard let method = try await method(token), let customer = method.customer else {
        return .declined(.invalidMethod)
      }
      if let reference = try await reference(ofCharge: key, of: customer) {
        return .done(reference: reference)
      }
      let intent = try await client.post(
        "/v1/payment_intents",
        [
          ("amount", "\(amount.cents)"), ("currency", amount.currency.rawValue.lowercased()),
          ("customer", customer), ("payment_method", token),
          ("payment_method_types[0]", method.type), ("confirm", "true"), ("off_session", "true"),
          ("metadata[\(Stripe.keyName)]", key),
        ], key: key, as: Stripe.PaymentIntent.self)
      return try await answer(to: intent)
    } catch let refusal as StripeClient.Refusal {
      // What is wrong with the request itself moves no money either.
      return .declined(refusal.reason)
    }
  }

  public func refund(
    _ reference: String, _ amount: Money, key: String
  ) async throws -> PaymentAnswer {
    do {
      let refunds = try await client.get(
        "/v1/refunds", [("payment_intent", reference), ("limit", "100")],
        as: Stripe.List<Stripe.Refund>.self)
      if let known = refunds.data.first(where: { $0.metadata?[Stripe.keyName] == key }) {
        return known.answer
      }
      return try await client.post(
        "/v1/refunds",
        [
          ("payment_intent", reference), ("amount", "\(amount.cents)"),
          ("metadata[\(Stripe.keyName)]", key),
        ], key: key, as: Stripe.Refund.self
      ).answer
    } catch let refusal as StripeClient.Refusal {
      return .declined(refusal.reason)
    }
  }

  /// A payment method; `nil` where the token is none.
  private func method(_ token: String) async throws -> Stripe.PaymentMethod? {
    let isToken =
      token.hasPrefix("pm_") && token.count <= 200
      && token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard isToken else { return nil }
    return try await client.get("/v1/payment_methods/\(token)", as: Stripe.PaymentMethod.self)
  }

  /// Stripe's name for what was taken under a key already. A customer is one card or bank account: a
  /// hundred payments go back for years.
  private func reference(ofCharge key: String, of customer: String) async throws -> String? {
    try await client.get(
      "/v1/charges", [("customer", customer), ("limit", "100")],
      as: Stripe.List<Stripe.Charge>.self
    ).data.first { $0.metadata?[Stripe.keyName] == key && $0.status != "failed" }?.paymentIntent
  }

  private func answer(to intent: Stripe.PaymentIntent) async throws -> PaymentAnswer {
    switch intent.status {
    case "succeeded", "processing": return .done(reference: intent.id)
    case "canceled": return .declined(.needsAction)
    case "requires_payment_method": return .declined(.declined)
    default:
      // The bank wants to ask its customer, who isn't there: what is declined must not be taken later.
      do {
        _ = try await client.post(
          "/v1/payment_intents/\(intent.id)/cancel", [], key: "\(intent.id)-cancel",
          as: Stripe.PaymentIntent.self)
        return .declined(.needsAction)
      } catch is StripeClient.Refusal {
        let now = try await client.get(
          "/v1/payment_intents/\(intent.id)", as: Stripe.PaymentIntent.self)
        return ["succeeded", "processing"].contains(now.status)
          ? .done(reference: now.id) : .declined(.needsAction)
      }
    }
  }
}

extension Stripe.PaymentMethod {
  fileprivate var authorization: PaymentAuthorization {
    if let card {
      return .accepted(
        kind: .card, brand: Self.brands[card.brand] ?? card.brand.capitalized,
        lastFour: card.last4,
        expires: Billing.CardExpiry(year: card.expYear, month: card.expMonth))
    }
    guard let account = usBankAccount ?? sepaDebit else { return .declined(.invalidMethod) }
    return .accepted(
      kind: .bank, brand: account.bankName ?? "bank", lastFour: account.last4, expires: nil)
  }

  private static let brands = [
    "visa": "Visa", "mastercard": "Mastercard", "amex": "American Express",
    "discover": "Discover", "jcb": "JCB", "diners": "Diners Club", "unionpay": "UnionPay",
  ]
}

extension Stripe.Refund {
  fileprivate var answer: PaymentAnswer {
    ["failed", "canceled"].contains(status) ? .declined(.declined) : .done(reference: id)
  }
}
