package import Foundation

/// Test data from public projects, which the project itself doesn't hold.
package enum TestData {
  /// The folder: `PORTAL_TEST_DATA`, or `shared/data` beside the project.
  package static let folder: String? = {
    let beside = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared/data").path
    let path = ProcessInfo.processInfo.environment["PORTAL_TEST_DATA"] ?? beside
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  package static let isPresent = folder != nil
  package static let skipNote: String =
    "skipped: the public test data is neither in PORTAL_TEST_DATA nor in ../shared/data"

  /// The content of a file of the data.
  package static func contents(of file: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: (folder ?? "") + "/" + file))
  }

  /// The files of a folder of the data with an ending, sorted.
  package static func files(in path: String, ending: String) -> [String] {
    guard let folder else { return [] }
    let names =
      FileManager.default.enumerator(atPath: folder + "/" + path)?
      .compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(ending) }.sorted().map { path + "/" + $0 }
  }
}
