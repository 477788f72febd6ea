import EventStore
import Foundation
import Portal
import PortalBot
import PortalDomain
import TestSupport
import Testing

@Suite struct ConversationServiceTests {
  @Test func `A conversation goes on where it was after a restart`() async throws {
    let store = try await DemonstrationStore()
    let phone = try #require(PhoneNumber(DemonstrationClinic.mariasPhone))
    let service = ConversationService(store.portal, channel: .chat)
    _ = try await service.verify(phone)
    _ = try await service.receive("refill my lisinopril", from: phone)
    await store.portal.close()
    let again = try Portal(
      opening: store.folder.path + "/store", clock: { DemonstrationStore.morning })
    let answer = try await ConversationService(again, channel: .chat).receive("y", from: phone)
    #expect(answer.changes.contains { $0.event is Prescriptions.RefillRequested })
  }

  @Test func `Neither PINs nor card numbers are stored`() async throws {
    let store = try await DemonstrationStore()
    let phone = try #require(PhoneNumber(DemonstrationClinic.mariasPhone))
    let service = ConversationService(store.portal, channel: .chat)
    for message in ["refill my lisinopril", "2580", "charge 4242 4242 4242 4242 now"] {
      _ = try await service.receive(message, from: phone)
    }
    var messages = 0
    try store.portal.replay { recorded in
      let data = String(decoding: recorded.event?.data ?? [], as: UTF8.self)
      if recorded.event?.type == Conversations.MessageReceived.name {
        messages += 1
        #expect(!data.contains("2580"))
      }
      #expect(!data.contains("4242 4242"))
      return true
    }
    #expect(messages == 3)
  }

  @Test func `A known and an unknown phone get the same words`() async throws {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    for message in ["hi", "refill my lisinopril", "0000", "what do I take", "help", "thanks"] {
      var answers: [[String]] = []
      for number in [
        "+15075550101", "+15075550102", "+15075550103", "+15075550105", "+15075550199",
      ] {
        let phone = try #require(PhoneNumber(number))
        answers.append(try await service.receive(message, from: phone).replies)
      }
      #expect(Set(answers).count == 1, "\(message): \(answers)")
    }
  }

  @Test func `An unproven sender is told nothing about anyone's health`() async throws {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    let phone = try #require(PhoneNumber(DemonstrationClinic.mariasPhone))
    let secrets = [
      "maria", "alvarez", "lisinopril", "metformin", "atorvastatin", "insulin", "patel",
    ]
    for message in [
      "what do i take", "refill metformin", "where is my refill", "who am i", "y", "1", "list",
      "is my insulin ready", "help",
    ] {
      for reply in try await service.receive(message, from: phone).replies {
        // The one example of the help text names a medicine that nobody asked about.
        let said = reply.lowercased().replacing("like: refill my lisinopril", with: "")
        for secret in secrets { #expect(!said.contains(secret), "\(message): \(reply)") }
      }
    }
  }
}
