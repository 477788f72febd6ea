import AsyncHTTPClient
import EventStore
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Portal
import TestSupport

@testable import PortalServer

/// `portal serve` as a child, on a copy of the demonstration clinic.
final class ServerProcess {
  /// The program stands beside the tests' own bundle.
  static let program = URL(fileURLWithPath: CommandLine.arguments[0])
    .resolvingSymlinksInPath().deletingLastPathComponent().appendingPathComponent("portal")

  let port: Int
  private let process = Process()
  private let output: String
  private let errors: String

  /// Starts one, and waits until it serves.
  ///
  /// - Parameters:
  ///   - store: the store's folder.
  ///   - name: of the files that take what it says.
  ///   - arguments: more flags.
  init(store: String, name: String, _ arguments: String...) async throws {
    (output, errors) = ("\(store).\(name).out", "\(store).\(name).err")
    for path in [output, errors] {
      guard FileManager.default.createFile(atPath: path, contents: nil) else { throw TookTooLong() }
    }
    process.executableURL = Self.program
    process.arguments =
      [
        "serve", "--store", store, "--port", "0", "--public-url", WebhookServer.publicURL,
        "--sender-rate", "100000", "--global-rate", "100000",
      ] + arguments
    process.environment = [
      "PATH": "/usr/bin:/bin", "PORTAL_TWILIO_AUTH_TOKEN": WebhookServer.token,
      // Swift writes down where a program crashed, which takes seconds.
      "SWIFT_BACKTRACE": "enable=no",
    ]
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    var found: Int?
    let (errors, process) = (errors, process)
    try await until {
      guard process.isRunning else { throw TookTooLong() }
      let text = try String(contentsOfFile: errors, encoding: .utf8)
      found = text.firstMatch(of: /port=([0-9]+)/).flatMap { Int($0.1) }
      return found != nil
    }
    port = found ?? 0
  }

  deinit { if process.isRunning { kill() } }

  /// Its process.
  var identifier: pid_t { process.processIdentifier }
  /// What it said on standard output.
  var said: String { (try? String(contentsOfFile: output, encoding: .utf8)) ?? "" }
  /// What it logged.
  var logged: String { (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "" }

  /// Ends it at once.
  func kill() {
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to end, and waits until it has.
  ///
  /// - Returns: its exit status.
  func end() async throws -> Int32 {
    process.terminate()
    let process = process
    try await until { !process.isRunning }
    return process.terminationStatus
  }

  /// Sends a message as Twilio does.
  ///
  /// - Returns: the status; `nil` where nobody answered.
  func text(_ body: String, _ sid: String, from phone: String) async -> UInt? {
    await sending(body, sid, from: phone)()
  }

  /// The same, for a task of its own.
  func sending(
    _ body: String, _ sid: String, from phone: String
  ) -> @Sendable () async -> UInt? {
    let port = port
    return { await Self.post(port, ["MessageSid": sid, "From": phone, "Body": body]) }
  }

  /// Where nobody listens any more, it doesn't try again.
  private static let client = {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.retryConnectionEstablishment = false
    return HTTPClient(configuration: configuration)
  }()

  @concurrent
  private static func post(_ port: Int, _ form: [String: String]) async -> UInt? {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/sms/twilio")
    request.method = .POST
    request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
    request.headers.add(
      name: "x-twilio-signature", value: WebhookServer.signature(of: form, "/sms/twilio"))
    request.body = .bytes(
      ByteBuffer(
        string: form.map {
          "\($0.key)=\($0.value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
        }.joined(separator: "&")))
    return try? await client.execute(request, timeout: .seconds(30)).status.code
  }

  /// Sends bytes on a connection of its own, and waits until it's closed.
  ///
  /// - Returns: what came back.
  func exchange(_ bytes: String) -> String {
    let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(client) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = unsafe inet_addr("127.0.0.1")
    let connected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(client, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { return "" }
    var limit = timeval(tv_sec: 30, tv_usec: 0)
    unsafe setsockopt(
      client, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let data = Array(bytes.utf8)
    _ = unsafe Glibc.send(client, data, data.count, Int32(MSG_NOSIGNAL))
    var answer: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe recv(client, &buffer, buffer.count, 0)
      if count < 0 { return "still open: " + String(decoding: answer, as: UTF8.self) }
      if count == 0 { return String(decoding: answer, as: UTF8.self) }
      answer += buffer.prefix(count)
    }
  }
}

/// A copy of the demonstration clinic that no process has open.
struct ClosedClinic {
  let folder = QuickFolder()
  var store: String { folder.path + "/clinic" }

  init() async throws {
    let clinic = try await DemonstrationStore()
    await clinic.portal.close()
    for (from, to) in [("store", "clinic"), ("store.keys", "clinic.keys")] {
      try FileManager.default.copyItem(
        atPath: clinic.folder.path + "/" + from, toPath: folder.path + "/" + to)
    }
    withExtendedLifetime(clinic) {}
  }

  /// How often each carrier's message is in the log, by the type of its events.
  func messages() async throws -> [String: [String: Int]] {
    let portal = try Portal(opening: store)
    var counts: [String: [String: Int]] = [:]
    try portal.replay { recorded in
      guard let event = recorded.event,
        let tag = event.tags.first(where: { $0.hasPrefix("text:") })
      else { return true }
      counts[event.type, default: [:]][String(tag.dropFirst("text:twilio:".count)), default: 0] += 1
      return true
    }
    await portal.close()
    return counts
  }
}
