import Foundation
import PortalDomain
import Testing

/// A command that arrives twice — pressed twice, delivered twice, tried again after a crash — changes
/// nothing the second time. Where a command may be meant again, its line says why.
@Suite struct RepeatedCommandTests {
  static var table: [Repeated] {
    get throws {
      try RepeatedAccountCommands().lines + RepeatedSignInCommands().lines
        + RepeatedAppointmentCommands().lines + RepeatedBillingCommands().lines
        + RepeatedClinicCommands().lines + RepeatedPrescriptionCommands().lines
        + RepeatedRecordCommands().lines + RepeatedTalkCommands().lines
    }
  }

  @Test func `A second issue of any command changes nothing, or is meant`() throws {
    for line in try Self.table { line.check() }
  }

  @Test func `Every command of every feature has a line in the table`() throws {
    let commands = try Self.commandsInSource()
    let lines = Set(try Self.table.map(\.command))
    for command in commands.subtracting(lines).sorted() {
      Issue.record("\(command) has no line: what does it do when it's given twice?")
    }
    for line in lines.subtracting(commands).sorted() {
      Issue.record("\(line) has a line, but no such command was found in the sources")
    }
  }

  /// The commands as they are declared: Swift doesn't tell the cases of an enum that carry values.
  private static func commandsInSource() throws -> Set<String> {
    let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Sources/PortalDomain")
    let paths = try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    var commands: Set<String> = []
    for path in paths where path.hasSuffix(".swift") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      var feature: Substring?
      var isInside = false
      for line in text.split(separator: "\n") {
        if let match = line.wholeMatch(of: /public enum (\w+): .*\bFeature\b.*/) {
          feature = match.1
        } else if line.hasPrefix("  public enum Command") {
          isInside = true
        } else if line == "  }" {
          isInside = false
        } else if isInside, let match = line.prefixMatch(of: /\s{4}case (\w+)/) {
          let feature = try #require(feature)
          commands.insert("\(feature).\(match.1)")
        }
      }
    }
    return commands
  }
}
