import Testing

@testable import PortalBot

struct AnswerTests {
  private func answer(_ text: String) -> Answer? {
    Understander.standard.understand(text).answer
  }

  @Test(arguments: [
    "y", "Y", "yes", "Yes!", "yes pls", "yep do it", "yesss", "yup", "ok", "k", "sure thing", "si",
    "Sí, por favor", "sounds good", "go ahead", "um yes", "that's right", "correct", "\u{1F44D}",
    "yes yes", "yes thank you", "claro", "please do", "Yes.", "ok thanks",
  ])
  func `a yes in any form is a yes`(text: String) {
    #expect(answer(text) == .yes)
  }

  @Test(arguments: [
    "n", "N", "no", "No.", "nope", "nah", "no thanks", "no, the metformin", "no gracias", "nooo",
    "no not that one", "not now", "don't", "no I changed my mind", "\u{1F44E}", "No!!",
    "no, make it Thursday",
  ])
  func `a no in any form is a no`(text: String) {
    #expect(answer(text) == .no)
  }

  @Test(arguments: [
    ("2", 2), ("#2", 2), ("the second one", 2), ("first", 1), ("1.", 1), ("option 3", 3),
    ("number 2 please", 2), ("two", 2), ("2nd", 2), ("the first one pls", 1), ("el segundo", 2),
    ("yes, the second one", 2), ("I'll take the third one", 3), ("2\u{FE0F}\u{20E3}", 2),
    ("no. 4", 4), ("10", 10),
  ])
  func `a choice is its number`(text: String, number: Int) {
    #expect(answer(text) == .choice(number))
  }

  @Test func `all, the last, none and maybe are answers too`() {
    #expect(answer("both") == .all)
    #expect(answer("all of them") == .all)
    #expect(answer("the last one") == .last)
    #expect(answer("none of these") == .noneOfThem)
    #expect(answer("neither") == .noneOfThem)
    #expect(answer("maybe") == .unsure)
    #expect(answer("idk") == .unsure)
    #expect(answer("yes no wait") == .unsure)
  }

  @Test(arguments: [
    "no refills left?", "refill my lisinopril", "no chest pain", "2 pills left", "first of all hi",
    "ok where is my refill", "right now I need a refill", "no puedo respirar", "2580", "$20",
    "no one answers the phone", "yesterday I was sick", "fine print on my bill", "",
    "please refill my metformin", "no appointment yet", "number for the clinic",
  ])
  func `what only begins like an answer is none`(text: String) {
    #expect(answer(text) == nil)
  }

  @Test func `a correction gives both the no and the medicine`() {
    let understanding = Understander.standard.understand(
      "no, the metformin", medicines: DemonstrationLists.maria)
    #expect(understanding.answer == .no)
    #expect(understanding.afterAnswer == "the metformin")
    #expect(understanding.medications.map(\.value) == ["metformin"])
  }

  @Test func `a yes with a wish gives both`() {
    let understanding = Understander.standard.understand("yes I'd like to know my bill")
    #expect(understanding.answer == .yes)
    #expect(understanding.afterAnswer == "I'd like to know my bill")
    #expect(understanding.intent == .billingBalance)
  }

  @Test func `a bare answer has nothing after it, and says how it was read`() {
    let yes = Understander.standard.understand("yes please!")
    #expect(yes.afterAnswer == nil)
    #expect(yes.intent == .dialogueAffirm)
    #expect(Understander.standard.understand("nope").intent == .dialogueDeny)
  }

  @Test(arguments: [
    Answer.yes, .no, .choice(2), .last, .all, .noneOfThem, .unsure,
  ])
  func `an answer survives its raw value`(answer: Answer) {
    #expect(Answer(rawValue: answer.rawValue) == answer)
  }
}
