import Foundation
import Testing

@testable import PortalBot

struct UnderstanderTests {
  private let understander = Understander.standard

  @Test(arguments: [
    ("refill my lisinopril", Intent.prescriptionsRefill),
    ("refill my lisinipril", .prescriptionsRefill),
    ("refill my metformin", .prescriptionsRefill),
    ("refill atorvastatin", .prescriptionsRefill),
    ("refill my insulin", .prescriptionsRefill),
    ("can u refil my bp pill plz", .prescriptionsRefill),
    ("where is my refill", .prescriptionsStatus),
    ("what do I take", .prescriptionsList),
    ("help", .helpCapabilities),
    ("hi", .dialogueGreet),
    ("talk to a person", .helpHuman),
    ("what's the weather", .outOfScope),
    ("no, the metformin", .dialogueDeny),
    ("yes", .dialogueAffirm),
    ("pay my bill", .billingPay),
    ("move my Tuesday appointment to next week", .appointmentsChange),
    ("cancel my appointment", .appointmentsCancel),
    ("do you have a job opening", .outOfScope),
    ("refill my gift card", .outOfScope),
  ])
  func `the sentences of the demonstration are understood`(text: String, intent: Intent) {
    let understanding = understander.understand(text, medicines: DemonstrationLists.maria)
    #expect(understanding.intent == intent, "\(understanding.why)")
  }

  @Test(arguments: Intent.allCases.filter { ![.safetyEmergency, .safetyCrisis].contains($0) })
  func `every intent has at least three held-out sentences, and most are understood`(intent: Intent)
  {
    let own = HeldOut.sample.filter { $0.label == intent.rawValue }
    #expect(own.count >= 3)
    let right = own.filter { understander.understand($0.text).intent == intent }
    #expect(right.count * 3 >= own.count * 2)
  }

  @Test func `the intent is never among its alternatives, and confidence falls`() {
    for sentence in HeldOut.sample {
      let understanding = understander.understand(sentence.text)
      let others = understanding.alternatives
      #expect(!others.contains { $0.intent == understanding.intent })
      #expect((0...1).contains(understanding.confidence))
      #expect(others.map(\.confidence) == others.map(\.confidence).sorted(by: >))
      #expect(!understanding.why.isEmpty)
    }
  }

  @Test func `an understanding survives JSON in the form of the contract`() throws {
    let understanding = understander.understand("no, the metformin")
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let data = try encoder.encode(understanding)
    let text = String(decoding: data, as: UTF8.self)
    #expect(
      text.contains(#""entities":[{"kind":"medication","text":"metformin","value":"metformin"}]"#))
    #expect(text.contains(#""answer":"no""#))
    #expect(text.contains(#""intent":"dialogue.deny""#))
    #expect(try JSONDecoder().decode(Understanding.self, from: data) == understanding)
  }

  @Test(arguments: [
    ("pay $1,850.00", Entity.Kind.money, "1850.00"), ("pay 40 bucks", .money, "40.00"),
    ("lisinopril 10mg", .dose, "10 mg"), ("tomorrow", .date, "tomorrow"),
    ("at 10:30am", .time, "10:30 am"), ("call 507-555-0101", .phone, "5075550101"),
    ("maria@example.org", .email, "maria@example.org"), ("the 2nd one", .ordinal, "2"),
    ("in 3 weeks", .date, "in 3 weeks"), ("next Tuesday", .date, "next tuesday"),
    ("on 8/12", .date, "8/12"), ("I have 12 left", .number, "12"),
  ])
  func `numbers, amounts, days and times are found`(text: String, kind: Entity.Kind, value: String)
  {
    let entities = understander.understand(text).entities
    #expect(entities.contains { $0.kind == kind && $0.value == value }, "\(entities)")
  }

  @Test func `the reasons name pieces of the message`() {
    #expect(understander.understand("where is my refill").why.contains("refill"))
  }
}
