import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalBot

/// A message that is near to a wish, and plainly none.
@Suite struct ClarifyTests {
  private let store: DemonstrationStore
  private let bot: Bot
  private let maria = PatientID("maria")

  init() async throws {
    store = try await DemonstrationStore()
    bot = Bot(store.portal)
  }

  /// A turn of somebody who has proven who they are, after a message that was taken for none of these.
  private func turn(
    after text: String, near candidates: [(Intent, Double)], of speaker: PatientID? = nil,
    concerning child: PatientID? = nil
  ) throws -> (turn: Turn, isAsked: Bool) {
    var dialogue = Dialogue()
    dialogue.session = .init(patient: speaker ?? maria, until: .distantFuture)
    dialogue.session?.concerns = child
    var turn = Turn(dialogue, .outOfScope, text)
    let understanding = Understanding(
      intent: .outOfScope, confidence: 0.5,
      alternatives: candidates.map { .init(intent: $0.0, confidence: $0.1) }, why: "a test")
    let isAsked = try bot.clarify(understanding, &turn)
    return (turn, isAsked)
  }

  @Test
  func `Two wishes that are near are offered, and the message is taken for the one that is chosen`()
    throws
  {
    let (asked, isAsked) = try turn(
      after: "20 dollars", near: [(.billingPay, 0.6), (.billingBalance, 0.5), (.billingPlan, 0.45)])
    #expect(isAsked && asked.dialogue.awaiting == "choice")
    let question = try #require(asked.replies.first)
    #expect(question.contains("1. Pay a bill\n2. See what you owe\n3. Something else"))
    let paying = try bot.reply(to: "1", removed: false, in: asked.dialogue)
    #expect(paying.replies.joined().contains("$20.00"), "\(paying.replies)")
    let telling = try bot.reply(to: "what i owe", removed: false, in: asked.dialogue)
    #expect(telling.replies.joined().contains("You owe $240.00"), "\(telling.replies)")
    let other = try bot.reply(to: "3", removed: false, in: asked.dialogue)
    #expect(other.replies == [bot.phrases.notUnderstood(times: 1)])
    #expect(other.dialogue.question == nil)
  }

  @Test func `What was asked is over once something else is wished for`() throws {
    let asked = try turn(after: "bill", near: [(.billingPay, 0.6), (.billingPlan, 0.5)]).turn
    let told = try bot.reply(to: "what do i take", removed: false, in: asked.dialogue)
    #expect(told.dialogue.question == nil && told.dialogue.suspended == nil)
  }

  @Test func `What is far from all wishes, or no wish, is asked about by nobody`() throws {
    #expect(try !turn(after: "x", near: [(.billingPay, 0.3)]).isAsked)
    #expect(try !turn(after: "x", near: [(.dialogueThanks, 0.9), (.accountSignIn, 0.9)]).isAsked)
  }

  @Test func `A proxy is offered nothing beyond what they may do`() throws {
    let (wei, jun) = (PatientID("wei"), PatientID("jun"))
    let wishes: [(Intent, Double)] = [(.recordsResults, 0.5), (.prescriptionsRefill, 0.4)]
    #expect(try turn(after: "x", near: wishes, of: wei).isAsked)
    #expect(try !turn(after: "x", near: wishes, of: wei, concerning: jun).isAsked)
  }

  @Test func `Every wish has its name in each language`() {
    let unnamed: Set<Intent> = [.accountRegister, .accountSignIn, .helpCapabilities, .helpHuman]
    for intent in Intent.allCases where intent.isWish && !unnamed.contains(intent) {
      for language in Preferences.Language.allCases {
        let phrases = Phrases(clinic: store.portal.clinic, language: language)
        #expect(phrases.wish(intent)?.isEmpty == false, "\(intent)")
      }
    }
  }
}
