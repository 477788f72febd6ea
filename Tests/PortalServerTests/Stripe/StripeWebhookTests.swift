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

@Suite struct StripeWebhookTests {
  let secret = ServiceSecret("whsec_test")
  let now = DemonstrationStore.morning

  static func signed(_ body: String, at time: Date, _ secret: String = "whsec_test") -> String {
    let time = Int(time.timeIntervalSince1970)
    let tag = HMAC<SHA256>.authenticationCode(
      for: Data("\(time).\(body)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
    return "t=\(time),v1=" + tag.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// Made by Python's `hmac`.
  static let vector =
    "t=1772467200,v1=d5aef07a612d34cdcd704189bb37af7c33a73ba1e975723cfff78c03091e6f09"
  static let vectorBody = #"{"type":"x","data":{"object":{}}}"#

  func isValid(_ header: String, _ body: String = vectorBody, after seconds: Double = 0) -> Bool {
    StripeSignature(header)?.isValid(
      for: Array(body.utf8), secret, now: now.addingTimeInterval(seconds), tolerance: 300) ?? false
  }

  @Test func `What Stripe signed a moment ago is its own`() {
    #expect(isValid(Self.vector))
    #expect(Self.signed(Self.vectorBody, at: now) == Self.vector)
    #expect(isValid(Self.vector, after: 299))
    // Of several secrets one is ours.
    let other = Self.signed(Self.vectorBody, at: now, "whsec_other").split(separator: ",")[1]
    #expect(isValid("t=1772467200,\(other),v0=00,\(Self.vector.split(separator: ",")[1])"))
  }

  @Test func `What was changed, kept or made up is not`() {
    #expect(!isValid(Self.vector, Self.vectorBody + " "))
    #expect(!isValid(Self.vector, after: 301) && !isValid(Self.vector, after: -301))
    #expect(!isValid(Self.vector.replacing("t=1772467200", with: "t=1772467201")))
    #expect(!isValid(Self.signed(Self.vectorBody, at: now, "whsec_other")))
    for header in ["", "t=1772467200", "v1=00", "t=x,v1=00", "t=1772467200,v1=zz", "==,=,,"] {
      #expect(!isValid(header), "\(header)")
    }
  }

  /// A payment of Maria's whose answer was lost, though the money was taken.
  func lost(_ stripe: FakeStripe, _ url: String) async throws -> (OutboxClinic, Billing.Payment) {
    let processor = StripeProcessor(FakeStripe.options(url), logger: StripeProcessorTests.quiet)
    let clinic = try await OutboxClinic(payments: processor)
    let method = try await clinic.portal.addMethod(
      token: "pm_card_1", of: OutboxClinic.maria, as: OutboxClinic.system)
    let order = try clinic.portal.order(
      for: OutboxClinic.maria, Money(cents: 60_00), method: method.id)
    let outcome = try await clinic.portal.pay(order, as: OutboxClinic.system)
    guard case .pending = outcome else {
      Issue.record("it was answered: \(outcome)")
      return (clinic, outcome.payment)
    }
    return (clinic, outcome.payment)
  }

  static func event(_ type: String, _ payment: Billing.Payment, cents: Int = 60_00) -> String {
    #"{"type":"\#(type)","data":{"object":{"id":"pi_1","status":"succeeded","amount":\#(cents),"#
      + #""metadata":{"portal_key":"\#(payment.key)"}}}}"#
  }

  @Test func `A payment whose answer was lost is settled by the event, however often it comes`()
    async throws
  {
    let stripe = FakeStripe([.well, .well, .breaksOff])
    try await stripe.service.run { url in
      let (clinic, payment) = try await lost(stripe, url)
      let webhook = StripeWebhook(
        clinic.portal, FakeStripe.options(url), logger: clinic.quiet, clock: { clinic.now })
      let router = Router()
      router.addStripe(webhook)
      let body = Self.event("payment_intent.succeeded", payment)
      let header = Self.signed(body, at: clinic.now)
      let name = try #require(HTTPField.Name("Stripe-Signature"))
      try await Application(router: router).test(.router) { client in
        for (signature, status) in [
          (Self.signed(body, at: clinic.now, "whsec_other"), HTTPResponse.Status.forbidden),
          (header, .ok), (header, .ok),
        ] {
          try await client.execute(
            uri: "/payments/stripe", method: .post, headers: [name: signature],
            body: ByteBuffer(string: body)
          ) { response in
            #expect(response.status == status)
            let isTaken =
              try clinic.portal.payment(payment.id, of: payment.patient)?.stage == .taken
            #expect(isTaken == (status == .ok))
          }
        }
      }
      let head = try clinic.portal.head()
      _ = await webhook.take(Array(body.utf8), signature: header)
      #expect(try clinic.portal.head() == head)
      // The worker that asks again has nothing to ask.
      let answered = try await clinic.portal.perform(.payments)
      #expect(answered == 0 && stripe.taken == [payment.key])
    }
  }

  @Test func `An event that doesn't fit what is recorded changes nothing`() async throws {
    let stripe = FakeStripe([.well, .well, .breaksOff])
    try await stripe.service.run { url in
      let (clinic, payment) = try await lost(stripe, url)
      let webhook = StripeWebhook(
        clinic.portal, FakeStripe.options(url), logger: clinic.quiet, clock: { clinic.now })
      let head = try clinic.portal.head()
      for body in [
        Self.event("payment_intent.succeeded", payment, cents: 1),
        Self.event("customer.created", payment),
        Self.event("payment_intent.succeeded", payment).replacing(payment.key, with: "pay-nobody"),
      ] {
        let answer = await webhook.take(
          Array(body.utf8), signature: Self.signed(body, at: clinic.now))
        #expect(answer == .taken)
      }
      let malformed = await webhook.take(
        Array("{".utf8), signature: Self.signed("{", at: clinic.now))
      #expect(malformed == .malformed)
      #expect(try clinic.portal.head() == head)
    }
  }

  @Test func `Two workers that ask again at once take the money once`() async throws {
    let stripe = FakeStripe([.well, .well, .breaksOff])
    try await stripe.service.run { url in
      let (clinic, payment) = try await lost(stripe, url)
      await withTaskGroup { group in
        for _ in 0..<4 { group.addTask { _ = try? await clinic.portal.perform(.payments) } }
      }
      #expect(stripe.taken == [payment.key])
      #expect(try clinic.portal.payment(payment.id, of: payment.patient)?.stage == .taken)
    }
  }
}
