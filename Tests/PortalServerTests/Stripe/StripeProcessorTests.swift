import Foundation
import Logging
import Portal
import PortalDomain
import Testing

@testable import PortalServer

@Suite struct StripeProcessorTests {
  static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  static let amount = Money(cents: 60_00)

  /// Does something with a processor whose Stripe has bad days.
  func at<Result: Sendable>(
    _ stripe: FakeStripe, timeLimit: Duration = .seconds(60),
    _ body: @escaping @Sendable (StripeProcessor) async throws -> Result
  ) async throws -> Result {
    try await stripe.service.run { url in
      var options = FakeStripe.options(url)
      options.timeLimit = timeLimit
      return try await body(StripeProcessor(options, logger: Self.quiet))
    }
  }

  @Test func `A card is attached to a customer, charged, and money of it given back`() async throws
  {
    let stripe = FakeStripe()
    try await at(stripe) { stripe in
      let card = try await stripe.authorize("pm_card_1", key: "a1")
      #expect(
        card
          == .accepted(
            kind: .card, brand: "Visa", lastFour: "4242",
            expires: Billing.CardExpiry(year: 2030, month: 12)))
      let paid = try await stripe.charge("pm_card_1", Self.amount, key: "pay-P1")
      #expect(paid == .done(reference: "pi_1"))
      let back = try await stripe.refund("pi_1", Self.amount, key: "refund-F1")
      #expect(back == .done(reference: "re_1"))
    }
    let charge = try #require(stripe.service.calls.first { $0.path == "/v1/payment_intents" })
    #expect(charge.key == "pay-P1")
    #expect(
      charge.form == [
        "amount": "6000", "currency": "usd", "customer": "cus_1", "payment_method": "pm_card_1",
        "payment_method_types[0]": "card", "confirm": "true", "off_session": "true",
        "metadata[portal_key]": "pay-P1",
      ])
  }

  @Test(arguments: [
    ("pm_card_poor", Billing.DeclineReason.insufficientFunds), ("pm_card_old", .expired),
    ("pm_card_asks", .needsAction), ("pm_card_action", .needsAction), ("tok_visa", .invalidMethod),
    ("pm_none", .invalidMethod), ("pm_card/../x", .invalidMethod),
  ])
  func `What the bank says no to takes no money`(token: String, reason: Billing.DeclineReason)
    async throws
  {
    let stripe = FakeStripe()
    let answer = try await at(stripe) { stripe in
      _ = try await stripe.authorize(token, key: "a1")
      return try await stripe.charge(token, Self.amount, key: "pay-P1")
    }
    #expect(answer == .declined(reason))
    #expect(stripe.taken.isEmpty)
    // What waits for its owner is taken back: it must not be paid after all.
    #expect(stripe.cancelled == (token == "pm_card_action" ? 1 : 0))
  }

  @Test func `A card that the bank doesn't know isn't kept`() async throws {
    let answer = try await at(FakeStripe()) {
      try await $0.authorize("pm_card_unattachable", key: "a")
    }
    #expect(answer == .declined(.declined))
  }

  @Test(arguments: [
    FakeService.Manner.refuses(500), .refuses(429, retryAfter: 1), .refuses(409), .breaksOff,
    .staysSilent, .refuses(400, body: #"{"error":{"type":"idempotency_error"}}"#),
  ])
  func `What isn't answered is asked again, and the money taken once`(manner: FakeService.Manner)
    async throws
  {
    let stripe = FakeStripe([.well, .well, manner])
    var timeLimit = Duration.seconds(60)
    if case .staysSilent = manner { timeLimit = .seconds(4) }
    try await at(stripe, timeLimit: timeLimit) { processor in
      _ = try await processor.authorize("pm_card_1", key: "a1")
      await #expect(throws: PaymentProcessorUnreachable.self) {
        try await processor.charge("pm_card_1", Self.amount, key: "pay-P1")
      }
      for _ in 0..<2 {
        let answer = try await processor.charge("pm_card_1", Self.amount, key: "pay-P1")
        #expect(answer == .done(reference: "pi_1"))
      }
    }
    #expect(stripe.taken == ["pay-P1"])
  }

  @Test func `A key that Stripe has forgotten is found among what was taken`() async throws {
    let stripe = FakeStripe()
    try await at(stripe) { processor in
      _ = try await processor.authorize("pm_card_1", key: "a1")
      _ = try await processor.charge("pm_card_1", Self.amount, key: "pay-P1")
      _ = try await processor.refund("pi_1", Self.amount, key: "refund-F1")
      let before = stripe.service.calls.count { $0.method == "POST" }
      let paid = try await processor.charge("pm_card_1", Self.amount, key: "pay-P1")
      let back = try await processor.refund("pi_1", Self.amount, key: "refund-F1")
      #expect(paid == .done(reference: "pi_1") && back == .done(reference: "re_1"))
      #expect(stripe.service.calls.count { $0.method == "POST" } == before)
    }
  }
}
