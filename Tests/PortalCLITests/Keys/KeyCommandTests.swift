import EventStore
import Foundation
import Glibc
import TestSupport
import Testing

@testable import PortalCLI

/// Commands that bring the root key.
@Suite struct KeyCommandTests {
  static let digits = "77076d0a7318a57d3c16c17251b26645c6c0e1b0e9a1b0e6a2f2a5fffe000180"
  static let base64 = "dwdtCnMYpX08FsFyUbJmRcbA4bDpobDmovKl//4AAYA="
  let folder = TemporaryFolder()
  var store: String { folder.path + "/clinic" }

  func head(_ command: String) async throws -> PortalProgram.Run {
    try await PortalProgram.run(["log", "head", "--store", store, "--key-command", command])
  }

  func make() async throws {
    let run = try await PortalProgram.run([
      "init", "--store", store, "--key-command", "echo \(Self.digits)",
    ])
    try #require(run.status == 0, "\(run)")
  }

  @Test func `A key is taken from digits and from base64`() async throws {
    try await make()
    for command in [
      "echo \(Self.base64)", "printf '\\n  \(Self.digits.uppercased())\\n\\n'",
      "echo noise >&2; echo \(Self.digits)", "cat; echo \(Self.digits)",
    ] {
      let run = try await head(command)
      #expect(run.lines == ["0"] && run.errors.isEmpty, "\(command): \(run)")
    }
  }

  @Test func `The environment's command is asked where the keys hold no root key`() async throws {
    func portal(_ arguments: String...) async throws -> PortalProgram.Run {
      try await PortalProgram.run(
        arguments, by: ["/usr/bin/env", "PORTAL_KEY_COMMAND=echo \(Self.digits)"])
    }
    #expect(try await portal("init", "--store", store).status == 0)
    #expect(!FileManager.default.fileExists(atPath: store + ".keys/root.key"))
    #expect(try await portal("log", "head", "--store", store).lines == ["0"])
    let other = folder.path + "/other"
    _ = try await PortalProgram.run(["init", "--store", other])
    #expect(try await portal("log", "head", "--store", other).lines == ["0"])
    let run = try await PortalProgram.run(["log", "head", "--store", store])
    #expect(run.isRefusal && run.errors.contains("--key-command"), "\(run)")
  }

  @Test(arguments: [
    ("exit 3", "ended with status 3"), ("echo \(digits); exit 1", "ended with status 1"),
    ("kill -9 $$", "was ended by signal 9"), ("no-such-command-\(digits)", "ended with status 127"),
    ("true", "is no key"), ("echo \(digits.dropLast())", "is no key"),
    ("echo \(digits); echo \(digits)", "is no key"), ("yes \(digits)", "more than 1024 bytes"),
    ("head -c 1025 /dev/zero", "more than 1024 bytes"),
    ("head -c 1024 /dev/urandom", "is no key"),
    ("echo 0\(digits.dropFirst())", "is not the one of"),
  ])
  func `A command that fails is told in one line, without what it printed`(
    command: String, complaint: String
  ) async throws {
    try await make()
    let run = try await head(command)
    #expect(run.isRefusal && run.errors.contains(complaint), "\(command): \(run)")
    #expect(run.output.isEmpty)
    for part in [Self.digits.prefix(20), Self.digits.suffix(20)] {
      #expect(!run.errors.contains(part), "\(command): \(run)")
    }
  }

  @Test func `A command that fails makes nothing`() async throws {
    let run = try await PortalProgram.run(["init", "--store", store, "--key-command", "exit 1"])
    #expect(run.isRefusal, "\(run)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  /// By the function itself, whose limit can be set.
  @Test(arguments: [
    "sleep 600", "echo \(digits); sleep 600", "echo \(digits); exec >&-; sleep 600",
    "sleep 600 & sleep 600", "trap '' TERM; sleep 600; sleep 600",
  ])
  func `A command that hangs is stopped, with all that it started`(command: String) async throws {
    let marker = "MARK\(UUID().uuidString.prefix(8))"
    let error = await #expect(throws: LogError.self) {
      _ = try await KeyCommand.run("export \(marker)=1; \(command)", limit: .milliseconds(300))
    }
    #expect(error?.code == .keyUnavailable)
    #expect(error?.message.contains("took longer than") == true, "\(String(describing: error))")
    // Killed, they are gone as soon as the system gets to it; longer than this no test may take.
    let end = ContinuousClock.now + .seconds(60)
    while Self.hasProcess(with: marker), .now < end { await Task.yield() }
    #expect(!Self.hasProcess(with: marker))
  }

  /// What is started beside the command may outlive it, if it leaves its output alone.
  @Test func `A command that left something behind has brought its key`() async throws {
    let secret = try await KeyCommand.run(
      "sleep 600 >/dev/null & echo $! >'\(folder.path)/process'; echo \(Self.digits)",
      limit: .seconds(60))
    #expect(!secret.isEmpty)
    let process = try String(contentsOfFile: folder.path + "/process", encoding: .utf8)
    kill(try #require(Int32(process.trimmingCharacters(in: .newlines))), SIGKILL)
  }

  /// Whether a process has a variable in its environment.
  private static func hasProcess(with marker: String) -> Bool {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.contains { name in
      guard Int32(name) != nil,
        let environment = FileManager.default.contents(
          atPath: "/proc/\(name)/environ")
      else { return false }
      return environment.range(of: Data("\(marker)=1".utf8)) != nil
    }
  }
}
