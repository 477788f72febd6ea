internal import EventStore
package import Foundation
package import Portal

/// A portal on the demonstration clinic, at a time that stands still.
package final class DemonstrationStore: Sendable {
  package let folder = TemporaryFolder()
  package let portal: Portal

  /// A Monday morning in Rochester.
  package static let morning = Date(timeIntervalSince1970: 1_772_467_200)

  /// Filled once, and then copied: the hashes of the PINs take their time.
  private static let template = Task {
    let folder = TemporaryFolder()
    let path = folder.path + "/store"
    try EventLog.create(path)
    let portal = try Portal(opening: path, clock: { morning })
    try await DemonstrationClinic.fill(portal)
    await portal.close()
    return folder
  }

  /// - Parameters:
  ///   - clock: says what time it is, from ``morning`` on.
  ///   - codeSender: takes one-time codes to the patients.
  package init(
    clock: @escaping @Sendable () -> Date = { morning }, codeSender: (any CodeSender)? = nil
  ) async throws {
    let template = try await Self.template.value
    for name in ["store", "store.keys"] {
      try FileManager.default.copyItem(
        atPath: template.path + "/" + name, toPath: folder.path + "/" + name)
    }
    // The folder stays as long as the portal.
    portal = try Portal(
      opening: folder.path + "/store", codeSender: codeSender,
      clock: { [folder] in withExtendedLifetime(folder) { clock() } })
  }
}
