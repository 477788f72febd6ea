import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalBot

/// What is refused, or fails, where nobody foresaw it: there is a reply all the same.
@Suite struct RefusalTests {
  private static let weisPhone = "+15075550103"
  private static let (wei, mia, jun) = (PatientID("wei"), PatientID("mia"), PatientID("jun"))

  @Test func `A teen's own matters are not told to a proxy, however the talk came to them`()
    async throws
  {
    let store = try await DemonstrationStore()
    let bot = Bot(store.portal)
    for (step, isTheirs) in [
      (PharmacyFlow().step, true), (AutoRefillFlow(isOn: true).step, true),
      (BookingFlow().step, false),
    ] {
      var dialogue = Dialogue()
      dialogue.session = .init(patient: Self.wei, until: DemonstrationStore.morning + 600)
      dialogue.session?.concerns = Self.jun
      dialogue.undo = step
      let turn = try bot.reply(to: "undo that", removed: false, in: dialogue)
      let words = bot.phrases.words(of: Proxies.Failure.beyondScope)
      #expect(turn.told.isEmpty == isTheirs, "\(turn.replies)")
      #expect((turn.replies == [words, bot.phrases.personInstead]) == isTheirs, "\(turn.replies)")
      #expect((turn.dialogue.question == .person) == isTheirs)
      #expect(turn.action == nil)
    }
    await store.portal.close()
  }

  @Test func `Whoever may no longer act for somebody is told so, and told nothing else`()
    async throws
  {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    let phone = try #require(PhoneNumber(Self.weisPhone))
    _ = try await service.verify(phone)
    let offer = try await service.receive("book a primary care visit for Mia", from: phone)
    #expect(offer.awaiting == "choice")
    try await store.portal.perform(
      Proxies.self, .end(Self.mia, proxy: Self.wei, reason: "court order"),
      as: Origin(actor: .staff("frontdesk"), channel: .staff))
    let answer = try await service.receive("1", from: phone)
    #expect(answer.replies.first?.contains("their own") == true, "\(answer.replies)")
    #expect(answer.awaiting == "person")
    #expect(!answer.changes.contains { $0.name.hasPrefix("access.") })
    let next = try await service.receive("yes", from: phone)
    #expect(next.changes.contains { $0.event is Conversations.HandedOff })
    await store.portal.close()
  }

  @Test(
    arguments: [
      Staff.Failure.notAllowed(needs: [.nurse]), Staff.Failure.unknown,
      Disclosures.Failure.restricted,
      Proxies.Failure.beyondScope, Account.Failure.unknownPatient,
    ] as [any Refusal])
  func `Every refusal is put into words for a patient`(refusal: any Refusal) async throws {
    let store = try await DemonstrationStore()
    let bot = Bot(store.portal)
    for (text, offer) in [("hi there", "talk to a person"), ("quiero pagar", "con una persona")] {
      let turn = try bot.reply(to: refusal, of: text, in: Dialogue())
      let said = turn.replies.joined(separator: " ")
      #expect(turn.replies.count == 2 && said.contains(offer), "\(said)")
      for word in ["portal staff", "the staff", "role", "nurse"] {
        #expect(!said.contains(word), "\(said)")
      }
    }
    await store.portal.close()
  }

  /// A post that never works.
  private struct NoPost: CodeSender {
    struct Failure: Error {}
    func send(_ message: CodeMessage) async throws { throw Failure() }
  }

  @Test func `What fails in a turn ends in an apology, and the talk goes on`() async throws {
    let store = try await DemonstrationStore(codeSender: NoPost())
    let service = ConversationService(store.portal, channel: .chat)
    let phone = try #require(PhoneNumber("+15075550101"))
    _ = try await service.verify(phone)
    _ = try await service.receive("change my phone to 507-555-0177", from: phone)
    let answer = try await service.receive("y", from: phone)
    #expect(answer.replies.first?.hasPrefix("Sorry, something went wrong") == true)
    #expect(answer.awaiting == "person")
    #expect(try store.portal.lastReply(to: phone)?.replies == answer.replies)
    let next = try await service.receive("pay my bill", from: phone)
    #expect(next.awaiting != nil && next.intent == .billingPay, "\(next.replies)")
    await store.portal.close()
  }
}
