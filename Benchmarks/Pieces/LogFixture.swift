import EventStore
import Foundation
import Synchronization

/// A log in a temporary folder.
final class LogFixture: Sendable {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "pieces-\(UUID().uuidString)"
  ).path
  private struct Opened {
    let log: EventLog
    let floor: LogFloor
  }

  private let opened = Mutex<Opened?>(nil)

  /// How many events it holds at first, a hundred of each tag.
  static let eventCount = 10_000
  private static let tagCount = eventCount / 100
  private static let payload = [UInt8](repeating: UInt8(ascii: "7"), count: 256)
  private static let metadata = [UInt8](repeating: UInt8(ascii: "m"), count: 100)

  /// The open log; there is one between `fill` and `remove`.
  var log: EventLog { get throws { try both.log } }
  /// The floor beside it, on the same disk.
  var floor: LogFloor { get throws { try both.floor } }

  private var both: Opened {
    get throws {
      guard let both = opened.withLock({ $0 }) else { throw NotFilled() }
      return both
    }
  }

  func fill() async throws {
    try EventLog.create(folder)
    let log = try EventLog.open(folder)
    for first in stride(from: 0, to: Self.eventCount, by: 1000) {
      try await log.append((first..<first + 1000).map(Self.event))
    }
    let floor = try LogFloor(folder: folder)
    opened.withLock { $0 = Opened(log: log, floor: floor) }
  }

  func remove() async throws {
    try await log.close()
    opened.withLock { $0 = nil }
    try FileManager.default.removeItem(atPath: folder)
    try FileManager.default.removeItem(atPath: EventLog.defaultKeys(for: folder))
  }

  static func tag(_ number: Int) -> String { "patient:\(number % tagCount)" }

  static func event(_ number: Int) -> NewEvent {
    NewEvent(
      type: "result.posted.v1", tags: [tag(number), "provider:\(number % 7)"],
      subject: Subject("p\(number % tagCount)"), metadata: metadata, data: payload)
  }

  private struct NotFilled: Error {}
}
