package import Foundation

/// A row of `docs/features.md`: what stands in backticks in each of its columns.
package struct FeatureRow: Sendable {
  package let number: Int?
  package let feature: String
  /// What is texted, a message each; none where nothing is done by text.
  package let messages: [String]
  /// What comes of it: the name of an event, or words of an answer.
  package let outcome: String
  package let patient: [String]
  package let staff: [String]
  package let events: [String]
  package let views: [String]
  package let tests: [String]

  init?(_ line: Substring) {
    guard line.hasPrefix("| ") else { return nil }
    var cells = line.dropFirst().dropLast().split(separator: "|").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard cells.count >= 7, cells.last != "Shown by", let tests = cells.popLast(),
      let views = cells.popLast(), let events = cells.popLast(), let staff = cells.popLast(),
      let patient = cells.popLast(), let text = cells.popLast(), let feature = cells.popLast()
    else { return nil }
    number = cells.first.flatMap { Int($0) }
    self.feature = feature
    messages = Self.named(text).first?.split(separator: " / ").map(String.init) ?? []
    outcome =
      text.split(separator: "→").last?.trimmingCharacters(
        in: CharacterSet(charactersIn: " `*")) ?? ""
    self.patient = Self.named(patient)
    self.staff = Self.named(staff)
    self.events = Self.named(events)
    self.views = Self.named(views)
    self.tests = Self.named(tests)
  }

  /// What stands in backticks.
  private static func named(_ cell: String) -> [String] {
    cell.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// The root of the project.
  package static let house = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// All rows, in the order of the file.
  package static func all() throws -> [FeatureRow] {
    try String(contentsOf: house.appendingPathComponent("docs/features.md"), encoding: .utf8)
      .split(separator: "\n").compactMap { FeatureRow($0) }
  }
}
