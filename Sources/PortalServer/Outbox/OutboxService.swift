public import Logging
public import Portal
public import ServiceLifecycle

/// Keeps sending what is due until it's asked to end; then it finishes what it has begun.
public struct OutboxService: Service {
  private let worker: OutboxWorker
  private let options: OutboxOptions
  private let logger: Logger

  /// - Parameters:
  ///   - portal: an open store.
  ///   - carriers: who takes what.
  ///   - options: how much at once, and how often.
  ///   - logger: takes what happens; no line holds an address or a text.
  public init(
    _ portal: Portal, _ carriers: Carriers, options: OutboxOptions = OutboxOptions(),
    logger: Logger
  ) {
    worker = OutboxWorker(portal, carriers, options: options, logger: logger)
    self.options = options
    self.logger = logger
  }

  public func run() async throws {
    await repeatUntilShutdown(every: options.pause) {
      do {
        // Where there was something, there may be more.
        return try await worker.round().isProgress
      } catch {
        logger.error("the outbox can't be read", metadata: ["error": "\(error)"])
        return false
      }
    }
  }
}

/// Does something again and again until the process is asked to end.
///
/// - Parameters:
///   - pause: how long is waited in between.
///   - step: answers whether there is more to do at once.
func repeatUntilShutdown(every pause: Duration, _ step: () async -> Bool) async {
  while !Task.isShuttingDownGracefully && !Task.isCancelled {
    if await step() { continue }
    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: pause) }
  }
}
