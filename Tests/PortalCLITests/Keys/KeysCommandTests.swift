import Foundation
import TestSupport
import Testing

/// `portal keys`, as its users run it.
@Suite struct KeysCommandTests {
  let folder = TemporaryFolder()
  var store: String { folder.path + "/clinic" }
  var secret: String { folder.path + "/secret" }
  var backup: String { folder.path + "/keys-backup" }

  func portal(_ arguments: String...) async throws -> PortalProgram.Run {
    try await PortalProgram.run(arguments)
  }

  func status() async throws -> [String: Any] {
    let run = try await portal("keys", "status", "--json", "--store", store)
    try #require(run.status == 0, "\(run)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(object as? [String: Any])
  }

  /// A store of the demonstration clinic, and a recipient.
  func prepare() async throws -> String {
    #expect(try await portal("demo", "--store", store).status == 0)
    let made = try await portal("keys", "recipient", "--out", secret)
    #expect(made.status == 0 && made.lines.count == 1 && made.errors.isEmpty, "\(made)")
    return try String(#require(made.lines.first))
  }

  @Test func `Keys are backed up, lost and restored`() async throws {
    let recipient = try await prepare()
    let head = try await portal("log", "head", "--store", store).lines
    var run = try await portal("keys", "backup", "--to", recipient, backup, "--store", store)
    #expect(run.status == 0 && run.output.contains("Destroy backups"), "\(run)")
    run = try await portal("keys", "backup", "--to", recipient, backup, "--store", store)
    #expect(run.isRefusal && run.errors.contains("exists already"), "\(run)")
    run = try await portal("keys", "restore", backup, "--with", secret, "--store", store)
    #expect(run.isRefusal && run.errors.contains("there are keys in"), "\(run)")
    try FileManager.default.removeItem(atPath: store + ".keys")
    run = try await portal("log", "head", "--store", store)
    #expect(run.isRefusal && run.errors.contains("there are no keys"), "\(run)")
    run = try await portal("keys", "restore", backup, "--with", secret, "--store", store)
    #expect(run.status == 0, "\(run)")
    #expect(try await portal("log", "head", "--store", store).lines == head)
    #expect(try await portal("log", "check", "--store", store).status == 0)
  }

  @Test func `Keys are restored under a command's root key, and say so`() async throws {
    let recipient = try await prepare()
    _ = try await portal("keys", "backup", "--to", recipient, backup, "--store", store)
    try FileManager.default.removeItem(atPath: store + ".keys")
    let command = "echo \(KeyCommandTests.digits)"
    let run = try await portal(
      "keys", "restore", backup, "--with", secret, "--store", store, "--key-command", command)
    #expect(run.status == 0, "\(run)")
    let head = try await portal("log", "head", "--store", store, "--key-command", command)
    #expect(head.status == 0, "\(head)")
    let status = try await status()
    #expect(status["rootKey"] as? String == "elsewhere")
    #expect(status["subjects"] is NSNull)
  }

  @Test func `The status says what is missing and what is out of date`() async throws {
    let recipient = try await prepare()
    var status = try await status()
    #expect(status["backup"] is NSNull)
    #expect((status["advice"] as? [String])?.first?.contains("No backup") == true)
    #expect((status["subjects"] as? [String: Int])?["erased"] == 0)
    #expect(try #require((status["subjects"] as? [String: Int])?["live"]) > 5)
    #expect((status["epochs"] as? [String: Int])?["highestBucket"] == 1)

    _ = try await portal(
      "keys", "backup", "--to", recipient, backup, "--store", store, "--now",
      "2026-03-02T16:00:00Z")
    status = try await self.status()
    var noted = try #require(status["backup"] as? [String: Any])
    #expect(noted["time"] as? String == "2026-03-02T16:00:00Z")
    #expect(noted["recipient"] as? String == recipient)
    #expect(noted["current"] as? Bool == true)
    #expect(status["advice"] as? [String] == [])

    let erased = try await portal(
      "keys", "erase", "maria", "--reason", "asked for", "--as", "nurse", "--store", store)
    #expect(erased.status == 0, "\(erased)")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: store + ".keys/slots")
    status = try await self.status()
    #expect((status["subjects"] as? [String: Int])?["erased"] == 1)
    noted = try #require(status["backup"] as? [String: Any])
    #expect(noted["current"] as? Bool == false)
    #expect(noted["changed"] as? [String] == ["1 bucket key"])
    let advice = try #require(status["advice"] as? [String])
    #expect(advice.contains { $0.contains("chmod 600") && $0.contains("slots") })
    #expect(advice.contains { $0.contains("out of date") })
    #expect(advice.contains { $0.contains("Destroy the backups") && $0.contains("erasure") })
    let text = try await portal("keys", "status", "--store", store)
    #expect(text.status == 0)
    for part in ["1 bucket key", "644", "out of date", "in root.key", "1 to 2"] {
      #expect(text.output.contains(part), "\(text)")
    }
  }

  @Test func `A passphrase takes the place of a file, and another one of it`() async throws {
    #expect(try await portal("init", "--store", store).status == 0)
    for (name, text) in [("old", "correct horse battery"), ("new", "staple in the haystack")] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
    }
    // File descriptor 7 is the old one, 8 the new.
    func rotate(_ arguments: String...) async throws -> PortalProgram.Run {
      try await PortalProgram.run(
        ["keys", "rotate", "--store", store] + arguments,
        by: ["/bin/sh", "-c", "cd \"$0\"; exec \"$@\" 7<old 8<new", folder.path])
    }
    var run = try await rotate("--new-passphrase-fd", "7")
    #expect(run.status == 0, "\(run)")
    #expect(!FileManager.default.fileExists(atPath: store + ".keys/root.key"))
    let epochs = try await status()["epochs"] as? [String: Int]
    #expect(epochs?["main"] == 2 && epochs?["lowestBucket"] == 2)
    run = try await rotate("--passphrase-fd", "7")
    #expect(run.isRefusal && run.errors.contains("--new-passphrase"), "\(run)")
    #expect(try await status()["epochs"] as? [String: Int] == epochs)
    run = try await rotate("--root", "--passphrase-fd", "7", "--new-passphrase-fd", "8")
    #expect(run.status == 0, "\(run)")
    run = try await rotate("--buckets", "--passphrase-fd", "7")
    #expect(run.isRefusal && run.errors.contains("is not the one of"), "\(run)")
    run = try await rotate("--buckets", "--passphrase-fd", "8")
    #expect(run.status == 0, "\(run)")
    run = try await rotate("--buckets", "--passphrase-fd", "8", "--new-passphrase-fd", "7")
    #expect(run.status == 64, "\(run)")
    run = try await rotate("--root", "--passphrase-fd", "8", "--new-root-file")
    #expect(run.status == 0, "\(run)")
    #expect(try await portal("log", "head", "--store", store).lines == ["0"])
  }

  @Test func `A mistyped recipient, a wrong secret and a damaged file are one line each`()
    async throws
  {
    let recipient = try await prepare()
    let typo = recipient.dropLast() + (recipient.hasSuffix("0") ? "1" : "0")
    var run = try await portal("keys", "backup", "--to", String(typo), backup, "--store", store)
    #expect(run.isRefusal && run.errors.contains("mistyped"), "\(run)")
    #expect(!FileManager.default.fileExists(atPath: backup))
    _ = try await portal("keys", "backup", "--to", recipient, backup, "--store", store)
    try FileManager.default.removeItem(atPath: store + ".keys")
    _ = try await portal("keys", "recipient", "--out", folder.path + "/other")
    run = try await portal(
      "keys", "restore", backup, "--with", folder.path + "/other", "--store", store)
    #expect(run.isRefusal && run.errors.contains("not sealed to the recipient"), "\(run)")
    let whole = try Data(contentsOf: URL(fileURLWithPath: backup))
    for bytes in [whole.dropLast(100), whole.dropLast() + [whole[whole.count - 1] ^ 1]] {
      try bytes.write(to: URL(fileURLWithPath: folder.path + "/changed"))
      run = try await portal(
        "keys", "restore", folder.path + "/changed", "--with", secret, "--store", store)
      #expect(run.isRefusal, "\(run)")
    }
    #expect(!FileManager.default.fileExists(atPath: store + ".keys"))
    run = try await portal("keys", "restore", backup, "--with", backup, "--store", store)
    #expect(run.isRefusal && run.errors.contains("holds no secret"), "\(run)")
  }

  @Test func `No command shows a secret, and none but its own file holds it`() async throws {
    let recipient = try await prepare()
    var said = ""
    for arguments in [
      ["keys", "backup", "--to", recipient, backup, "--store", store],
      ["keys", "status", "--store", store], ["keys", "status", "--json", "--store", store],
      ["keys", "restore", backup, "--with", secret, "--store", store],
      ["keys", "restore", backup, "--with", secret, "--keys", folder.path + "/again"],
      ["keys", "restore", secret, "--with", secret, "--keys", folder.path + "/bad"],
      ["keys", "restore", secret, "--with", backup, "--keys", folder.path + "/bad"],
      ["keys", "recipient", "--out", secret],
      [
        "keys", "backup", "--to", try String(contentsOfFile: secret, encoding: .utf8),
        folder.path + "/bad", "--store", store,
      ],
    ] {
      let run = try await PortalProgram.run(arguments)
      said += run.output + run.errors
    }
    let line = try String(contentsOfFile: secret, encoding: .utf8)
    let digits = line.dropFirst("portal-secret-1-".count).prefix(64)
    let root = try Data(contentsOf: URL(fileURLWithPath: store + ".keys/root.key"))
    let rootDigits = root.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    #expect(digits.count == 64)
    for secret in [String(digits), rootDigits, root.base64EncodedString()] {
      #expect(!said.contains(secret))
    }
    for (file, bytes) in folder.files() {
      #expect(bytes.range(of: Data(digits.utf8)) == nil || file == secret, "\(file)")
      #expect(bytes.range(of: root) == nil || file == store + ".keys/root.key", "\(file)")
    }
  }
}
