import ArgumentParser
import EventStore
import Foundation

struct AuditCheckpoint: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Print the last signed checkpoint of the log.",
    discussion: """
      Keep it where the clinic's administrators can't change it: with --checkpoint FILE every \
      command refuses a log that doesn't contain what was signed then.
      """)

  @Flag(help: "Sign what the log holds now.") var sign = false
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var options: StoreOptions

  func run() async throws {
    let log = try await options.log()
    let note = sign ? try log.checkpoint() : try log.lastCheckpoint()
    guard let note else {
      throw Complaint("the log was never signed; sign it with --sign")
    }
    if json {
      let lines = note.split(separator: "\n").map(String.init)
      let key = try log.verifierKey()
      print(
        try JSONLine.encode([
          "origin": .text(lines[0]), "size": .integer(Int64(lines[1]) ?? 0),
          "root": .text(lines[2]), "note": .text(note), "verifierKey": .text(key),
        ]))
    } else {
      print(note, terminator: "")
    }
    await log.close()
  }
}

struct AuditExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the log's tree for programs written elsewhere (C2SP tlog-tiles).",
    discussion: """
      Neither keys nor anything that an event says is in it, so it can be given away. A second run \
      in the same folder adds what is new.
      """)

  @Argument(help: "The folder.") var folder: String
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var options: StoreOptions

  func run() async throws {
    let log = try await options.log()
    let bar = ProgressBar("Exporting")
    defer { bar.finish() }
    let report = try log.export(to: folder) { bar.update(Int($0), Int($1)) }
    bar.finish()
    if json {
      print(
        try JSONLine.encode([
          "origin": .text(report.origin), "size": JSONValue(report.size),
          "added": JSONValue(report.added),
        ]))
    } else {
      print("\(report.origin): \(report.size) events, \(report.added) of them new.")
    }
    await log.close()
  }
}
