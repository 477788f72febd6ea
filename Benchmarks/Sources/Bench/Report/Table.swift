/// Columns of text: the first to the left, the others to the right.
struct Table {
  /// The head first; all of the same length.
  let rows: [[String]]

  var text: String {
    let columns = rows.first?.indices ?? 0..<0
    let widths = columns.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = rows.map { row in
      columns.map { column in
        let padding = String(repeating: " ", count: widths[column] - row[column].count)
        return column == 0 ? row[column] + padding : padding + row[column]
      }.joined(separator: "  ")
    }
    let rule = widths.map { String(repeating: "-", count: $0) }.joined(separator: "  ")
    lines.insert(rule, at: min(1, lines.count))
    return lines.joined(separator: "\n")
  }
}
