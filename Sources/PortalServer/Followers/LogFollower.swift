internal import Dispatch
public import Logging
internal import Metrics
public import ServiceLifecycle
internal import Synchronization

/// Keeps something that is made of the log up with it, while the server runs.
///
/// It works on a thread of its own, so that whoever waits for an answer isn't held up by who reads what
/// happened. Where it fails it tries again, ever less often, and says so once.
///
/// ```swift
/// LogFollower("analytics", every: .milliseconds(500), logger: logger) { isEnding in
///   try tables.catchUp(with: log) { _, _ in if isEnding() { throw CancellationError() } }
/// }
/// ```
public struct LogFollower: Service {
  /// Takes in what is new.
  ///
  /// - Parameter isEnding: whether the process is to end, so that it stops where it is: it throws
  ///   `CancellationError` then.
  /// - Returns: how many events it took in.
  public typealias Work = @Sendable (_ isEnding: @Sendable () -> Bool) throws -> UInt64

  private let name: String
  private let pause: Duration
  private let logger: Logger
  private let work: Work

  /// How long it waits at most after failures.
  private static let longestPause = Duration.seconds(60)

  /// - Parameters:
  ///   - name: what is kept, for the log and the metrics.
  ///   - pause: how long is waited between two looks.
  ///   - logger: takes what could not be done: no line holds health data.
  ///   - work: takes in what is new; it may block.
  public init(
    _ name: String, every pause: Duration, logger: Logger, _ work: @escaping Work
  ) {
    self.name = name
    self.pause = pause
    self.logger = logger
    self.work = work
  }

  public func run() async throws {
    let ending = Ending()
    await withTaskCancellationOrGracefulShutdownHandler {
      await follow(until: ending)
    } onCancelOrGracefulShutdown: {
      ending.flag.store(true, ordering: .relaxed)
    }
  }

  private func follow(until ending: Ending) async {
    let labels = [("follower", name)]
    let taken = Counter(label: "portal_follower_events_total", dimensions: labels)
    let failed = Counter(label: "portal_follower_failed_total", dimensions: labels)
    var wait = pause
    while !ending.isSet {
      do {
        taken.increment(by: try await round(ending))
        if wait > pause { logger.notice("follows again", metadata: ["follower": "\(name)"]) }
        wait = pause
      } catch is CancellationError {
        return
      } catch {
        failed.increment()
        if wait == pause {
          logger.error(
            "can't follow the log; trying again",
            metadata: ["follower": "\(name)", "error": "\(type(of: error))"])
        }
        wait = min(wait * 2, Self.longestPause)
      }
      try? await cancelWhenGracefulShutdown { [wait] in try await Task.sleep(for: wait) }
    }
  }

  private func round(_ ending: Ending) async throws -> UInt64 {
    try await withCheckedThrowingContinuation { done in
      DispatchQueue.global(qos: .utility).async {
        done.resume(with: Result { try work { ending.isSet } })
      }
    }
  }

  /// Whether the process is to end.
  private final class Ending: Sendable {
    let flag = Atomic(false)
    var isSet: Bool { flag.load(ordering: .relaxed) }
  }
}
