public import EventStore
public import Foundation
internal import Synchronization

/// Keeps the analysts' file up with a log that grows, in a process that goes on.
///
/// The file may be made anew by another process meanwhile; then it goes on with the new one.
public final class AnalyticsKeeper: Sendable {
  private let path: String
  private let timeZone: TimeZone
  private let log: EventLog
  private let open = Mutex<OpenStore?>(nil)

  private struct OpenStore {
    let store: AnalyticsStore
    /// Which file it is, whatever it's called by now.
    let file: UInt64
    var position: UInt64
  }

  /// - Parameters:
  ///   - path: the file; made where it's missing.
  ///   - log: the log that it's kept from.
  ///   - timeZone: the clinic's, in which a moment becomes a day.
  public init(
    _ path: String, of log: EventLog, timeZone: TimeZone = AnalyticsStore.clinicTimeZone
  ) {
    self.path = path
    self.log = log
    self.timeZone = timeZone
  }

  /// Takes in what was appended since the last time; it looks into the file only where something was.
  ///
  /// - Parameter isEnding: whether to stop between two batches.
  /// - Returns: how many events were taken in.
  /// - Throws: `CancellationError` where it was stopped; `LogError`, or what SQLite refused. What was
  ///   taken in until then stays.
  public func catchUp(isEnding: () -> Bool = { false }) throws -> UInt64 {
    try open.withLock { open in
      let head = try log.head()
      if let open, open.position == head, fileNumber == open.file { return 0 }
      do {
        var current = try current(open)
        let before = current.position
        try current.store.catchUp(with: log) { _, _ in
          if isEnding() { throw CancellationError() }
        }
        current.position = try current.store.position
        open = current
        return current.position - min(before, current.position)
      } catch {
        open = nil
        throw error
      }
    }
  }

  /// The file as it's open, or as it now stands in its place.
  private func current(_ open: OpenStore?) throws -> OpenStore {
    if let open, fileNumber == open.file { return open }
    let store = try AnalyticsStore(path, timeZone: timeZone)
    return OpenStore(store: store, file: fileNumber ?? 0, position: try store.position)
  }

  private var fileNumber: UInt64? {
    try? FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? UInt64
  }
}
