import EventStore
import Foundation
import PeerKit

/// The log of this package, by its public interface and with its default options.
struct EventLogPeer: Peer {
  private let log: EventLog

  /// How many events a page of the replay holds.
  private static let pageSize = 1000

  init(folder: String) throws {
    let keys = folder + "/keys"
    let store = folder + "/store"
    if !FileManager.default.fileExists(atPath: store) {
      try EventLog.create(store, keys: keys)
    }
    log = try EventLog.open(store, keys: keys)
  }

  var setting: String { "default options: a group is on the disk before its verdicts" }

  var head: UInt64 { get throws { try log.head() } }

  func append(_ events: [NewEvent], if condition: Unchanged) async throws -> UInt64 {
    let query = Query(tags: [SampleEvents.tag(patient: condition.patient)])
    do {
      return try await log.append(
        events, if: .noEvents(matching: query, after: condition.after)
      ).last
    } catch  where error.code == .conditionFailed { throw ConditionFailed() }
  }

  func read(patient: Int, after: UInt64, limit: Int) async throws -> Reading {
    var reading = Reading()
    let query = Query(tags: [SampleEvents.tag(patient: patient)])
    for event in try log.read(query, after: after, limit: limit) { reading.add(event) }
    return reading
  }

  func replay() async throws -> Reading {
    var reading = Reading()
    var last: UInt64 = 0
    while true {
      let page = try log.read(after: last, limit: Self.pageSize)
      for event in page { reading.add(event) }
      guard let end = page.last else { return reading }
      last = end.position
    }
  }

  func close() async throws { await log.close() }
}

extension Reading {
  fileprivate mutating func add(_ recorded: RecordedEvent) {
    guard let event = recorded.event else { return }
    add(payload: event.data.count, metadata: event.metadata.count)
  }
}
