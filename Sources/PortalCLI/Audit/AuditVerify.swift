import ArgumentParser
import EventStore
import Foundation

struct AuditVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Hold every event against the tree and the checkpoints, or verify an export.",
    discussion: """
      Makes each leaf and the whole tree anew. With --deep it opens every envelope and attachment too. \
      With --export it looks at an export alone, without any store. It ends with 1 where something is \
      not as it must be.
      """)

  @Flag(help: "Open every envelope and attachment too, and follow the index.") var deep = false
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
  }

  func run() async throws {
    let bar = ProgressBar("Verifying")
    defer { bar.finish() }
    if let export {
      let export = LogExport(export)
      let key = try vkey.flatMap { VerifierKeys.read($0).first } ?? export.verifierKey()
      let faults = try export.faults(key: key) { bar.update(Int($0), Int($1)) }
      bar.finish()
      return try conclude(faults, [], export.statedSize ?? 0, signed: export.statedSize)
    }
    let log: EventLog
    do throws(LogError) { log = try await options.log(checked: false) } catch {
      guard error.code == .forked else { throw error }
      try show("fault", nil, error.message)
      throw ExitCode(1)
    }
    let report = try log.audit(deep: deep, checkpoints: options.checkpoints) {
      bar.update(Int($0), Int($1))
    }
    bar.finish()
    try conclude(report.faults, report.remarks, report.events, signed: report.signed)
  }

  private func conclude(
    _ faults: [LogFault], _ remarks: [LogFault], _ events: UInt64, signed: UInt64?
  ) throws {
    for remark in remarks { try show("remark", remark.position, remark.what) }
    for fault in faults { try show("fault", fault.position, fault.what) }
    if json {
      print(
        try JSONLine.encode([
          "events": JSONValue(events), "faults": .integer(Int64(faults.count)),
          "signed": signed.map { JSONValue($0) } ?? .null,
        ]))
    } else if faults.isEmpty {
      let signature = signed.map { "signed up to \($0)" } ?? "never signed"
      print("Nothing was rewritten: \(events) events, \(signature).")
    } else {
      print("\(faults.count) of what was looked at is not as it must be.")
    }
    guard faults.isEmpty else { throw ExitCode(1) }
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
