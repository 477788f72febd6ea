internal import Foundation

/// A folder of a test's own on a file system in memory, where there is one with room: for tests of
/// many commits that are not about the disk. Removed when the test lets it go.
package final class QuickFolder: Sendable {
  package let path: String

  package init() {
    let parent = Self.hasRoom("/dev/shm") ? "/dev/shm" : FileManager.default.temporaryDirectory.path
    path = parent + "/portal-test-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private static func hasRoom(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
    let free = attributes?[.systemFreeSize] as? NSNumber
    return free.map { $0.int64Value > 512 << 20 } == true
      && FileManager.default.isWritableFile(atPath: path)
  }
}
