import Foundation
import Glibc
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalServer

/// What a patient asks for, at a server that is killed while it does it.
@Suite(
  .serialized,
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: ServerProcess.program.path),
    "there is no program beside the tests: build it with 'swift build'"))
struct InterruptedProcessTests {
  private static let wish = "send a message to my doctor saying the new pills make me sleepy"

  @Test func `Killed while it does what it's asked, it has done it once in the end`() async throws {
    let clinic = try await ClosedClinic()
    var generator = SeededGenerator(seed: 11)
    let phone = DemonstrationClinic.mariasPhone
    var server = try await ServerProcess(store: clinic.store, name: "first")
    try await say(Self.wish, "W0", to: server)
    try await say("2580", "P", to: server)
    for round in 0..<5 {
      if round > 0 { try await say(Self.wish, "W\(round)", to: server) }
      let (identifier, delay) = (server.identifier, Int.random(in: 0...60, using: &generator))
      #expect(await server.text("y", "Y\(round)", from: phone) == 200)
      try await Task.sleep(for: .milliseconds(delay))
      Glibc.kill(identifier, SIGKILL)
      server.kill()
      server = try await ServerProcess(store: clinic.store, name: "after\(round)")
      // Whatever is left of it is dealt with before what comes next.
    }
    #expect(try await server.end() == 0)
    let counts = try await clinic.messages()
    for round in 0..<5 {
      for type in [
        Messages.ThreadStarted.name, Conversations.Accepted.name, Conversations.Answered.name,
      ] {
        #expect(counts[type]?["Y\(round)"] == 1, "\(type) of round \(round)")
      }
    }
  }

  /// Says something, and waits for the answer.
  private func say(_ text: String, _ sid: String, to server: ServerProcess) async throws {
    let before = server.said.count
    #expect(await server.text(text, sid, from: DemonstrationClinic.mariasPhone) == 200)
    try await until { server.said.count > before }
  }
}
