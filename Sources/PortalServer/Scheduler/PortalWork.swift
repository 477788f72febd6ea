public import Logging
public import Portal
internal import ServiceLifecycle
internal import UnixSignals

/// The workers without the server.
public enum PortalWork {
  /// Does what is due and sends what is to be sent until the process is asked to end, and then finishes
  /// what it has begun.
  ///
  /// - Parameters:
  ///   - portal: an open store.
  ///   - settings: who takes what, and how often.
  ///   - logger: takes what happens; no line holds health data.
  public static func run(
    _ portal: Portal, _ settings: OutboundSettings, logger: Logger
  ) async throws {
    let group = ServiceGroup(
      services: [
        SchedulerService(portal, options: settings.scheduler, logger: logger),
        OutboxService(portal, settings.carriers, options: settings.outbox, logger: logger),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    try await group.run()
  }
}
