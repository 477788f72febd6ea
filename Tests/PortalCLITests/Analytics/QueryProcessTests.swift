import Foundation
import Glibc
import TestSupport
import Testing

/// `portal query` and `portal analytics`, run as whoever asks would.
@Suite struct QueryProcessTests {
  /// A demonstration clinic with some more patients, made once.
  private static let clinic = Task {
    let folder = TemporaryFolder()
    let run = try await PortalProgram.run([
      "demo", "--patients", "60", "--store", folder.path + "/store",
    ])
    #expect(run.status == 0, "\(run)")
    return folder
  }

  /// A copy of it that a test has to itself.
  private func store() async throws -> (folder: TemporaryFolder, path: String) {
    let template = try await Self.clinic.value
    let folder = TemporaryFolder()
    for name in ["store", "store.keys"] {
      try FileManager.default.copyItem(
        atPath: template.path + "/" + name, toPath: folder.path + "/" + name)
    }
    return (folder, folder.path + "/store")
  }

  @Test func `A question is answered in each form, and recorded`() async throws {
    let (folder, store) = try await store()
    let sql =
      "SELECT region, count(*) AS n FROM patients WHERE language = 'english' GROUP BY region"
    for format in ["table", "csv", "json", "ndjson"] {
      let run = try await PortalProgram.run(["query", sql, "--format", format, "--store", store])
      #expect(run.status == 0 && run.output.contains("region"), "\(format): \(run)")
    }
    let log = try await PortalProgram.run([
      "audit", "replay", "--json", "--type", "analytics.queried.v1", "--store", store,
    ])
    #expect(log.lines.count == 4, "\(log)")
    #expect(!log.output.contains("english"), "what is compared with stays out of the record")
    withExtendedLifetime(folder) {}
  }

  @Test func `A question that isn't answered is refused in one line`() async throws {
    let (folder, store) = try await store()
    for sql in ["DROP TABLE patients", "PRAGMA user_version", "SELECT nothing FROM nobody"] {
      let run = try await PortalProgram.run(["query", sql, "--store", store])
      #expect(run.isRefusal, "\(sql): \(run)")
    }
    withExtendedLifetime(folder) {}
  }

  @Test func `Questions are asked one after the other, and again`() async throws {
    let (folder, store) = try await store()
    let run = try await PortalProgram.run(
      ["query", "--format", "csv", "--store", store],
      input: ".tables\nSELECT 1\n  + 1 AS two;\n!1\nSELECT;\n.history\n.quit\n")
    #expect(run.status == 0, "\(run)")
    #expect(run.output.components(separatedBy: "two\n2\n").count == 3)
    #expect(run.lines.contains("patients"))
    withExtendedLifetime(folder) {}
  }

  @Test func `Who the patients are is shown to an administrator with a purpose, and recorded`()
    async throws
  {
    let (folder, store) = try await store()
    let sql = "SELECT family_name FROM identities WHERE id = 'maria'"
    let nameless = try await PortalProgram.run(["query", sql, "--store", store])
    #expect(nameless.isRefusal, "\(nameless)")
    let nurse = try await PortalProgram.run([
      "query", sql, "--identified", "--purpose", "recall", "--as", "nurse", "--store", store,
    ])
    #expect(nurse.isRefusal && !nurse.output.contains("Alvarez"), "\(nurse)")
    let ann = try await PortalProgram.run([
      "query", sql, "--identified", "--purpose", "recall", "--as", "ann", "--format", "csv",
      "--store", store,
    ])
    #expect(ann.status == 0 && ann.output.contains("Alvarez"), "\(ann)")
    let accounting = try await PortalProgram.run([
      "staff", "accounting", "maria", "--as", "ann", "--json", "--store", store,
    ])
    #expect(accounting.output.contains("ann"), "\(accounting)")
    let file = try Data(contentsOf: URL(filePath: store + "/analytics.sqlite"))
    #expect(file.range(of: Data("Alvarez".utf8)) == nil)
    withExtendedLifetime(folder) {}
  }

  @Test func `Killed at any instant, the tables are taken up where they stood, nothing twice`()
    async throws
  {
    let (folder, store) = try await store()
    var generator = SeededGenerator(seed: 41)
    for _ in 0..<PortalProgram.setting("PORTAL_KILLS", otherwise: 6) {
      let process = PortalProgram.process(["query", "SELECT 1", "--store", store])
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      usleep(UInt32.random(in: 20_000...400_000, using: &generator))
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    let kept = try await contents(store)
    let rebuilt = try await PortalProgram.run(["analytics", "rebuild", "--store", store])
    #expect(rebuilt.status == 0, "\(rebuilt)")
    #expect(try await contents(store) == kept)
    withExtendedLifetime(folder) {}
  }

  /// What the tables hold, but for what counts the questions themselves.
  private func contents(_ store: String) async throws -> [String] {
    var contents: [String] = []
    for table in ["patients", "prescriptions", "results", "statements", "messages", "appointments"]
    {
      let run = try await PortalProgram.run([
        "query", "SELECT * FROM \(table) ORDER BY 1", "--format", "csv", "--store", store,
      ])
      #expect(run.status == 0, "\(run)")
      contents.append(run.output)
    }
    return contents
  }
}
