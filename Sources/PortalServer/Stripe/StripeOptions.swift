/// How Stripe is asked, and how what it tells is known to be its own.
public struct StripeOptions: Sendable {
  /// `sk_…`, or a restricted key that may write payment intents, refunds, customers and payment methods.
  public var secretKey: ServiceSecret
  /// `whsec_…`: what the webhook's events are signed with; without it none is taken.
  public var webhookSecret: ServiceSecret?
  public var baseURL = "https://api.stripe.com"
  /// How long one request may take.
  public var timeLimit: Duration = .seconds(20)
  /// How far from now a webhook's time may be, in seconds.
  public var tolerance = 300.0

  public init(secretKey: ServiceSecret, webhookSecret: ServiceSecret? = nil) {
    self.secretKey = secretKey
    self.webhookSecret = webhookSecret
  }
}
