internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
public import Logging
internal import Metrics
internal import NIOCore
public import Portal
public import ServiceLifecycle
internal import UnixSignals

/// The HTTP side of the portal.
///
/// ```swift
/// var application = try PortalApplication(
///   portal, settings, store: "portal-data", sender: CarrierReplySender(carriers.sms), logger: logger)
/// application.services.append(OutboxService(portal, carriers, logger: logger))
/// try await application.run()
/// ```
public struct PortalApplication {
  /// What runs beside it: begun before it takes requests, and ended after it takes none any more.
  public var services: [any Service] = []

  private let portal: Portal
  private let settings: ServerSettings
  private let logger: Logger
  private let inbox: Inbox
  private let metrics = ServerMetrics()
  let router: Router<BasicRequestContext>

  /// - Parameters:
  ///   - portal: an open store.
  ///   - settings: how the server is set up.
  ///   - store: the store's folder; processes that serve one store agree there on who answers whom.
  ///   - sender: sends the answers.
  ///   - logger: takes what happens; no line holds health data.
  /// - Throws: `SettingsError` for what can't be used.
  public init(
    _ portal: Portal, _ settings: ServerSettings, store: String,
    sender: any ReplySender, logger: Logger
  ) throws {
    self.portal = portal
    self.settings = settings
    self.logger = logger
    var options = Inbox.Options()
    options.capacity = settings.number(.queue)
    options.concurrency = settings.number(.concurrency)
    options.patience = settings.seconds(.replySeconds)
    inbox = Inbox(
      portal, sender, locks: try SenderLocks(store + "/senders.lock"), metrics: metrics,
      options: options, logger: logger)
    router = Self.router(portal, metrics)
    let webhook = Webhook(
      inbox: inbox,
      limiter: RateLimiter(
        perSenderAMinute: settings.number(.senderRate),
        globalASecond: settings.number(.globalRate)),
      metrics: metrics, bodyBytes: settings.number(.bodyBytes),
      requestTime: settings.seconds(.requestSeconds))
    try addTwilio(webhook)
    try addTelnyx(webhook)
  }

  private func addTwilio(_ webhook: Webhook) throws {
    guard let token = try settings.secret(.twilioAuthToken, file: .twilioAuthTokenFile),
      var url = settings[.publicUrl]
    else { return }
    while url.hasSuffix("/") { url.removeLast() }
    TwilioWebhook(
      webhook: webhook, portal: portal, signature: TwilioSignature(token: token), publicURL: url,
      answersInResponse: settings[.replies] == "response"
    ).addRoutes(to: router)
  }

  private func addTelnyx(_ webhook: Webhook) throws {
    guard let key = try settings.secret(.telnyxPublicKey, file: .telnyxPublicKeyFile) else {
      return
    }
    guard let signature = TelnyxSignature(publicKey: key.value) else {
      throw SettingsError("telnyxPublicKey is no Ed25519 key in base64; copy it from Telnyx's site")
    }
    TelnyxWebhook(webhook: webhook, portal: portal, signature: signature).addRoutes(to: router)
  }

  /// Takes Stripe's events too.
  public func add(_ webhook: StripeWebhook) { router.addStripe(webhook) }

  /// Serves until the process is asked to end, and then finishes what it accepted. Once in a process:
  /// what its parts count is shown by this one.
  public func run() async throws {
    MetricsSystem.bootstrap(metrics.registry)
    let application = try application
    var configuration = ServiceGroupConfiguration(
      services: [inbox] + services + [application],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = settings.seconds(.shutdownSeconds)
    try await ServiceGroup(configuration: configuration).run()
  }

  private var application: Application<RouterResponder<BasicRequestContext>> {
    get throws {
      var channel = HTTP1Channel.Configuration(
        idleTimeout: .seconds(Int64(settings.number(.idleSeconds))))
      channel.httpDecoder.maxHeaderListSize = settings.number(.headerBytes)
      channel.httpDecoder.maxHeaderFieldSize = settings.number(.headerBytes)
      channel.httpDecoder.maxHeaderFieldCount = 100
      let plain = HTTPServerBuilder.http1(configuration: channel)
      return Application(
        router: router, server: try tls.map { try .tls(plain, tlsConfiguration: $0) } ?? plain,
        configuration: .init(
          address: .hostname(
            settings[.host] ?? "127.0.0.1", port: settings.number(.port)),
          serverName: "portal",
          availableConnectionsDelegate: MaximumAvailableConnections(
            settings.number(.connections))),
        onServerRunning: { [logger] channel in
          logger.info(
            "serving", metadata: ["port": "\(channel.localAddress?.port ?? 0)"])
        },
        logger: logger)
    }
  }

  private var tls: TLSConfiguration? {
    get throws {
      guard let certificate = settings[.tlsCertificate], let key = settings[.tlsKey] else {
        return nil
      }
      do {
        return .makeServerConfiguration(
          certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map {
            .certificate($0)
          },
          privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
      } catch {
        throw SettingsError(
          "the certificate or its key can't be read: check \(certificate) and \(key)")
      }
    }
  }

  /// The router with what watches over the server.
  static func router(
    _ portal: Portal, _ metrics: ServerMetrics = ServerMetrics()
  ) -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: RequestMetrics(metrics: metrics))
    router.get("health") { _, _ in Status(status: "ok") }
    router.get("ready") { _, _ in
      do {
        _ = try portal.head()
        return EditedResponse(status: .ok, response: Status(status: "ready"))
      } catch {
        return EditedResponse(
          status: .serviceUnavailable, response: Status(status: "the log can't be read"))
      }
    }
    addMetrics(metrics, of: portal, to: router)
    return router
  }

  /// The answer of the endpoints that watch over the server.
  struct Status: ResponseCodable {
    let status: String
  }
}
