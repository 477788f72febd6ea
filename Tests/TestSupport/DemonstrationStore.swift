internal import EventStore
package import Foundation
package import Portal

/// A portal on the demonstration clinic, at a time that stands still unless it's moved.
package final class DemonstrationStore: Sendable {
  package let folder = TemporaryFolder()
  package let portal: Portal

  /// A Monday morning in Rochester.
  package static let morning = Date(timeIntervalSince1970: 1_772_467_200)

  package init() async throws {
    let path = folder.path + "/store"
    try EventLog.create(path)
    portal = try Portal(opening: path, clock: { Self.morning })
    try await DemonstrationClinic.fill(portal)
  }
}
