public import Configuration
internal import Foundation
public import Logging
public import Portal
public import PortalDomain

/// Who takes messages and money, and how often: the settings of everything that leaves the house.
///
/// Each is a key of the configuration, and a variable of the environment: `twilio.account` is
/// `PORTAL_TWILIO_ACCOUNT`. Secrets are named, not written: `env:NAME` or `file:PATH`.
public struct OutboundSettings: Sendable {
  public let carriers: Carriers
  public let payments: any PaymentProcessor
  /// What Stripe is asked with, where it moves the money.
  public let stripe: StripeOptions?
  public let outbox: OutboxOptions
  public let scheduler: SchedulerOptions

  /// Reads the settings.
  ///
  /// - Parameters:
  ///   - config: where they are.
  ///   - clinic: who writes.
  ///   - logger: takes what can't be sent or asked.
  /// - Throws: `SettingProblem`, or `ServiceSecretMissing`.
  public init(_ config: ConfigReader, clinic: ClinicProfile, logger: Logger) throws {
    carriers = Carriers(
      sms: try Self.sms(config), email: try Self.email(config, clinic))
    stripe = try Self.stripe(config)
    payments = stripe.map { StripeProcessor($0, logger: logger) } ?? SandboxProcessor()
    var outbox = OutboxOptions()
    outbox.batch = try config.positive("outbox.batch") ?? outbox.batch
    outbox.concurrency = try config.positive("outbox.concurrency") ?? outbox.concurrency
    outbox.pause = try config.positive("outbox.pauseSeconds").map { .seconds($0) } ?? outbox.pause
    self.outbox = outbox
    var scheduler = SchedulerOptions()
    scheduler.pause =
      try config.positive("schedule.pauseSeconds").map { .seconds($0) } ?? scheduler.pause
    self.scheduler = scheduler
  }

  /// Reads the settings from the environment.
  ///
  /// - Parameters:
  ///   - clinic: who writes.
  ///   - logger: takes what can't be sent or asked.
  /// - Throws: `SettingProblem`, or `ServiceSecretMissing`.
  public static func fromEnvironment(
    clinic: ClinicProfile, logger: Logger
  ) throws -> OutboundSettings {
    let config = ConfigReader(provider: EnvironmentVariablesProvider())
    return try OutboundSettings(config.scoped(to: "portal"), clinic: clinic, logger: logger)
  }

  private static func sms(_ config: ConfigReader) throws -> any Carrier {
    switch config.string(forKey: "sms.driver", default: "console") {
    case "console": return ConsoleCarrier("sms")
    case "twilio":
      let sender: TwilioOptions.Sender
      if let service = config.string(forKey: "twilio.service") {
        sender = .service(service)
      } else {
        let number = try config.needed("twilio.from", for: "sms.driver=twilio")
        guard PhoneNumber(number)?.value == number else {
          throw SettingProblem("twilio.from", "is no phone number; write it like +15075550100")
        }
        sender = .number(number)
      }
      var options = TwilioOptions(
        accountSID: try config.needed("twilio.account", for: "sms.driver=twilio"),
        secret: try ServiceSecret(
          reference: try config.needed("twilio.secret", for: "sms.driver=twilio")),
        sender: sender)
      options.keySID = config.string(forKey: "twilio.key")
      options.statusCallback = config.string(forKey: "twilio.statusCallback")
      options.baseURL = try config.url("twilio.url") ?? options.baseURL
      options.timeLimit =
        try config.positive("twilio.timeoutSeconds").map { .seconds($0) } ?? options.timeLimit
      return TwilioCarrier(options)
    case let other: throw SettingProblem("sms.driver", "is '\(other)'; use console or twilio")
    }
  }

  private static func email(_ config: ConfigReader, _ clinic: ClinicProfile) throws -> any Carrier {
    let driver = config.string(forKey: "email.driver", default: "console")
    if driver == "console" { return ConsoleCarrier("email") }
    guard ["file", "sendmail"].contains(driver) else {
      throw SettingProblem("email.driver", "is '\(driver)'; use console, file or sendmail")
    }
    guard
      let address = EmailAddress(try config.needed("email.from", for: "email.driver=\(driver)"))
    else { throw SettingProblem("email.from", "is no e-mail address") }
    let sender = MailSender(address, name: clinic.name)
    if driver == "file" {
      return FileCarrier(
        folder: try config.needed("email.folder", for: "email.driver=file"), sender: sender)
    }
    var options = SendmailOptions(sender: sender)
    options.program = config.string(forKey: "email.program", default: options.program)
    return SendmailCarrier(options)
  }

  private static func stripe(_ config: ConfigReader) throws -> StripeOptions? {
    switch config.string(forKey: "payments.driver", default: "sandbox") {
    case "sandbox": return nil
    case "stripe":
      let key = try config.needed("stripe.key", for: "payments.driver=stripe")
      var options = StripeOptions(secretKey: try ServiceSecret(reference: key))
      options.webhookSecret = try config.string(forKey: "stripe.webhookSecret")
        .map { try ServiceSecret(reference: $0) }
      options.baseURL = try config.url("stripe.url") ?? options.baseURL
      options.timeLimit =
        try config.positive("stripe.timeoutSeconds").map { .seconds($0) } ?? options.timeLimit
      return options
    case let other:
      throw SettingProblem("payments.driver", "is '\(other)'; use sandbox or stripe")
    }
  }
}

/// A setting that is missing or can't be used.
public struct SettingProblem: Error, CustomStringConvertible {
  public let description: String

  init(_ key: String, _ problem: String) { description = "the setting \(key) \(problem)" }
}

extension ConfigReader {
  fileprivate func needed(_ key: String, for reason: String) throws(SettingProblem) -> String {
    guard let value = string(forKey: ConfigKey(key)), !value.isEmpty else {
      throw SettingProblem(key, "is missing; \(reason) needs it")
    }
    return value
  }

  fileprivate func positive(_ key: String) throws(SettingProblem) -> Int? {
    guard let text = string(forKey: ConfigKey(key)) else { return nil }
    guard let number = Int(text), number > 0 else {
      throw SettingProblem(key, "is '\(text)'; use a number above 0")
    }
    return number
  }

  fileprivate func url(_ key: String) throws(SettingProblem) -> String? {
    guard let text = string(forKey: ConfigKey(key)) else { return nil }
    guard let url = URL(string: text), ["http", "https"].contains(url.scheme), url.host != nil
    else { throw SettingProblem(key, "is '\(text)'; use an http or https address") }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}
