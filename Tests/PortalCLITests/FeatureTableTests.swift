import Foundation
import PortalDomain
import Projections
import TestSupport
import Testing

/// The table of the features says the truth: what it names is there, and nothing is missing.
@Suite struct FeatureTableTests {
  let rows: [FeatureRow]

  init() throws { rows = try FeatureRow.all() }

  /// The texts of all Swift files in a folder.
  static func texts(in folder: String) throws -> [String] {
    let folder = FeatureRow.house.appendingPathComponent(folder)
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
    return try (files ?? []).filter { $0.hasSuffix(".swift") }.map {
      try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
    }
  }

  @Test func `All 63 features stand in the table, each with a test`() {
    #expect(rows.compactMap(\.number) == Array(1...63))
    #expect(rows.contains { $0.number == nil }, "nothing beyond them")
    for row in rows { #expect(!row.tests.isEmpty, "\(row.feature) has no test") }
  }

  @Test func `Every event stands in the table, and every one there is known`() {
    let named = Set(rows.flatMap(\.events))
    let known = Set(EventCatalogue.types.map { $0.name })
    #expect(known.subtracting(named).sorted() == [], "not in the table")
    #expect(named.subtracting(known).sorted() == [], "not in the catalogue")
  }

  @Test func `Every read model stands in the table, and every one there is kept`() {
    let named = Set(rows.flatMap(\.views))
    let kept = Set(ReadModels.all.map { $0.name })
    #expect(kept.subtracting(named).sorted() == [], "not in the table")
    #expect(named.subtracting(kept).sorted() == [], "no read model")
  }

  @Test func `Every test in the table is written`() throws {
    let tests = try Self.texts(in: "Tests").joined()
    for row in rows {
      for test in row.tests {
        #expect(tests.contains("func `\(test)`("), "\(row.feature): \(test)")
      }
    }
  }

  @Test func `Every command of a patient in the table is one of the rules or of the portal`() throws
  {
    let (rules, portal) = (
      try Self.texts(in: "Sources/PortalDomain"), try Self.texts(in: "Sources/Portal")
    )
    for row in rows {
      for name in row.patient {
        let parts = name.split(separator: ".").map(String.init)
        try #require(parts.count == 2, "\(name) is no Feature.command")
        let found =
          parts[0] == "Portal"
          ? portal.contains { $0.contains("func \(parts[1])(") }
          : rules.contains {
            $0.contains("enum \(parts[0]): Feature") && $0.contains("case \(parts[1])")
          }
        #expect(found, "\(row.feature): \(name)")
      }
    }
  }

  /// What `--experimental-dump-help` tells of a command.
  struct Help: Decodable {
    struct Command: Decodable {
      let commandName: String
      let subcommands: [Command]?

      /// What is typed for the command, or for each below it.
      func paths(behind path: [String] = []) -> [String] {
        let below = (subcommands ?? []).filter { $0.commandName != "help" }
        return below.isEmpty
          ? [path.joined(separator: " ")]
          : below.flatMap { $0.paths(behind: path + [$0.commandName]) }
      }
    }
    let command: Command
  }

  @Test func `Every command of the staff stands in the table, and every one there can be given`()
    throws
  {
    let told = try CommandLineTests().portal("--experimental-dump-help")
    let help = try JSONDecoder().decode(Help.self, from: Data(told.output.utf8))
    let paths = Set(help.command.paths())
    let named = Set(rows.flatMap(\.staff))
    #expect(named.subtracting(paths).sorted() == [], "no command of the program")
    #expect(
      paths.filter { $0.hasPrefix("staff ") }.subtracting(named).sorted() == [], "not in the table")
  }
}
