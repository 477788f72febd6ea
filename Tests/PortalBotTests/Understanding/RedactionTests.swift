import Testing

@testable import PortalBot

struct RedactionTests {
  @Test(arguments: [
    ("my card is 4111 1111 1111 1111 exp 12/27", "my card is [card number removed] exp 12/27"),
    ("4242-4242-4242-4242", "[card number removed]"),
    ("amex 378282246310005 ok", "amex [card number removed] ok"),
    ("pay with 4111111111111111.", "pay with [card number removed]."),
    ("4111 1111 1111 1111 12/27", "[card number removed] 12/27"),
    ("id 4100101 4111 1111 1111 1111", "id 4100101 [card number removed]"),
  ])
  func `a card number is removed`(text: String, kept: String) {
    let redaction = Redaction(text)
    #expect(redaction.text == kept)
    #expect(redaction.removed == [.cardNumber])
  }

  @Test(arguments: [
    ("123-45-6789", "[social security number removed]"),
    ("ssn 123456789 thanks", "ssn [social security number removed] thanks"),
    ("my social is 123 45 6789", "my social is [social security number removed]"),
    (
      "social security number: 123456789",
      "social security number: [social security number removed]"
    ),
    ("078.05.1120", "[social security number removed]"),
  ])
  func `a social security number is removed`(text: String, kept: String) {
    let redaction = Redaction(text)
    #expect(redaction.text == kept)
    #expect(redaction.removed == [.socialSecurityNumber])
  }

  @Test(arguments: [
    "call 507-555-0101", "my number is 4100101", "code 483-920", "born 1985-03-12", "$1,850.00",
    "4111 1111 1111 1112", "+15075550101", "order R48213", "123456789", "R2D2", "",
    "2026-11-23 10:30", "55901-1234",
  ])
  func `other numbers stay`(text: String) {
    #expect(Redaction(text).text == text)
    #expect(Redaction(text).removed.isEmpty)
  }

  @Test func `a made card number is removed however it is grouped, and once is enough`() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<500 {
      let digits = cardNumber(length: Int.random(in: 13...19, using: &random), &random)
      let separator = ["", " ", "-", ".", "\u{A0}"].randomElement(using: &random) ?? ""
      let size = Int.random(in: 3...6, using: &random)
      var grouped = ""
      for (index, digit) in digits.enumerated() {
        if index > 0, index.isMultiple(of: size) { grouped += separator }
        grouped += String(digit)
      }
      let redaction = Redaction("pay with \(grouped) please")
      #expect(redaction.text == "pay with [card number removed] please", "\(grouped)")
      #expect(Redaction(redaction.text).text == redaction.text)
    }
  }

  @Test func `a wrong check digit is no card`() {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<200 {
      var digits = cardNumber(length: 16, &random)
      digits[15] = (digits[15] + 1) % 10
      let text = digits.map(String.init).joined()
      #expect(Redaction(text).text == text)
    }
  }

  /// Digits whose last makes Luhn's sum right.
  private func cardNumber(length: Int, _ random: inout SeededGenerator) -> [Int] {
    var digits = (0..<length - 1).map { _ in Int.random(in: 0...9, using: &random) }
    digits[0] = 4
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let doubled = place.isMultiple(of: 2) ? digit * 2 : digit
      sum += doubled > 9 ? doubled - 9 : doubled
    }
    return digits + [(10 - sum % 10) % 10]
  }
}
