import Foundation
import Glibc
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

/// `portal serve` as its users run it.
@Suite(
  .serialized,
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: ServerProcess.program.path),
    "there is no program beside the tests: build it with 'swift build'"))
struct ServerProcessTests {
  private static let kills =
    ProcessInfo.processInfo.environment["PORTAL_SERVER_KILLS"].flatMap { UInt64($0) } ?? 1
  private static let phones = (10..<20).map { "+150755502\($0)" }

  /// Each message of some, in any order, all at once.
  private func deliver(
    _ messages: Range<Int>, to servers: [ServerProcess], _ generator: inout SeededGenerator
  ) async -> Set<Int> {
    let ports = servers
    let order = messages.shuffled(using: &generator)
    return await withTaskGroup(of: (Int, UInt?).self) { group in
      for number in order {
        for server in ports {
          let send = server.sending(
            ["hi", "help", "refill my pills"][number % 3], "SM\(number)",
            from: Self.phones[number % Self.phones.count])
          group.addTask { (number, await send()) }
        }
      }
      var accepted: Set<Int> = []
      for await (number, status) in group where status == 200 { accepted.insert(number) }
      return accepted
    }
  }

  private func expectAnsweredOnce(
    _ accepted: Set<Int>, in clinic: ClosedClinic, _ comment: Comment
  ) async throws {
    let counts = try await clinic.messages()
    let stored = counts[Conversations.Accepted.name] ?? [:]
    #expect(Set(stored.keys).isSuperset(of: accepted.map { "SM\($0)" }), comment)
    for type in [
      Conversations.Accepted.name, Conversations.Answered.name, Conversations.ReplySent.name,
    ] {
      #expect(Set(counts[type, default: [:]].keys) == Set(stored.keys), "\(type): \(comment)")
      #expect(counts[type, default: [:]].values.allSatisfy { $0 == 1 }, "\(type): \(comment)")
    }
  }

  /// `PORTAL_SERVER_KILLS` sets how many histories there are.
  @Test(arguments: 1...kills)
  func `Killed at random instants, it answers every message that it accepted, once`(
    seed: UInt64
  ) async throws {
    let clinic = try await ClosedClinic()
    var generator = SeededGenerator(seed: seed)
    var accepted: Set<Int> = []
    for round in 0..<3 {
      let server = try await ServerProcess(store: clinic.store, name: "\(round)")
      let delay = Int.random(in: 20...700, using: &generator)
      let identifier = server.identifier
      let killing = Task {
        try await Task.sleep(for: .milliseconds(delay))
        Glibc.kill(identifier, SIGKILL)
      }
      // Those of the rounds before come again, as a carrier would send them.
      accepted.formUnion(await deliver(0..<(round + 1) * 20, to: [server], &generator))
      try await killing.value
      server.kill()
    }
    let last = try await ServerProcess(store: clinic.store, name: "last")
    accepted.formUnion(await deliver(0..<60, to: [last], &generator))
    #expect(try await last.end() == 0)
    #expect(accepted == Set(0..<60))
    try await expectAnsweredOnce(accepted, in: clinic, "seed \(seed)")
  }

  @Test func `Two processes on one store answer each message once`() async throws {
    let clinic = try await ClosedClinic()
    var generator = SeededGenerator(seed: 7)
    let servers = [
      try await ServerProcess(store: clinic.store, name: "a"),
      try await ServerProcess(store: clinic.store, name: "b"),
    ]
    var accepted: Set<Int> = []
    for round in 0..<3 {
      accepted.formUnion(
        await deliver(round * 20..<(round + 1) * 20, to: servers, &generator))
    }
    for server in servers { #expect(try await server.end() == 0) }
    #expect(accepted == Set(0..<60))
    try await expectAnsweredOnce(accepted, in: clinic, "two processes")
    let sent = servers.flatMap { $0.said.split(separator: "\n") }.count {
      $0.hasPrefix("sms to +150755502")
    }
    #expect(sent == 60)
  }

  @Test func `Asked to end, it finishes what it accepted`() async throws {
    let clinic = try await ClosedClinic()
    var generator = SeededGenerator(seed: 9)
    let server = try await ServerProcess(store: clinic.store, name: "a")
    let accepted = await deliver(0..<40, to: [server], &generator)
    #expect(accepted.count == 40)
    #expect(try await server.end() == 0)
    try await expectAnsweredOnce(accepted, in: clinic, "at the end")
  }

  @Test func `A conversation leaves nothing of a person in the log of the program`() async throws {
    let clinic = try await ClosedClinic()
    let server = try await ServerProcess(
      store: clinic.store, name: "a", "--log-level", "trace")
    let phone = DemonstrationClinic.mariasPhone
    for (number, text) in ["refill my lisinopril", "2580", "y", "4242 4242 4242 4242"].enumerated()
    {
      #expect(await server.text(text, "SM\(number)", from: phone) == 200)
      try await until {
        server.said.split(separator: "\n").count { $0.hasPrefix("sms to \(phone): ") } > number
      }
    }
    try await until { server.said.contains("I sent the refill of lisinopril") }
    #expect(try await server.end() == 0)
    let logged = server.logged
    #expect(logged.contains("message=twilio:SM0"))
    for secret in [
      "5075550101", "maria", "alvarez", "lisinopril", "2580", "4242", WebhookServer.token, "Fatal",
    ] {
      #expect(!logged.lowercased().contains(secret.lowercased()), "\(secret)")
    }
  }

  @Test func `Who is slow, or sends too much of a head, is cut off, and others are served`()
    async throws
  {
    let clinic = try await ClosedClinic()
    let server = try await ServerProcess(
      store: clinic.store, name: "a", "--request-seconds", "1", "--idle-seconds", "2",
      "--header-bytes", "1024")
    let start = ContinuousClock.now
    let post = "POST /sms/twilio HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n"
    #expect(server.exchange(post + "abc").hasPrefix("HTTP/1.1 408"))
    // Half a head, and then nothing.
    #expect(server.exchange("POST /sms/twilio HTTP/1.1\r\nHost:") == "")
    let large = "GET /health HTTP/1.1\r\nX-Large: \(String(repeating: "a", count: 4096))\r\n\r\n"
    #expect(server.exchange(large).hasPrefix("HTTP/1.1 400"))
    #expect(server.exchange("nonsense\r\n\r\n").hasPrefix("HTTP/1.1 400"))
    #expect(ContinuousClock.now - start < .seconds(25))
    #expect(await server.text("hi", "SM1", from: "+15075550219") == 200)
    #expect(try await server.end() == 0)
  }
}
