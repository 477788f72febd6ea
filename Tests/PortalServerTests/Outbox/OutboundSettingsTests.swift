import Configuration
import Foundation
import Portal
import PortalDomain
import Testing

@testable import PortalServer

@Suite struct OutboundSettingsTests {
  func settings(_ variables: [String: String]) throws -> OutboundSettings {
    let config = ConfigReader(
      provider: EnvironmentVariablesProvider(environmentVariables: variables))
    return try OutboundSettings(
      config.scoped(to: "portal"), clinic: ClinicProfile(), logger: StripeProcessorTests.quiet)
  }

  @Test func `Without settings messages are printed, and no money moves`() throws {
    let settings = try settings([:])
    #expect(settings.carriers.sms is ConsoleCarrier && settings.carriers.email is ConsoleCarrier)
    #expect(settings.payments is SandboxProcessor && settings.stripe == nil)
    #expect(settings.outbox.batch == 100 && settings.scheduler.pause == .seconds(60))
  }

  @Test func `Settings are what the variables say`() throws {
    let settings = try settings([
      "PORTAL_SMS_DRIVER": "twilio", "PORTAL_TWILIO_ACCOUNT": "AC1",
      "PORTAL_TWILIO_SECRET": "env:PATH", "PORTAL_TWILIO_SERVICE": "MG1",
      "PORTAL_TWILIO_STATUS_CALLBACK": "https://x.example.org/status",
      "PORTAL_TWILIO_TIMEOUT_SECONDS": "3", "PORTAL_EMAIL_DRIVER": "sendmail",
      "PORTAL_EMAIL_FROM": "portal@example.org", "PORTAL_PAYMENTS_DRIVER": "stripe",
      "PORTAL_STRIPE_KEY": "env:PATH", "PORTAL_STRIPE_WEBHOOK_SECRET": "env:PATH",
      "PORTAL_STRIPE_URL": "http://127.0.0.1:8420/", "PORTAL_OUTBOX_PAUSE_SECONDS": "9",
    ])
    let twilio = try #require(settings.carriers.sms as? TwilioCarrier).options
    #expect(twilio.sender == .service("MG1") && twilio.timeLimit == .seconds(3))
    #expect(twilio.statusCallback == "https://x.example.org/status")
    #expect(settings.carriers.email is SendmailCarrier && settings.payments is StripeProcessor)
    let stripe = try #require(settings.stripe)
    #expect(stripe.baseURL == "http://127.0.0.1:8420" && stripe.webhookSecret != nil)
    #expect(settings.outbox.pause == .seconds(9))
  }

  @Test(arguments: [
    (["PORTAL_SMS_DRIVER": "pigeon"], "the setting sms.driver is 'pigeon'; use console or twilio"),
    (
      ["PORTAL_SMS_DRIVER": "twilio"],
      "the setting twilio.from is missing; sms.driver=twilio needs it"
    ),
    (
      ["PORTAL_EMAIL_DRIVER": "file", "PORTAL_EMAIL_FROM": "x"],
      "the setting email.from is no e-mail address"
    ),
    (["PORTAL_OUTBOX_BATCH": "0"], "the setting outbox.batch is '0'; use a number above 0"),
    (
      ["PORTAL_PAYMENTS_DRIVER": "stripe", "PORTAL_STRIPE_KEY": "sk_live_1"],
      "a secret is named and not written; use env:NAME or file:PATH"
    ),
  ])
  func `What is missing or wrong is said, and what to do`(
    variables: [String: String], complaint: String
  ) {
    let error = #expect(throws: (any Error).self) { try settings(variables) }
    #expect(error.map { "\($0)" } == complaint)
  }
}
