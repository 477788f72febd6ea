import EventStore
import Foundation
import Portal
import PortalBot
import PortalDomain
import TestSupport
import Testing

@Suite struct ReplayTests {
  @Test func `What was said and answered can be had again from the log, byte for byte`()
    async throws
  {
    let store = try await DemonstrationStore()
    let phone = try #require(PhoneNumber("+15075550101"))
    let service = ConversationService(store.portal, channel: .chat)
    let messages = [
      "refill my lisinopril", "2580", "no, the metformin", "what do I owe", "refil insulin", "1",
      "blorp \u{202E} {phone}", "y", "ALTO", "START", "hola \u{1F600}",
    ]
    var replies: [[String]] = []
    for message in messages {
      replies.append(try await service.receive(message, from: phone).replies)
    }
    await store.portal.close()
    let again = try Portal(
      opening: store.folder.path + "/store", clock: { DemonstrationStore.morning })
    var (heard, said): ([String], [[String]]) = ([], [])
    try again.replay { recorded in
      guard let event = recorded.event else { return true }
      let data = Data(event.data)
      if event.type == Conversations.MessageReceived.name {
        heard.append(try JSONDecoder().decode(Conversations.MessageReceived.self, from: data).text)
      }
      if event.type == Conversations.Replied.name {
        said.append(try JSONDecoder().decode(Conversations.Replied.self, from: data).replies)
      }
      return true
    }
    #expect(said == replies)
    // All but what proves who speaks.
    #expect(heard == messages.map { $0 == "2580" ? "(PIN)" : $0 })
    await again.close()
  }

  @Test func `The bot says the same to the same words, where the same is known`() async throws {
    let store = try await DemonstrationStore()
    let bot = Bot(store.portal)
    var dialogue = Dialogue()
    dialogue.session = .init(
      patient: PatientID("maria"), until: DemonstrationStore.morning.addingTimeInterval(600))
    for message in ["refill my lisinopril", "no, the insulin", "2", "what do I owe", "never mind"] {
      let first = try bot.reply(to: message, removed: false, in: dialogue)
      let second = try bot.reply(to: message, removed: false, in: dialogue)
      #expect(first.replies == second.replies)
      #expect(first.dialogue == second.dialogue)
      dialogue = first.dialogue
    }
    await store.portal.close()
  }
}
