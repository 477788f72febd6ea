package import Foundation

/// A folder of a test's own, removed when the test lets it go.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("portal-test-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Every file below the folder, with its bytes.
  package func files() -> [(path: String, bytes: Data)] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.compactMap { name in
      let file = path + "/" + name
      var isFolder: ObjCBool = false
      guard unsafe FileManager.default.fileExists(atPath: file, isDirectory: &isFolder),
        !isFolder.boolValue, let bytes = FileManager.default.contents(atPath: file)
      else { return nil }
      return (file, bytes)
    }
  }
}
