import Foundation
import PortalBot

/// Files in a conversation on a terminal: `[attach photo.jpg]` sends one along, and a record that was
/// asked for is written to a folder.
enum ChatFiles {
  /// A line as it was typed: what is said, and the files that go along.
  static func read(_ line: String) throws -> (text: String, files: [IncomingFile]) {
    var files: [IncomingFile] = []
    for match in line.matches(of: mark) {
      let path = String(match.output.1).trimmingCharacters(in: .whitespaces)
      guard let handle = FileHandle(forReadingAtPath: path) else {
        throw Complaint("the file to attach can't be read; check its path: \(path)")
      }
      let url = URL(fileURLWithPath: path)
      files.append(
        IncomingFile(
          name: url.lastPathComponent, mediaType: mediaType(url.pathExtension), handle: handle))
    }
    let text = line.replacing(mark, with: "").trimmingCharacters(in: .whitespaces)
    return (text, files)
  }

  private static var mark: Regex<(Substring, Substring)> { /\[attach ([^\]]+)\]/ }

  private static func mediaType(_ ending: String) -> String {
    switch ending.lowercased() {
    case "jpg", "jpeg": "image/jpeg"
    case "png": "image/png"
    case "heic": "image/heic"
    case "pdf": "application/pdf"
    case "txt": "text/plain"
    default: "application/octet-stream"
    }
  }

  /// Writes a record to a new file of a name that tells nothing.
  ///
  /// - Parameters:
  ///   - file: the record.
  ///   - folder: where to.
  /// - Returns: the file's path.
  static func save(_ file: RecordFile, in folder: String) throws -> String {
    let name = "record-\(UUID().uuidString.prefix(8).lowercased()).\(file.format.ending)"
    let path = URL(fileURLWithPath: folder).appendingPathComponent(name).path
    try RecordFile.create(path, called: "the record's file").write(contentsOf: file.content())
    return path
  }
}
