public import Foundation
package import LMDB
internal import PortalCrypto

/// An append-only log of encrypted events on one machine.
///
/// Events carry tags. A ``Query`` names types and tags; an append may carry an
/// ``AppendCondition``, so that whoever decides on what they read is told when it changed.
///
/// ```swift
/// let log = try EventLog.open("courses")
/// try await log.append(
///   [NewEvent(type: "student.enrolled", tags: ["course:c1", "student:s1"], data: json)],
///   if: .noEvents(matching: Query(tags: ["course:c1"]), after: seen))
/// ```
public final class EventLog: Sendable {
  let store: Store
  private let writer: Writer
  /// Made by the first subscription.
  private let watch = Locked<CommitWatch?>(nil)

  init(_ store: Store, _ options: Options) {
    self.store = store
    writer = Writer(store, options)
  }

  /// How a log is opened.
  public struct Options: Sendable {
    /// How many appends may wait for the disk before others are told ``LogError/Code/overloaded``.
    public var queueCapacity = 4096
    /// How many events go to the disk in one group.
    public var groupSize = 1024
    /// The size of the journal, in bytes; with 0, every group of appends is a commit of the store's file,
    /// which is slower.
    public var journalSize = 8 << 20
    /// After how many milliseconds at the latest an event can be read that is on the disk.
    public var commitInterval = 100
    /// After how many events the log is signed anew.
    public var checkpointInterval = 16_384
    /// Up to what size the file may grow at first, in bytes; it doubles whenever that's reached.
    public var mapSize = 1 << 30
    /// Says what time it is.
    public var clock: @Sendable () -> Date = { Date() }
    /// Where the root key comes from.
    public var rootKey = RootKeySource.file
    /// How many milliseconds the writer waits for more before it lets the store's file have what the
    /// journal holds.
    package var patience = 2
    /// Read models that are kept in the append's transaction.
    package var views: [any InlineView] = []

    /// The options of a log without special needs.
    public init() {}
  }

  /// Appends events, all of them or none. It returns once they are on the disk.
  ///
  /// - Parameters:
  ///   - events: in the order in which they shall stand.
  ///   - condition: what must hold; without one, nothing.
  ///   - command: an identifier of the request. The same request again returns the first receipt
  ///     and appends nothing.
  /// - Returns: where the events stand.
  /// - Throws: `conditionFailed`, `commandReused`, `overloaded`, `subjectErased`, `invalid`,
  ///   `diskFull`, `closed`, or what the operating system refused. Nothing was appended then.
  @discardableResult
  public func append(
    _ events: [NewEvent], if condition: AppendCondition? = nil, command: String? = nil
  ) async throws(LogError) -> Receipt {
    try AppendRequest.check(events, command)
    return try await writer.append(events, condition, command).get()
  }

  /// Reads events that match a query.
  ///
  /// - Parameters:
  ///   - query: which events; all without one.
  ///   - after: only those behind this position.
  ///   - last: only those up to this position; without it, all.
  ///   - backwards: the newest first.
  ///   - limit: how many at most.
  /// - Throws: `corrupt` with the position, or what the operating system refused.
  public func read(
    _ query: Query = .all, after: UInt64 = 0, upTo last: UInt64? = nil, backwards: Bool = false,
    limit: Int = .max
  ) throws(LogError) -> [RecordedEvent] {
    try snapshot { store, snapshot in
      try store.read(
        query, after: after, upTo: last, backwards: backwards, limit: limit, snapshot)
    }
  }

  /// The position of the last event; 0 for an empty log.
  public func head() throws(LogError) -> UInt64 {
    try snapshot { store, snapshot in try store.head(snapshot) }
  }

  /// Stops taking appends, and returns when all that were accepted are on the disk and signed.
  public func close() async { await writer.close() }

  func commitWatch() throws(LogError) -> CommitWatch {
    do throws(FileError) {
      return try watch.withLock { watch throws(FileError) in
        if let made = watch { return made }
        let made = try CommitWatch(store.bellPath)
        watch = made
        return made
      }
    } catch { throw LogError(error) }
  }

  /// The rows of the read models, at one moment.
  package func views<Result>(
    _ body: (ViewRows, borrowing Snapshot) throws -> Result
  ) throws(LogError) -> Result {
    try snapshot { store, snapshot in try body(ViewRows(store: store), snapshot) }
  }

  /// Looks at one moment of the store, at which all that this log has acknowledged is there.
  func snapshot<Result>(
    _ body: (Store, borrowing Snapshot) throws -> Result
  ) throws(LogError) -> Result {
    try writer.settle()
    do throws(LogError) { return try snapshotOnce(body) } catch {
      // Another process may have changed the keys meanwhile, and what this moment still shows opens
      // with none that is left: a later one is looked at.
      guard error.code == .keyUnavailable else { throw error }
      return try snapshotOnce(body)
    }
  }

  private func snapshotOnce<Result>(
    _ body: (Store, borrowing Snapshot) throws -> Result
  ) throws(LogError) -> Result {
    do {
      return try store.environment.read { snapshot in
        try store.keys.refresh(snapshot)
        return try body(store, snapshot)
      } orElse: {
        $0 as any Error
      }
    } catch { throw LogError(wrapping: error) }
  }
}
