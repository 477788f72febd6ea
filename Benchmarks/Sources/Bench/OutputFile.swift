import ArgumentParser
import Foundation

/// A file that a command writes at its end.
enum OutputFile {
  /// Looks before a long run whether the file can be written.
  static func check(_ path: String?) throws {
    guard let path else { return }
    let folder = URL(filePath: path).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw ValidationError("\(path) can't be written: there is no such folder, or it's read-only")
    }
  }

  static func write(_ data: Data, to path: String) throws {
    try data.write(to: URL(filePath: path))
  }
}

/// The folder in which the stores are made.
enum Workplace {
  /// Makes a folder under another one, and removes it afterwards.
  static func use<Value>(
    under folder: String, _ body: (String) throws -> Value
  ) throws -> Value {
    let place = URL(filePath: folder).appending(path: "bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    return try body(place)
  }

  /// The same for work that waits.
  static func use<Value>(
    under folder: String, _ body: (String) async throws -> Value
  ) async throws -> Value {
    let place = URL(filePath: folder).appending(path: "bench-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: place) }
    return try await body(place)
  }
}
