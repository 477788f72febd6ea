import Foundation
import TestSupport
import Testing

/// `portal audit`, as auditors run it.
@Suite struct AuditCommandTests {
  let folder = QuickFolder()
  var store: String { folder.path + "/clinic" }
  var export: String { folder.path + "/export" }
  static let now = "2026-03-02T16:00:00Z"

  func audit(_ arguments: String...) async throws -> PortalProgram.Run {
    try await PortalProgram.run(["audit"] + arguments + ["--store", store, "--now", Self.now])
  }

  func demonstrate() async throws {
    let run = try await PortalProgram.run(["demo", "--store", store, "--now", Self.now])
    #expect(run.status == 0, "\(run)")
  }

  func objects(_ run: PortalProgram.Run) throws -> [[String: Any]] {
    try run.lines.map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
  }

  @Test(arguments: [("docs/audit.md", "```sh\n"), ("README.md", "ten minutes\n\n```sh\n")])
  func `The tour of the auditor works as printed`(document: String, mark: String) async throws {
    // The tour is run by a shell in a folder of the test's own, with the program of this build.
    let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(
      contentsOf: source.appendingPathComponent(document), encoding: .utf8)
    let commands = text.components(separatedBy: mark).dropFirst()
      .flatMap { $0.components(separatedBy: "```")[0].split(separator: "\n") }
      .filter { !$0.hasPrefix("alias ") }
    #expect(commands.count > 10)
    let script =
      "set -e\nportal() { \"\(PortalProgram.url.path)\" \"$@\" || { echo \"failed: $*\"; return 9; }; }\n"
      + commands.joined(separator: "\n") + "\n"
    let folder = folder.path
    let (status, output) = try await onThread {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", script]
      process.currentDirectoryURL = URL(fileURLWithPath: folder)
      process.environment = ["PATH": "/usr/bin:/bin", "TMPDIR": "/tmp"]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = pipe
      process.standardInput = FileHandle.nullDevice
      try process.run()
      let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
    #expect(status == 0, "\(output.suffix(400))")
    #expect(output.contains("Nothing was rewritten"))
    if document == "docs/audit.md" {
      #expect(commands.count > 30 && output.contains("Witnessed by example.org/witness"))
    }
  }

  @Test func `What is shown is recorded first, and the replay finds by every filter`() async throws
  {
    try await demonstrate()
    let all = try objects(try await audit("replay", "--json", "--type", "prescription"))
    #expect(!all.isEmpty)
    #expect(all.allSatisfy { ($0["type"] as? String)?.hasPrefix("prescription.") == true })
    let looks = try objects(try await audit("access", "--json", "--patient", "maria"))
    #expect(looks.contains { ($0["actor"] as? String) == "system" })
    let named = try await audit("replay", "--patient", "maria", "--as-timeline", "--as", "ann")
    #expect(named.status == 0 && named.lines.first == "2026-03-02")
    #expect(!named.output.contains("{"))
    let ann = try objects(try await audit("access", "--json", "--actor", "ann"))
    #expect(ann.contains { $0["patient"] as? String == "maria" })
    let between = try objects(
      try await audit("replay", "--json", "--after", "3", "--up-to", "5"))
    #expect(between.compactMap { $0["position"] as? Int } == [4, 5])
    let later = try await audit("replay", "--from", "2026-03-03T00:00:00Z")
    #expect(later.status == 0 && later.output.isEmpty)
    let stranger = try await audit("replay", "--patient", "maria", "--as", "stranger")
    #expect(stranger.isRefusal)
    #expect(stranger.output.isEmpty)
  }

  @Test func `A proof of a patient's event leaves its trace, and verifies without the store`()
    async throws
  {
    try await demonstrate()
    #expect(try await audit("export", export).status == 0)
    let events = try objects(try await audit("replay", "--json", "--patient", "maria"))
    let position = try #require(events.first?["position"] as? Int)
    let file = folder.path + "/event.tlog-proof"
    let made = try await audit("prove", "\(position)", "--out", file, "--as", "biller")
    #expect(made.status == 0 && made.output.isEmpty, "\(made)")
    let looks = try objects(try await audit("access", "--json", "--actor", "biller"))
    #expect(looks.contains { $0["patient"] as? String == "maria" })
    let key = export + "/log.vkey"
    let run = try await PortalProgram.run(["audit", "verify-proof", file, "--vkey", key, "--json"])
    let proven = try #require(try objects(run).first?["event"] as? [String: Any])
    #expect(proven["position"] as? Int == position)
    #expect(proven["type"] as? String == events.first?["type"] as? String)
    let taken = try await audit("prove", "\(position)", "--out", file)
    #expect(taken.isRefusal && taken.errors.contains("exists already"))
    let beyond = try await audit("prove", "99999", "--out", folder.path + "/none")
    #expect(beyond.isRefusal)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/none"))
  }

  @Test func `A log that doesn't contain a kept checkpoint is refused by every command`()
    async throws
  {
    try await demonstrate()
    let kept = folder.path + "/kept"
    let signed = try await audit("checkpoint", "--sign")
    try signed.output.write(toFile: kept, atomically: true, encoding: .utf8)
    #expect(try await audit("verify", "--checkpoint", kept).status == 0)
    #expect(try await audit("replay", "--checkpoint", kept, "--limit", "1").status == 0)
    try signed.output.replacing("portal.log", with: "portal.lag").write(
      toFile: kept, atomically: true, encoding: .utf8)
    let verified = try await audit("verify", "--checkpoint", kept)
    #expect(verified.status == 1 && verified.output.contains("no checkpoint of this log"))
    #expect(try await audit("replay", "--checkpoint", kept).isRefusal)
  }

  @Test func `The accounting leaves out what the rule allows, and counts it`() async throws {
    try await demonstrate()
    for ground in ["treatment", "publicHealth"] {
      let run = try await PortalProgram.run([
        "staff", "disclose", "maria", "--recipient", "Health Department", "--matter", "results",
        "--ground", ground, "--as", "ann", "--store", store, "--now", Self.now,
      ])
      #expect(run.status == 0, "\(run)")
    }
    let run = try await audit("disclosures", "maria", "--as", "ann")
    #expect(run.output.contains("Health Department  results  publicHealth"), "\(run)")
    #expect(!run.output.contains("treatment"))
    #expect(run.lines.last?.hasPrefix("1 disclosures. Left out as the rule allows: ") == true)
    let all = try await audit("disclosures", "maria", "--all", "--as", "ann")
    #expect(
      all.output.contains("treatment") && all.output.contains("Left out as the rule allows: 0"))
  }
}
