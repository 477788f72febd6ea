import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalBot

/// What may be a danger, and may be none.
@Suite struct DoubtTests {
  private func understand(_ text: String) -> Understanding {
    Understander.standard.understand(text)
  }

  @Test(arguments: [
    ("my son hit his head yesterday", SafetyConcern.emergency),
    ("i feel like giving up", .crisis),
  ])
  func `What may be a danger is in doubt, and keeps its intent`(
    text: String, concern: SafetyConcern
  ) {
    let understanding = understand(text)
    #expect(understanding.doubt == concern && understanding.safety == nil)
    #expect(![.safetyEmergency, .safetyCrisis].contains(understanding.intent))
    #expect(understanding.why.contains("may be danger"))
  }

  @Test func `A sure danger, a bare answer and a plain wish are in no doubt`() {
    for text in [
      "crushing chest pain", "yes", "no", "2", "nope", "refill my lisinopril", "nobody.here",
    ] {
      #expect(understand(text).doubt == nil, "\(text)")
    }
    #expect(understand("crushing chest pain").safety == .emergency)
  }

  @Test(arguments: SafetyConcern.allCases, Preferences.Language.allCases)
  func `Who is asked hears where to call, in one text`(
    concern: SafetyConcern, language: Preferences.Language
  ) {
    let clinic = ClinicProfile(name: "Riverbend Clinic", phone: "(507) 555-0100")
    let text = Phrases(clinic: clinic, language: language).askWhether(concern)
    #expect(text.contains("911") && (concern == .emergency || text.contains("988")))
    #expect(TextLength(of: text).segments == 1)
  }

  @Test func `An evaluation tells what alarmed, what was asked about and what was not heard`() {
    let texts = ["crushing chest pain", "my son hit his head yesterday", "refill my lisinopril"]
    let outcome = SafetyEvaluation(emergencies: texts, harmless: [], by: .standard).emergencies
    #expect([outcome.alarmed, outcome.asked, outcome.calm] == texts.map { [$0] })
    #expect(outcome.shareCaught > 0.66 && outcome.shareCaught < 0.67)
  }

  @Test func `What waits for an answer is in the conversation's events, and can be had again`()
    async throws
  {
    let store = try await DemonstrationStore()
    let bot = Bot(store.portal)
    let asked = try bot.reply(to: "i feel like giving up", removed: false, in: Dialogue())
    #expect(asked.dialogue.awaiting == "danger")
    guard case .asked(.crisis)? = asked.notes.first, asked.notes.count == 1 else {
      Issue.record("\(asked.notes)")
      return
    }
    let kept = try JSONDecoder().decode(
      Dialogue.self, from: try JSONEncoder().encode(asked.dialogue))
    #expect(kept == asked.dialogue)
    for (answer, isAlarmed) in [
      ("yes", true), ("maybe", true), ("no", false), ("nobody is in danger", false),
    ] {
      let turn = try bot.reply(to: answer, removed: false, in: kept)
      #expect(turn.dialogue.doubt == nil)
      switch turn.notes.first {
      case .safety(.crisis): #expect(isAlarmed, "\(answer)")
      case .denied: #expect(!isAlarmed, "\(answer)")
      default: Issue.record("\(answer): \(turn.notes)")
      }
      #expect(try bot.reply(to: answer, removed: false, in: kept).replies == turn.replies)
    }
    await store.portal.close()
  }

  @Test func `A number that proves who somebody is isn't kept with what is asked about`()
    async throws
  {
    let store = try await DemonstrationStore()
    var dialogue = Dialogue()
    dialogue.question = .pin
    let turn = try Bot(store.portal).reply(
      to: "i really feel like giving up on everything, 2580", removed: false, in: dialogue)
    let kept = String(decoding: try JSONEncoder().encode(turn.dialogue), as: UTF8.self)
    #expect(turn.dialogue.awaiting == "danger" && !kept.contains("2580"))
    await store.portal.close()
  }
}
