import EventStore
import Foundation
import TestSupport
import Testing

/// `portal log attach` and `portal log attachment`, as their users run them.
@Suite struct AttachmentCommandTests {
  let folder = QuickFolder()
  var store: String { folder.path + "/store" }
  /// A file whose name and content say what nobody else may know.
  var scan: String { folder.path + "/hiv-result-of-maria.pdf" }
  static let content = Data(String(repeating: "positive for Maria Alvarez\n", count: 5_000).utf8)

  init() throws {
    try EventLog.create(folder.path + "/store")
    try Self.content.write(to: URL(fileURLWithPath: scan))
  }

  func portal(_ arguments: String...) async throws -> PortalProgram.Run {
    try await PortalProgram.run(["log"] + arguments + ["--store", store])
  }

  func attach() async throws -> String {
    let run = try await portal("attach", scan, "--subject", "maria", "--json")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    return try #require(object?["id"] as? String, "\(run)")
  }

  @Test func `What is attached is printed, and written out again`() async throws {
    let run = try await portal("attach", scan, "--subject", "maria")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run)")
    let words = run.lines.map { $0.split(separator: " ").map(String.init) }
    try #require(words.map(\.first) == ["id", "bytes", "sha256"])
    #expect(words[1][1] == "\(Self.content.count)")
    // Computed by sha256sum.
    #expect(words[2][1] == "91daf746ec902e1d08f86fc13f172f703830bd7f8ff49702d5ffe85189447d7f")
    let out = folder.path + "/out"
    let read = try await portal("attachment", words[0][1], "--subject", "maria", "--out", out)
    #expect(read.status == 0 && read.errors.isEmpty, "\(read)")
    #expect(read.output.contains("\(Self.content.count) bytes"))
    #expect(try Data(contentsOf: URL(fileURLWithPath: out)) == Self.content)
    let attributes = try FileManager.default.attributesOfItem(atPath: out)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let printed = try await portal("attachment", words[0][1], "--subject", "maria", "--out", "-")
    #expect(printed.status == 0 && Data(printed.output.utf8) == Self.content)
    #expect(try await portal("check").status == 0)
  }

  @Test func `Standard input is attached, and JSON tells the same as text`() async throws {
    let run = try await PortalProgram.run(
      ["log", "attach", "-", "--subject", "maria", "--json", "--store", store], input: "hello\n")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(run.lines.count == 1)
    #expect(object?["bytes"] as? Int == 6)
    #expect(
      object?["sha256"] as? String
        == "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03")
    let id = try #require(object?["id"] as? String)
    #expect(UUID(uuidString: id) != nil && id == id.lowercased())
    let read = try await portal(
      "attachment", id.uppercased(), "--subject", "maria", "--out", folder.path + "/out", "--json")
    #expect(read.lines == ["{\"bytes\":6,\"id\":\"\(id)\"}"])
  }

  @Test func `What can't be done is said in one line, without the file's name or content`()
    async throws
  {
    let id = try await attach()
    let other = UUID().uuidString
    let taken = folder.path + "/taken-by-maria"
    try Data("kept".utf8).write(to: URL(fileURLWithPath: taken))
    for (arguments, expected) in [
      (["attach", scan + "x", "--subject", "p"], "No such file"),
      (["attach", folder.path, "--subject", "p"], "Is a directory"),
      (["attach", scan, "--subject", ""], "1 to 255 bytes"),
      (["attachment", other, "--subject", "maria", "--out", "-"], "no attachment"),
      (["attachment", id, "--subject", "nobody", "--out", "-"], "no attachments"),
      (["attachment", id, "--subject", "maria", "--out", taken], "exists already"),
      (["attachment", id, "--subject", "maria", "--out", scan + "/x"], "can't be made"),
    ] {
      let run = try await PortalProgram.run(["log"] + arguments + ["--store", store])
      #expect(run.isRefusal && run.output.isEmpty, "\(arguments): \(run)")
      #expect(run.errors.contains(expected), "\(run)")
      #expect(!run.errors.contains("maria") && !run.errors.contains("Maria"), "\(run)")
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: taken)) == Data("kept".utf8))
    for arguments in [
      ["attach", scan], ["attach", "--subject", "p"], ["attachment", id, "--subject", "p"],
      ["attachment", "1", "--subject", "p", "--out", "-"],
      ["attach", scan, "--subject", "p", "--limit", "0"],
      ["attach", scan, "--subject", "p", "--limit", "9223372036854775807"],
    ] {
      let run = try await PortalProgram.run(["log"] + arguments + ["--store", store])
      #expect(run.status == 64 && !run.died, "\(arguments): \(run)")
    }
  }

  @Test func `A file above the limit is refused, and taken with a higher one`() async throws {
    try Data(count: 2 << 20 + 1).write(to: URL(fileURLWithPath: scan))
    let refused = try await portal("attach", scan, "--subject", "p", "--limit", "2")
    #expect(refused.isRefusal && refused.errors.contains("\(2 << 20) bytes"), "\(refused)")
    #expect(try await portal("attach", scan, "--subject", "p", "--limit", "3").status == 0)
  }

  @Test func `A damaged attachment is named by the check, and nothing of it is left in --out`()
    async throws
  {
    let id = try await attach()
    let root = store + "/attachments"
    let name = try #require(
      FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String }
        .first { $0.hasSuffix(id.replacing("-", with: "")) })
    let file = URL(fileURLWithPath: root + "/" + name)
    var bytes = try Data(contentsOf: file)
    bytes[60_000] ^= 1
    try bytes.write(to: file)
    let out = folder.path + "/out"
    let read = try await portal("attachment", id, "--subject", "maria", "--out", out)
    #expect(read.isRefusal && read.errors.contains(id), "\(read)")
    #expect(!FileManager.default.fileExists(atPath: out))
    let check = try await portal("check")
    #expect(check.status == 1 && check.lines.count == 1 && check.output.contains(id), "\(check)")
    let json = try await portal("check", "--json")
    let fault = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(fault?["attachment"] as? String == id && fault?["position"] is NSNull)
  }
}
