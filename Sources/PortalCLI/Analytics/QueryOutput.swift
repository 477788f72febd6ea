import ArgumentParser
import Foundation
import PortalAnalytics

/// Writes the rows of an answer.
struct QueryOutput {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json, ndjson
  }

  private let format: Format
  private var columns: [String] = []
  /// Of a table, whose columns are as wide as their widest value.
  private var rows: [[QueryValue]] = []
  private var text = ""
  private var count = 0

  init(_ format: Format) { self.format = format }

  mutating func begin(_ columns: [String]) {
    self.columns = columns
    if format == .csv {
      text += columns.map { QueryValue.text($0).csv }.joined(separator: ",") + "\n"
    }
  }

  mutating func add(_ row: [QueryValue]) throws {
    defer { count += 1 }
    switch format {
    case .table: rows.append(row)
    case .csv: text += row.map(\.csv).joined(separator: ",") + "\n"
    case .ndjson: text += QueryValue.json(columns, row) + "\n"
    case .json: text += (count == 0 ? "[\n  " : ",\n  ") + QueryValue.json(columns, row)
    }
    if text.utf8.count > 1 << 16 { try flush() }
  }

  mutating func end() throws {
    switch format {
    case .table: text += Self.table(columns, rows)
    case .json: text += count == 0 ? "[]\n" : "\n]\n"
    case .csv, .ndjson: break
    }
    if format == .table, isatty(STDOUT_FILENO) == 1, try Pager.show(text) { return }
    try flush()
  }

  private mutating func flush() throws {
    try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    text = ""
  }

  private static func table(_ columns: [String], _ rows: [[QueryValue]]) -> String {
    let cells = rows.map { $0.map { line($0.words) } }
    var widths = columns.map(\.count)
    for row in cells {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.count) }
    }
    let isNumber = columns.indices.map { index in
      !rows.isEmpty && rows.allSatisfy { $0[index].isNumberOrNull }
    }
    func padded(_ cells: [String]) -> String {
      let padded = cells.enumerated().map { index, cell in
        let space = String(repeating: " ", count: widths[index] - cell.count)
        return isNumber[index] ? space + cell : cell + space
      }
      return padded.joined(separator: "  ").trimmingSuffix()
    }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    let end = "(\(rows.count) row\(rows.count == 1 ? "" : "s"))"
    return ([padded(columns), rule] + cells.map(padded) + [end]).joined(separator: "\n") + "\n"
  }

  private static func line(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }
}

extension QueryValue {
  fileprivate var isNumberOrNull: Bool {
    switch self {
    case .null, .integer, .real: true
    case .text, .blob: false
    }
  }
}

extension String {
  fileprivate func trimmingSuffix() -> String {
    String(self[..<(lastIndex { $0 != " " }.map(index(after:)) ?? startIndex)])
  }
}
