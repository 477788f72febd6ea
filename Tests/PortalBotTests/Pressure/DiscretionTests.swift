import EventStore
import Foundation
import Portal
import PortalDomain
import TestSupport
import Testing

@testable import PortalBot

/// What nobody is told who has not proven who they are, and what is kept nowhere.
@Suite struct DiscretionTests {
  /// What would tell of somebody's health, money or visits.
  private static func secrets(of patients: [PatientID], in portal: Portal) throws -> Set<String> {
    var secrets: Set<String> = []
    for patient in patients {
      let profile = try #require(try portal.profile(of: patient))
      secrets.formUnion([profile.givenName, profile.familyName])
      secrets.formUnion(try portal.prescriptions(of: patient).prescriptions.map(\.medicine.name))
      for visit in try portal.upcomingAppointments(of: patient) {
        secrets.insert(visit.slot.spokenTime(portal.context))
      }
      for entry in try portal.results(of: patient, at: nil, page: 0) {
        if case .result(let result) = entry.content {
          secrets.formUnion([result.name, result.label])
        }
      }
      let balance = try portal.balance(of: patient)
      if !balance.total.isZero { secrets.insert("\(balance.total)") }
      secrets.formUnion(try portal.careTeam(of: patient).map(\.name))
    }
    return Set(secrets.filter { $0.count >= 3 }.map { words($0.lowercased()) })
  }

  private static let patients = ["maria", "james", "wei", "mia", "jun", "rosa", "tom"]
    .map { PatientID($0) }

  /// The words with a space around each, without the one example that the help text gives everybody.
  private static func plain(_ replies: [String]) -> String {
    words(
      replies.joined(separator: "\n").lowercased()
        .replacing("like: refill my lisinopril", with: "")
        .replacing("como: surtir mi lisinopril", with: ""))
  }

  private static func words(_ text: String) -> String {
    let marks: Set<Character> = ["$", ".", "-"]
    return " "
      + text.split { !$0.isLetter && !$0.isNumber && !marks.contains($0) }
      .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: ".")) }
      .joined(separator: " ") + " "
  }

  private static let spanish = [
    "quiero surtir mi warfarina", "cuanto debo", "que medicinas tomo", "cuando es mi cita",
    "ya salieron mis resultados", "hola buenos dias", "ayuda", "quien soy",
  ]

  @Test func `No reply to an unproven sender tells of anyone's health, whatever they say`()
    async throws
  {
    let store = try await DemonstrationStore()
    let secrets = try Self.secrets(of: Self.patients, in: store.portal)
    #expect(secrets.count > 30)
    let bot = Bot(store.portal)
    for text in HeldOut.sample.map(\.text) + Self.spanish {
      // The first message, and the same again where a PIN is asked for.
      let first = try bot.reply(to: text, removed: false, in: Dialogue())
      let second = try bot.reply(to: text, removed: false, in: first.dialogue)
      for turn in [first, second] {
        let said = Self.plain(turn.replies)
        for secret in secrets where said.contains(secret) {
          Issue.record("\"\(secret)\" in the reply to \"\(text)\": \(said)")
        }
      }
    }
    await store.portal.close()
  }

  @Test func `Every phone gets the same words before its PIN, whatever is wanted`() async throws {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    var seen: Set<String> = []
    // Of one patient, of one who prefers Spanish, of three, and of nobody.
    let phones = try ["+15075550101", "+15075550104", "+15075550103", "+15075550199"].map {
      try #require(PhoneNumber($0))
    }
    let wishes = HeldOut.sample.filter { seen.insert($0.label).inserted }.map(\.text)
    #expect(wishes.count > 50)
    for text in wishes + Self.spanish {
      var answers: Set<[String]> = []
      for phone in phones {
        answers.insert(try await service.receive(text, from: phone).replies)
        _ = try await service.receive("never mind", from: phone)
      }
      #expect(answers.count == 1, "\(text): \(answers)")
    }
    await store.portal.close()
  }

  @Test func `A proxy is told nothing beyond what they may see`() async throws {
    let store = try await DemonstrationStore()
    let (wei, jun) = (PatientID("wei"), PatientID("jun"))
    let medicines = try store.portal.prescriptions(of: jun).prescriptions.map(\.medicine.name)
    let results = try store.portal.results(of: jun, at: nil, page: 0)
    #expect(try !store.portal.may(wei, actFor: jun, in: .results))
    let secrets = try Self.secrets(of: [jun], in: store.portal).subtracting([" jun ", " lin "])
    var dialogue = Dialogue()
    dialogue.session = .init(patient: wei, until: DemonstrationStore.morning + 600)
    dialogue.session?.concerns = jun
    let bot = Bot(store.portal)
    let refusal = bot.phrases.words(of: Proxies.Failure.beyondScope)
    var refused = 0
    for example in HeldOut.sample {
      let (label, text) = (example.label, example.text)
      let turn = try bot.reply(to: text, removed: false, in: dialogue)
      guard turn.dialogue.session?.concerns == jun else { continue }
      if turn.replies.contains(refusal) { refused += 1 }
      let said = Self.plain(turn.replies)
      let isHidden =
        label.hasPrefix("records.") || label.hasPrefix("prescriptions.")
        || label.hasPrefix("messages.")
      for secret in secrets where isHidden && said.contains(secret) {
        Issue.record("\"\(secret)\" in the reply to \"\(text)\": \(said)")
      }
    }
    #expect(refused > 30, "of \(medicines.count) medicines and \(results.count) results")
    await store.portal.close()
  }

  /// A card number and a social security number as people write them.
  private static let numbers = [
    "4242 4242 4242 4242", "4242-4242-4242-4242", "4242424242424242", "5555 5555 5555 4444",
    "3782 822463 10005", "123-45-6789", "my ssn is 123 45 6789",
  ]

  @Test func `Card and social security numbers are in no event and no reply`() async throws {
    let store = try await DemonstrationStore()
    let service = ConversationService(store.portal, channel: .chat)
    var turn = 0
    for (number, isVerified) in [("+15075550101", true), ("+15075550199", false)] {
      let phone = try #require(PhoneNumber(number))
      // Wherever the conversation stands: at rest, at a yes or no, a choice, an open question.
      for start in [
        "hi", "refill my lisinopril", "refill my insulin", "message my doctor", "share my record",
        "pay my bill", "fill my form", "change my pin", "change my phone",
      ] {
        // Two of them each time, in turn.
        for _ in 0..<2 {
          let secret = Self.numbers[turn % Self.numbers.count]
          turn += 1
          if isVerified { _ = try await service.verify(phone) }
          _ = try await service.receive(start, from: phone)
          for message in [secret, "please use \(secret) for it", "y"] {
            let said = Self.digits(in: try await service.receive(message, from: phone).replies)
            #expect(!Self.isSecret(said), "\(start), \(message): \(said)")
          }
          _ = try await service.receive("never mind", from: phone)
        }
      }
    }
    var events = 0
    try store.portal.replay { recorded in
      guard let event = recorded.event else { return true }
      events += 1
      let data = String(decoding: event.data, as: UTF8.self)
      #expect(!Self.isSecret(Self.digits(in: [data])), "\(event.type): \(data)")
      return true
    }
    #expect(events > 300)
    await store.portal.close()
  }

  /// The digits with what people put between them taken out.
  private static func digits(in texts: [String]) -> String {
    texts.joined(separator: "|").filter { $0 != " " && $0 != "-" }
  }

  private static func isSecret(_ text: String) -> Bool {
    ["4242424242424242", "5555555555554444", "378282246310005", "123456789"]
      .contains(where: text.contains)
  }
}
