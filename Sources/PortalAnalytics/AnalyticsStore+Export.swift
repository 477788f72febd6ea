internal import Crypto
internal import EventStore
public import Foundation
internal import GRDB

extension AnalyticsStore {
  /// In which form tables are written.
  public enum ExportFormat: String, Sendable, CaseIterable {
    /// RFC 4180, with a header.
    case csv
    /// An object a line.
    case ndjson
  }

  /// What was written of a table.
  public struct ExportedFile: Codable, Sendable, Equatable {
    public let table: String
    public let file: String
    public let rows: Int
    public let bytes: Int
    /// In hexadecimal.
    public let sha256: String
  }

  /// What stands in `manifest.json` beside the files.
  public struct Manifest: Codable, Sendable, Equatable {
    /// Of the tables.
    public let version: Int
    /// The last event of the log that they hold.
    public let position: UInt64
    public let files: [ExportedFile]
  }

  /// Writes all tables into a folder, with a manifest of their digests.
  ///
  /// - Parameters:
  ///   - folder: made where it's missing.
  ///   - formats: in which forms.
  public func export(to folder: URL, as formats: [ExportFormat]) throws -> Manifest {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // One moment of all tables.
    let manifest = try database.read { database in
      var files: [ExportedFile] = []
      for table in AnalyticsSchema.names {
        for format in formats {
          files.append(try Self.export(table, as: format, to: folder, database))
        }
      }
      let position = try UInt64.fetchOne(database, sql: "SELECT position FROM checkpoint") ?? 0
      return Manifest(version: AnalyticsSchema.version, position: position, files: files)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(manifest).write(to: folder.appending(path: "manifest.json"))
    return manifest
  }

  private static func export(
    _ table: String, as format: ExportFormat, to folder: URL, _ database: Database
  ) throws -> ExportedFile {
    let name = "\(table).\(format.rawValue)"
    let url = folder.appending(path: name)
    guard
      FileManager.default.createFile(
        atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600])
    else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: url.path]) }
    let file = try FileHandle(forWritingTo: url)
    defer { try? file.close() }
    var (hash, bytes, rows) = (SHA256(), 0, 0)
    var buffer = Data()
    func flush(above limit: Int) throws {
      guard buffer.count > limit else { return }
      hash.update(data: buffer)
      bytes += buffer.count
      try file.write(contentsOf: buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    let cursor = try Row.fetchCursor(database, sql: "SELECT * FROM \(table)")
    let columns = try database.columns(in: table).map(\.name)
    if format == .csv { buffer.append(contentsOf: "\(columns.joined(separator: ","))\r\n".utf8) }
    while let row = try cursor.next() {
      let values = row.databaseValues.map(QueryValue.init)
      let line =
        switch format {
        case .csv: values.map(\.csv).joined(separator: ",") + "\r\n"
        case .ndjson: QueryValue.json(columns, Array(values)) + "\n"
        }
      buffer.append(contentsOf: line.utf8)
      rows += 1
      try flush(above: 1 << 16)
    }
    try flush(above: 0)
    return ExportedFile(
      table: table, file: name, rows: rows, bytes: bytes,
      sha256: Array(hash.finalize()).hexadecimal)
  }
}
