public import Logging
internal import Metrics
public import Portal
public import ServiceLifecycle

/// Does what is due by time alone, now and then, until it's asked to end.
public struct SchedulerService: Service {
  private let portal: Portal
  private let options: SchedulerOptions
  private let logger: Logger

  /// - Parameters:
  ///   - portal: an open store.
  ///   - options: how often.
  ///   - logger: takes what was done, and what could not be: no line holds health data.
  public init(_ portal: Portal, options: SchedulerOptions = SchedulerOptions(), logger: Logger) {
    self.portal = portal
    self.options = options
    self.logger = logger
  }

  public func run() async throws {
    await repeatUntilShutdown(every: options.pause) {
      _ = await round()
      return false
    }
  }

  /// Does what is due now, of each kind by itself: what fails of one waits for the next time and holds
  /// up no other.
  ///
  /// - Returns: what was done.
  public func round() async -> SchedulerRound {
    var round = SchedulerRound()
    for work in PeriodicWork.allCases where !Task.isShuttingDownGracefully && !Task.isCancelled {
      do {
        let count = try await portal.perform(work)
        guard count > 0 else { continue }
        round.done.append(DueWork(work: work, count: count))
        Counter(label: "portal_schedule_done_total", dimensions: [("work", work.rawValue)])
          .increment(by: count)
        logger.info("done on schedule", metadata: ["work": "\(work)", "count": "\(count)"])
      } catch {
        round.failed.append(work)
        Counter(label: "portal_schedule_failed_total", dimensions: [("work", work.rawValue)])
          .increment()
        logger.error(
          "scheduled work failed", metadata: ["work": "\(work)", "error": "\(type(of: error))"])
      }
    }
    return round
  }
}

/// How the scheduler works.
public struct SchedulerOptions: Sendable {
  /// How long is waited between two times.
  public var pause: Duration = .seconds(60)

  public init() {}
}

/// What the scheduler did at one time.
public struct SchedulerRound: Sendable {
  public var done: [DueWork] = []
  public var failed: [PeriodicWork] = []

  public init() {}
}
