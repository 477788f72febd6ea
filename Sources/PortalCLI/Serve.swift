import ArgumentParser
import Foundation
import Logging
import Portal
import PortalAnalytics
import PortalServer

struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve HTTP: the carriers' webhooks, health and metrics.",
    discussion: """
      POST /sms/twilio and POST /sms/telnyx take messages in, POST /sms/twilio/status what became of \
      ours. GET /health says that the process lives, GET /ready that the log can be read, GET \
      /metrics how it does, for Prometheus. It ends by SIGTERM or Ctrl-C, once what was accepted \
      is answered.

      Each of these can be set by its flag, by its variable (--sender-rate is \
      PORTAL_SENDER_RATE), or in the file of --config (there it's "senderRate"); the first counts.

      \(Self.settings)
      """)

  @OptionGroup var options: StoreOptions

  @Option(
    help: ArgumentHelp(
      "A file of settings: {\"port\": 8080} (default: PORTAL_CONFIG).", valueName: "file"))
  var config: String?

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("The settings above, each with its value.", valueName: "settings"))
  var settings: [String] = []

  func run() async throws {
    let settings = try await readSettings()
    var logger = Logger(label: "portal")
    logger.logLevel = settings.logLevel
    let portal = try await options.portal()
    let outbound = try OutboundSettings.fromEnvironment(clinic: portal.clinic, logger: logger)
    var application = try PortalApplication(
      portal, settings, store: options.path,
      sender: CarrierReplySender(outbound.carriers.sms), logger: logger)
    application.services = [
      SchedulerService(portal, options: outbound.scheduler, logger: logger),
      OutboxService(portal, outbound.carriers, options: outbound.outbox, logger: logger),
    ]
    if let pause = settings.analyticsPause {
      let keeper = AnalyticsKeeper(options.analyticsPath, of: portal.eventLog)
      application.services.append(
        LogFollower("analytics", every: pause, logger: logger) {
          try keeper.catchUp(isEnding: $0)
        })
    }
    if let stripe = outbound.stripe {
      application.add(StripeWebhook(portal, stripe, logger: logger))
    }
    try await application.run()
    await portal.close()
  }

  private func readSettings() async throws -> ServerSettings {
    let environment = ProcessInfo.processInfo.environment
    do {
      return try await ServerSettings(
        arguments: settings, environment: environment,
        file: config ?? environment["PORTAL_CONFIG"])
    } catch { throw ValidationError(error.description) }
  }

  /// What can be set, in lines that a terminal needn't break.
  private static var settings: String {
    ServerSetting.allCases.map { setting in
      let name = setting.isSecret ? setting.variable : setting.flag
      let fallback = setting.fallback.map { " (default: \($0))" } ?? ""
      return "  \(name)\(fallback)\n      \(setting.help)"
    }.joined(separator: "\n")
  }
}
