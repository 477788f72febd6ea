internal import Hummingbird
public import Logging
public import Portal

/// The HTTP side of the portal.
public enum PortalApplication {
  /// Serves until the process is asked to end, and then finishes what it accepted.
  ///
  /// - Parameters:
  ///   - portal: an open store.
  ///   - host: the address to listen on.
  ///   - port: the port.
  ///   - logger: takes what happens; no line holds health data.
  public static func run(
    _ portal: Portal, host: String, port: Int, logger: Logger
  ) async throws {
    let application = Application(
      router: router(portal),
      configuration: .init(address: .hostname(host, port: port), serverName: "portal"),
      logger: logger)
    try await application.runService()
  }

  static func router(_ portal: Portal) -> Router<BasicRequestContext> {
    let router = Router()
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
    return router
  }

  /// The answer of the endpoints that watch over the server.
  struct Status: ResponseCodable {
    let status: String
  }
}
