import PortalDomain
import TestSupport
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("240.00", 240_00), ("$240", 240_00), ("240", 240_00), ("0.05", 5), ("1,850.00", 1_850_00),
    ("$ 1,234,567.89", 1_234_567_89), ("0", 0),
  ])
  func `An amount is read as people write it`(text: String, cents: Int) {
    #expect(Money(text) == Money(cents: cents))
  }

  @Test(arguments: [
    "", "$", "-5", "12.5", "12.345", "1,85", "1,8500", ",100", "12.", ".50", "1.2.3", "ten",
    "99999999999", "٢٤٠", "1e3", "+5", "240.0O",
  ])
  func `What is no amount is refused, and nothing is rounded`(text: String) {
    #expect(Money(text) == nil)
  }

  @Test(arguments: [
    (240_00, "$240.00", "240.00"), (1_850_00, "$1,850.00", "1850.00"), (5, "$0.05", "0.05"),
    (-1_234_567_89, "-$1,234,567.89", "-1234567.89"), (0, "$0.00", "0.00"),
    (100_00, "$100.00", "100.00"),
  ])
  func `An amount is said to people and to programs`(cents: Int, said: String, plain: String) {
    #expect(Money(cents: cents).description == said)
    #expect(Money(cents: cents).plain == plain)
  }

  @Test func `What is printed is read as the same amount`() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<2_000 {
      let money = Money(cents: .random(in: 0...1_000_000_000_00, using: &generator))
      #expect(Money(money.plain) == money)
      #expect(Money(money.description) == money)
    }
  }

  @Test func `Amounts of two currencies, and sums too large to count, have no sum`() {
    #expect(Money(cents: 1).adding(Money(cents: 1, currency: .cad)) == nil)
    #expect(Money(cents: 1).subtracting(Money(cents: 1, currency: .cad)) == nil)
    #expect(Money(cents: .max).adding(Money(cents: 1)) == nil)
    #expect(Money(cents: .min).subtracting(Money(cents: 1)) == nil)
    #expect(Money(cents: .min).plain == "-92233720368547758.08")
  }

  @Test func `A split loses no cent, and its parts differ by one at most`() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<500 {
      let money = Money(cents: .random(in: 1...1_000_000, using: &generator))
      let parts = money.split(into: .random(in: 1...24, using: &generator))
      #expect(parts.total() == money)
      #expect((parts.max()?.cents ?? 0) - (parts.min()?.cents ?? 0) <= 1)
      #expect(parts == parts.sorted(by: >))
    }
    #expect(Money(cents: 5).split(into: 0).isEmpty)
  }
}
