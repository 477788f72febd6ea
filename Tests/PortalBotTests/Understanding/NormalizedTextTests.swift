import Testing

@testable import PortalBot

struct NormalizedTextTests {
  private func words(_ text: String) -> [String] { NormalizedText(text).tokens.map(\.text) }

  @Test(arguments: [
    ("Can U refill my RX 2moro pls", "can you refill my prescription tomorrow please"),
    ("I can\u{2019}t  come", "i cant come"),
    ("sí, mañana", "si , manana"),
    ("pleeeease helppppp", "please help"),
    ("\u{FF32}\u{FF45}\u{FF46}\u{FF49}\u{FF4C}\u{FF4C} me", "refill me"),
    ("hi\u{1F600}there \u{2764}\u{FE0F}", "hi there"),
    ("10mg at 10:30am on 8/12", "10 mg at 10:30 am on 8/12"),
    ("pay $1,850.00", "pay $ 1,850.00"),
    ("a1c and 2nd b12", "a1c and 2nd b12"),
    ("mail me@example.org.", "mail me@example.org ."),
    ("re\u{200B}fill", "refill"),
    ("bp meds???", "blood pressure medicines ?"),
    ("hydrocodone-acetaminophen", "hydrocodone acetaminophen"),
  ])
  func `a message has its plain form`(text: String, plain: String) {
    #expect(NormalizedText(text).joined == plain)
  }

  @Test func `each token knows where it stood`() {
    let text = NormalizedText("Pls REFILL my B\u{301}P pill!")
    let written = text.tokens.map { String(text.original[$0.range]) }
    #expect(written == ["Pls", "REFILL", "my", "B\u{301}P", "B\u{301}P", "pill", "!"])
    #expect(text.written(1..<3) == "REFILL my")
  }

  @Test func `what is asked for outside of the message is empty`() {
    let text = NormalizedText("hi")
    #expect(text.written(0..<9) == "")
    #expect(text.written(3..<4) == "")
    #expect(NormalizedText("").tokens.isEmpty)
  }

  @Test func `the plain form of a plain form is itself`() {
    for example in HeldOut.sample {
      let once = NormalizedText(example.text).joined
      #expect(NormalizedText(once).joined == once)
    }
  }

  @Test func `ranges never go backwards`() {
    for example in HeldOut.sample {
      let tokens = NormalizedText(example.text).tokens
      for (one, next) in zip(tokens, tokens.dropFirst()) {
        #expect(one.range.lowerBound <= next.range.lowerBound)
      }
    }
  }
}
