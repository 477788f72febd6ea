import PortalDomain
import TestSupport
import Testing

@Suite struct AdherenceTests {
  func supply(_ on: String, _ days: Int) throws -> Adherence.Supply {
    Adherence.Supply(on: try day(on), days: days)
  }

  @Test func `Two months' supplies in a quarter cover 60 of 90 days`() throws {
    let adherence = try #require(
      Adherence(
        [try supply("2026-01-01", 30), try supply("2026-02-10", 30)],
        in: day("2026-01-01")...day("2026-03-31")))
    #expect(adherence.days == 90 && adherence.coveredDays == 60 && adherence.percent == 66)
  }

  @Test func `What comes early is used after what is left`() throws {
    let adherence = try #require(
      Adherence(
        [try supply("2026-01-01", 30), try supply("2026-01-16", 30)],
        in: day("2026-01-01")...day("2026-03-01")))
    #expect(adherence.days == 60 && adherence.coveredDays == 60)
  }

  @Test func `The days before the first filling don't count, nor a supply behind the end`() throws {
    let adherence = try #require(
      Adherence([try supply("2026-01-21", 90)], in: day("2026-01-01")...day("2026-01-31")))
    #expect(adherence.days == 11 && adherence.coveredDays == 11 && adherence.percent == 100)
  }

  @Test func `Without a filling in the period nothing can be said`() throws {
    let period = try day("2026-01-01")...day("2026-01-31")
    #expect(try Adherence([supply("2025-12-31", 90)], in: period) == nil)
    #expect(Adherence([], in: period) == nil)
  }

  @Test(arguments: 0..<200)
  func `It equals what one gets by taking a day's dose a day`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let start = LocalDate(dayNumber: Int.random(in: 18_000..<21_000, using: &generator))
    let end = start.adding(days: Int.random(in: 0..<400, using: &generator))
    let supplies = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in
      Adherence.Supply(
        on: start.adding(days: Int.random(in: -40..<420, using: &generator)),
        days: Int.random(in: 0..<100, using: &generator))
    }
    // The naive model: a stock that every day something may be put in, and a dose taken out.
    var stock = 0
    var (days, covered) = (0, 0)
    var hasBegun = false
    for number in start.dayNumber...end.dayNumber {
      let today = supplies.filter { $0.on.dayNumber == number && $0.days > 0 }
      hasBegun = hasBegun || !today.isEmpty
      stock += today.reduce(0) { $0 + $1.days }
      guard hasBegun else { continue }
      days += 1
      if stock > 0 {
        stock -= 1
        covered += 1
      }
    }
    let adherence = Adherence(supplies, in: start...end)
    #expect((adherence?.days ?? 0) == days && (adherence?.coveredDays ?? 0) == covered)
    #expect((0...100).contains(adherence?.percent ?? 0))
  }
}
