import Foundation
import Portal
import PortalBot
import PortalDomain
import TestSupport
import Testing

/// What the bot promises, that staff get back to somebody, is theirs to see.
@Suite struct CallbackCommandTests {
  private let store: DemonstrationStore
  private let maria: PhoneNumber

  init() async throws {
    store = try await DemonstrationStore()
    maria = try #require(PhoneNumber(DemonstrationClinic.mariasPhone))
  }

  private func staff(_ words: String...) async throws -> PortalProgram.Run {
    try await PortalProgram.run(
      ["staff"] + words + [
        "--as", "nurse", "--store", store.folder.path + "/store",
        "--now", DemonstrationStore.morning.formatted(.iso8601),
      ])
  }

  private func say(_ texts: String..., from phone: PhoneNumber) async throws {
    let service = ConversationService(store.portal, channel: .chat)
    for text in texts { _ = try await service.receive(text, from: phone) }
  }

  @Test func `Who is in danger comes before who wants a person, and is attended to once`()
    async throws
  {
    let stranger = try #require(PhoneNumber("+15075550177"))
    try await say("can i talk to a real person please", from: stranger)
    try await say("i want to die", from: maria)
    let list = try await staff("callbacks")
    let lines = list.output.split(separator: "\n")
    #expect(lines.count == 4, "\(list)")
    #expect(lines[0].contains("crisis  Maria Alvarez  +15075550101"), "\(list)")
    #expect(lines[1].contains("\"i want to die\""))
    #expect(lines[2].contains("wants a person  unknown  +15075550177"))

    let number = try #require(lines[0].split(separator: " ").first.map(String.init))
    let done = try await staff("attend", number, "--outcome", "talked with her")
    #expect(done.status == 0 && done.output.contains("conversation.attended.v1"), "\(done)")
    #expect(try await staff("attend", number, "--outcome", "again").isRefusal)
    let rest = try await staff("callbacks", "--json")
    #expect(!rest.output.contains("crisis") && rest.output.contains("+15075550177"), "\(rest)")
  }

  @Test func `Who was asked stands there until they answer`() async throws {
    try await say("grandma seems confused, what do i owe", from: maria)
    #expect(try await staff("callbacks").output.contains("perhaps emergency"))
    try await say("no", from: maria)
    #expect(try await staff("callbacks").output == "Nobody waits for a call.\n")
  }

  @Test func `What came after staff looked is not done with by what they say then`() async throws {
    try await say("can i talk to a real person please", from: maria)
    let list = try await staff("callbacks").output
    let number = try #require(list.split(separator: " ").first.map(String.init))
    try await say("i want to die", from: maria)
    let late = try await staff("attend", number, "--outcome", "called back")
    #expect(late.isRefusal && late.errors.contains("something new"), "\(late)")
    #expect(try await staff("callbacks").output.contains("crisis"))
  }

  @Test func `What steers a terminal, or turns the writing, is marked`() async throws {
    try await say("i want to die \u{1B}[2J\u{202E}\nline", from: maria)
    let output = try await staff("callbacks").output
    #expect(
      !output.unicodeScalars.contains("\u{1B}") && !output.unicodeScalars.contains("\u{202E}"))
    #expect(output.contains("\u{FFFD}[2J") && output.contains("/ line"), "\(output)")
  }
}
