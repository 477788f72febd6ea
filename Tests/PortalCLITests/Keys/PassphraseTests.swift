import Foundation
import Glibc
import TestSupport
import Testing

/// Passphrases, as they come to the program.
@Suite struct PassphraseTests {
  static let passphrase = "correct horse battery"
  let folder = TemporaryFolder()
  var store: String { folder.path + "/clinic" }

  /// Runs the program with a file's content at file descriptor 7.
  func run(_ arguments: String..., passphrase: String) async throws -> PortalProgram.Run {
    let file = folder.path + "/passphrase"
    try Data(passphrase.utf8).write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    return try await PortalProgram.run(
      arguments + ["--store", store, "--passphrase-fd", "7"],
      by: ["/bin/sh", "-c", "file=$1; shift; exec \"$@\" 7<\"$file\"", "sh", file])
  }

  @Test func `A passphrase is read from a file descriptor`() async throws {
    let made = try await run("init", passphrase: Self.passphrase + "\n")
    #expect(made.status == 0, "\(made)")
    for passphrase in [Self.passphrase, Self.passphrase + "\nmore\n"] {
      let head = try await run("log", "head", passphrase: passphrase)
      #expect(head.lines == ["0"], "\(head)")
    }
    for (wrong, complaint) in [
      ("correct horse batterz\n", "is not the one of"), ("", "no passphrase was given"),
      ("\n" + Self.passphrase, "no passphrase was given"),
      (String(repeating: "x", count: 1025), "longer than 1024 bytes"),
    ] {
      let head = try await run("log", "head", passphrase: wrong)
      #expect(head.isRefusal && head.errors.contains(complaint), "\(head)")
      #expect(!head.errors.contains("batterz") && !head.errors.contains("xxx"))
    }
  }

  @Test func `Nothing behind the passphrase's line is read`() async throws {
    let input = Self.passphrase + "\n{\"op\":\"head\"}\n"
    _ = try await run("init", passphrase: Self.passphrase)
    let pipe = try await PortalProgram.run(
      ["log", "pipe", "--store", store, "--passphrase-fd", "0"], input: input)
    #expect(pipe.lines == ["{\"head\":0,\"ok\":true}"], "\(pipe)")
  }

  @Test func `A file descriptor that isn't open is refused`() async throws {
    _ = try await run("init", passphrase: Self.passphrase)
    var run = try await PortalProgram.run(["log", "head", "--store", store, "--passphrase-fd", "9"])
    #expect(run.isRefusal && run.errors.contains("isn't open for reading"), "\(run)")
    run = try await PortalProgram.run(["log", "head", "--store", store, "--passphrase-fd=-1"])
    #expect(run.status == 64, "\(run)")
  }

  @Test func `Without a passphrase it's said how to give it, without a terminal too`() async throws
  {
    _ = try await run("init", passphrase: Self.passphrase)
    var run = try await PortalProgram.run(["log", "head", "--store", store])
    #expect(run.isRefusal && run.errors.contains("--passphrase-fd"), "\(run)")
    run = try await PortalProgram.run(
      ["log", "head", "--store", store, "--passphrase"], by: ["/usr/bin/setsid", "--wait"])
    #expect(run.isRefusal && run.errors.contains("there is no terminal"), "\(run)")
    run = try await PortalProgram.run([
      "log", "head", "--store", store, "--passphrase", "--key-command", "true",
    ])
    #expect(run.status == 64)
  }

  @Test func `A command that opens a store twice asks once`() async throws {
    let demo = try await run("demo", passphrase: Self.passphrase + "\n")
    #expect(demo.status == 0, "\(demo)")
    let copied = try await run("backup", folder.path + "/copy", passphrase: Self.passphrase)
    #expect(copied.status == 0, "\(copied)")
    try FileManager.default.removeItem(atPath: store)
    let restored = try await run("restore", folder.path + "/copy", passphrase: Self.passphrase)
    #expect(restored.status == 0, "\(restored)")
  }
}

/// The prompt, at a terminal of the test's own.
@Suite struct PassphrasePromptTests {
  let folder = TemporaryFolder()
  var store: String { folder.path + "/clinic" }
  var arguments: [String] { ["--store", store, "--passphrase"] }

  @Test func `What is typed is never shown, and opens the store`() async throws {
    try await onThread { [arguments] in
      let new = try PseudoTerminal(["init"] + arguments)
      try new.wait(for: "New passphrase for")
      #expect(!new.echoes)
      new.type(PassphraseTests.passphrase + "\n")
      try new.wait(for: "once more: ")
      #expect(!new.echoes)
      new.type(PassphraseTests.passphrase + "\n")
      #expect(new.end() == 0, "\(new.shown)")
      #expect(new.echoes)
      #expect(new.shown.contains("Made the store"))

      let known = try PseudoTerminal(["log", "head"] + arguments)
      try known.wait(for: "Passphrase for")
      #expect(!known.echoes)
      // A letter is taken back.
      known.type(PassphraseTests.passphrase + "x\u{7f}\n")
      #expect(known.end() == 0, "\(known.shown)")
      #expect(known.echoes)
      #expect(known.shown.hasSuffix("0\r\n"), "\(known.shown)")
      for shown in [new.shown, known.shown] {
        for word in PassphraseTests.passphrase.split(separator: " ") {
          #expect(!shown.contains(word))
        }
      }
    }
  }

  @Test func `Two passphrases that differ make nothing`() async throws {
    try await onThread { [arguments, folder] in
      let terminal = try PseudoTerminal(["init"] + arguments)
      try terminal.wait(for: "New passphrase for")
      terminal.type(PassphraseTests.passphrase + "\n")
      try terminal.wait(for: "once more: ")
      terminal.type("correct horse batterz\n")
      #expect(terminal.end() == 1)
      #expect(terminal.shown.contains("the two passphrases differ"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test func `The end of the input is no passphrase`() async throws {
    try await onThread { [arguments] in
      let terminal = try PseudoTerminal(["init"] + arguments)
      try terminal.wait(for: "New passphrase for")
      terminal.type("\u{4}")
      #expect(terminal.end() == 1)
      #expect(terminal.shown.contains("no passphrase was given"))
      #expect(terminal.echoes)
    }
  }

  @Test func `Ctrl-C leaves, with the echo on and nothing made`() async throws {
    try await onThread { [arguments, folder] in
      let terminal = try PseudoTerminal(["init"] + arguments)
      try terminal.wait(for: "New passphrase for")
      #expect(!terminal.echoes)
      terminal.type("half of it\u{3}")
      #expect(terminal.end() != 0)
      #expect(terminal.echoes)
      #expect(!terminal.shown.contains("half") && !terminal.shown.contains("portal:"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGINT])
  func `A signal from elsewhere ends it, with the echo on`(signal: Int32) async throws {
    try await onThread { [arguments, folder] in
      let file = folder.path + "/process"
      let terminal = try PseudoTerminal(
        ["init"] + arguments,
        by: ["/bin/sh", "-c", "ulimit -c 0; echo $$ > \"$0\"; exec \"$@\"", file])
      try terminal.wait(for: "New passphrase for")
      #expect(!terminal.echoes)
      let process = try #require(
        Int32(String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)))
      kill(process, signal)
      #expect(terminal.end() != 0)
      #expect(terminal.echoes)
      #expect(!FileManager.default.fileExists(atPath: arguments[1]))
    }
  }

  /// Its process group is an orphan, which the system doesn't stop.
  @Test func `Whoever was stopped is asked again`() async throws {
    try await onThread { [arguments] in
      let terminal = try PseudoTerminal(["init"] + arguments)
      try terminal.wait(for: "New passphrase for")
      terminal.type("forgotten\u{1a}")
      try terminal.wait(for: "New passphrase for")
      terminal.type(PassphraseTests.passphrase + "\n")
      try terminal.wait(for: "once more: ")
      terminal.type(PassphraseTests.passphrase + "\n")
      #expect(terminal.end() == 0, "\(terminal.shown)")
    }
  }
}
