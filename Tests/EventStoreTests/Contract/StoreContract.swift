import EventStore
import Foundation
import TestSupport
import Testing

/// What every event store must do. It runs against the log on disk and against the store in memory
/// that ``ModelTests`` measures the log by, so that neither can be wrong alone.
@Suite struct StoreContract {}

enum StoreKind: String, Codable, CaseIterable, CustomTestStringConvertible {
  case log, plainLog, memory

  var testDescription: String {
    switch self {
    case .log: "EventLog"
    case .plainLog: "EventLog without a journal"
    case .memory: "InMemoryStore"
    }
  }

  /// A new, empty store.
  func make(clock: @escaping @Sendable () -> Date = { Date() }) throws -> StoreUnderTest {
    let folder = TemporaryFolder()
    switch self {
    case .log, .plainLog:
      let path = folder.path + "/store"
      try EventLog.create(path)
      var options = EventLog.Options()
      options.clock = clock
      if self == .plainLog { options.journalSize = 0 }
      return StoreUnderTest(store: try EventLog.open(path, options: options), folder: folder)
    case .memory:
      return StoreUnderTest(store: InMemoryStore(clock: clock), folder: folder)
    }
  }
}

/// A store of some kind, and the folder that goes with it.
struct StoreUnderTest: Sendable {
  let store: any AppendableStore
  let folder: TemporaryFolder

  @discardableResult
  func append(
    _ events: [NewEvent], if condition: AppendCondition? = nil, command: String? = nil
  ) async throws(LogError) -> Range<UInt64> {
    try await store.append(AppendCall(events, if: condition, command: command))
  }

  /// Appends what must be refused.
  ///
  /// - Returns: why it was, or `nil` where it was not.
  func refusal(
    of events: [NewEvent], if condition: AppendCondition? = nil, command: String? = nil
  ) async -> LogError.Code? {
    do throws(LogError) {
      try await append(events, if: condition, command: command)
      return nil
    } catch { return error.code }
  }

  func read(
    _ query: Query = .all, after: UInt64 = 0, upTo last: UInt64? = nil, backwards: Bool = false,
    limit: Int = .max
  ) async throws(LogError) -> [StoredEvent] {
    try await store.read(
      ReadCall(query, after: after, upTo: last, backwards: backwards, limit: limit))
  }

  /// Where the events stand that a read finds.
  func positions(
    _ query: Query = .all, after: UInt64 = 0, upTo last: UInt64? = nil, backwards: Bool = false,
    limit: Int = .max
  ) async throws(LogError) -> [UInt64] {
    try await read(query, after: after, upTo: last, backwards: backwards, limit: limit)
      .map(\.position)
  }

  func head() async throws(LogError) -> UInt64 { try await store.head() }
}

/// An event about which a test says no more.
func event(_ type: String, _ tags: String...) -> NewEvent {
  NewEvent(type: type, tags: tags, data: [])
}
