import ArgumentParser
import EventStore
import Foundation

struct AuditWitness: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "witness",
    abstract: "Cosign an export's checkpoint, where the log has but grown since the last time.",
    discussion: """
      For somebody other than the clinic, on another machine. It needs no store and no key but its own. \
      A log that was cut or rewritten is refused, and the checkpoint that was seen before is kept as \
      the evidence.
      """)

  @Argument(help: "The export's folder.") var export: String
  @Option(
    help: ArgumentHelp("Where the witness keeps its key and what it saw.", valueName: "dir"))
  var state: String
  @Option(
    help: ArgumentHelp(
      "The witness's name, at its first run: example.org/witness.", valueName: "name"))
  var name: String?
  @Option(
    help: ArgumentHelp(
      "At the first time, the log's verifier key or its file (default: the export's own).",
      valueName: "key"))
  var vkey: String?
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let report = try Witness(state).cosign(
      LogExport(export), name: name, key: vkey.flatMap { VerifierKeys.read($0).first })
    if json {
      print(
        try JSONLine.encode([
          "origin": .text(report.origin), "size": JSONValue(report.size),
          "before": report.before.map { JSONValue($0) } ?? .null, "key": .text(report.key),
        ]))
    } else {
      print("\(report.origin): cosigned at \(report.size) events.")
      print(report.before.map { "Seen before at \($0)." } ?? "Seen for the first time.")
      print(report.key)
    }
  }
}
