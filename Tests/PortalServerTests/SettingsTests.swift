import Foundation
import Logging
import TestSupport
import Testing

@testable import PortalServer

@Suite struct SettingsTests {
  let folder = TemporaryFolder()

  private func file(_ text: String) throws -> String {
    let path = folder.path + "/settings.json"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test func `A flag counts before a variable, and that before the file`() async throws {
    let file = try file(#"{"port": 1, "queue": 10, "senderRate": 7, "host": "a.example"}"#)
    let settings = try await ServerSettings(
      arguments: ["--port", "3", "--log-level=debug"],
      environment: ["PORTAL_PORT": "2", "PORTAL_QUEUE": "20", "PATH": "/bin"], file: file)
    #expect(settings.number(.port) == 3)
    #expect(settings.number(.queue) == 20)
    #expect(settings.number(.senderRate) == 7)
    #expect(settings[.host] == "a.example")
    #expect(settings.logLevel == .debug)
    #expect(settings.number(.globalRate) == 500)
  }

  @Test(arguments: [
    (["--port", "x"], "port takes a number from 0 to 65535"),
    (["--port", "70000"], "port takes a number from 0 to 65535"),
    (["--port"], "--port needs a value"),
    (["--prot", "1"], "'--prot' is no setting; see 'portal serve --help'"),
    (["--replies", "maybe"], "replies is one of outbox, response"),
    (["--public-url", "portal"], "publicUrl is an address like https://portal.example.org"),
    (["--tls-key", "a"], "for HTTPS both are needed: tlsCertificate and tlsKey"),
    (
      ["--twilio-auth-token", "x"],
      "--twilio-auth-token would be seen by others on this machine: use PORTAL_TWILIO_AUTH_TOKEN, or name a file with --twilio-auth-token-file"
    ),
    (
      ["--twilio-auth-token-file", "x"],
      "Twilio signs the address that it calls: set it with --public-url"
    ),
  ])
  func `What can't be is said in one line`(arguments: [String], line: String) async throws {
    let error = await #expect(throws: SettingsError.self) {
      try await ServerSettings(arguments: arguments)
    }
    #expect(error?.description == line)
  }

  @Test(arguments: ["[]", "{", #"{"prot": 1}"#, #"{"port": [1]}"#, #"{"port": "x"}"#])
  func `A file that isn't one of settings is refused`(text: String) async throws {
    let file = try file(text)
    await #expect(throws: SettingsError.self) { try await ServerSettings(file: file) }
  }

  @Test func `A secret comes from a file, and is shown nowhere`() async throws {
    let path = folder.path + "/token"
    try "s3cret\n".write(toFile: path, atomically: true, encoding: .utf8)
    let settings = try await ServerSettings(
      arguments: ["--twilio-auth-token-file", path, "--public-url", "https://a.example"])
    let secret = try #require(
      try settings.secret(.twilioAuthToken, file: .twilioAuthTokenFile))
    #expect(secret == Secret("s3cret"))
    #expect(!"\(secret) \(String(reflecting: secret))".contains("s3cret"))
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("s3cret"))
  }

  @Test func `Every setting is in the guide, with what counts where nothing is set`() throws {
    let guide = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "docs/operations.md"), encoding: .utf8)
    for setting in ServerSetting.allCases {
      let name = setting.isSecret ? setting.variable : setting.flag
      let fallback = setting.fallback.map { "`\($0)`" } ?? ""
      #expect(
        guide.contains("| `\(name)` | \(fallback) | \(setting.help) |"),
        "docs/operations.md lacks: | `\(name)` | \(fallback) | \(setting.help) |")
    }
    for metric in ServerMetrics.Metric.allCases {
      #expect(
        guide.contains("| `\(metric.name)` | \(metric.help) |"),
        "docs/operations.md lacks: | `\(metric.name)` | \(metric.help) |")
    }
  }
}
