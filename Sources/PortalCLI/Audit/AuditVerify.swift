import ArgumentParser
import EventStore
import Foundation
import Portal

struct AuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Hold every event against the tree and the checkpoints, or verify an export.",
    discussion: """
      Makes each leaf and the whole tree anew. With --deep it opens every envelope and attachment too, \
      and makes every read model anew beside the one in force to compare what both amount to; --views \
      does the latter alone. With --resume FILE a run that was cut off is gone on with; whoever can \
      write that file can hide faults, so keep it to yourself. \
      With --export it looks at an export alone, without any store. It ends with 1 where something is \
      not as it must be.
      """)

  @Flag(help: "Open every envelope and attachment too, and follow the index.") var deep = false
  @Flag(help: "Compare the read models with what the log makes of them.") var views = false
  @Option(
    help: ArgumentHelp(
      "Keep how far it is in this file, and go on from there.", valueName: "file"))
  var resume: String?
  @Option(help: ArgumentHelp("The folder of an export.", valueName: "dir")) var export: String?
  @Option(
    help: ArgumentHelp(
      "For --export, the log's verifier key or its file (default: the export's own, which proves "
        + "nothing of where the export came from).", valueName: "key"))
  var vkey: String?
  @Flag(help: "Print JSON, an object a finding and one at the end.") var json = false
  @OptionGroup var options: StoreOptions

  func validate() throws {
    if vkey != nil, export == nil { throw ValidationError("--vkey goes with --export") }
    if export != nil, deep || views || resume != nil {
      throw ValidationError("--export goes with neither --deep, --views nor --resume")
    }
  }

  func run() async throws {
    let bar = ProgressBar("Verifying")
    defer { bar.finish() }
    if let export {
      let export = LogExport(export)
      let key = try vkey.flatMap { VerifierKeys.read($0).first } ?? export.verifierKey()
      let faults = try export.faults(key: key) { bar.update(Int($0), Int($1)) }
      bar.finish()
      for fault in faults { try show("fault", fault.position, fault.what) }
      return try conclude(faults.count, export.statedSize ?? 0, signed: export.statedSize)
    }
    let log: EventLog
    do throws(LogError) { log = try await options.log(checked: false) } catch {
      guard error.code == .forked else { throw error }
      try show("fault", nil, error.message)
      throw ExitCode(1)
    }
    let report = try log.audit(deep: deep, checkpoints: options.checkpoints, state: resume) {
      bar.update(Int($0), Int($1))
    }
    await log.close()
    bar.finish()
    for remark in report.remarks { try show("remark", remark.position, remark.what) }
    for fault in report.faults { try show("fault", fault.position, fault.what) }
    let wrong = deep || views ? try await compareViews() : 0
    try conclude(report.faults.count + wrong, report.events, signed: report.signed)
  }

  /// - Returns: how many read models are not what they should be.
  private func compareViews() async throws -> Int {
    // As they stand: nothing is brought up to the log by looking at it.
    let portal = try await options.portal(catchUp: false, checked: false)
    var wrong = 0
    for name in Portal.readModels {
      let bar = ProgressBar(name)
      let fault = try portal.faults(ofReadModel: name) { bar.update(Int($0), Int($1)) }
      bar.finish()
      guard let fault else { continue }
      wrong += 1
      try show("fault", nil, fault)
    }
    await portal.close()
    return wrong
  }

  private func conclude(_ faults: Int, _ events: UInt64, signed: UInt64?) throws {
    if json {
      print(
        try JSONLine.encode([
          "events": JSONValue(events), "faults": .integer(Int64(faults)),
          "signed": signed.map { JSONValue($0) } ?? .null,
        ]))
    } else if faults == 0 {
      let signature = signed.map { "signed up to \($0)" } ?? "never signed"
      print("Nothing was rewritten: \(events) events, \(signature).")
    } else {
      print("\(faults) of what was looked at is not as it must be.")
    }
    guard faults == 0 else { throw ExitCode(1) }
  }

  private func show(_ kind: String, _ position: UInt64?, _ what: String) throws {
    if json {
      print(
        try JSONLine.encode([
          "kind": .text(kind), "position": position.map { JSONValue($0) } ?? .null,
          "what": .text(what),
        ]))
    } else {
      print("\(kind): \(position.map { "position \($0): " } ?? "")\(what)")
    }
  }
}
