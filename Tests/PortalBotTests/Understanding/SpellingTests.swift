import Testing

@testable import PortalBot

struct SpellingTests {
  @Test(arguments: [
    ("lisinopril", "lisinopril", 0), ("lisinipril", "lisinopril", 1),
    ("lisniopril", "lisinopril", 1), ("ca", "abc", 3), ("", "abc", 3), ("a", "", 1),
  ])
  func `slips and swaps of neighbours count one each`(first: String, second: String, slips: Int) {
    let (first, second) = (Spelling.Word(first), Spelling.Word(second))
    #expect(Spelling.distance(first, second, limit: 9) == slips)
    #expect(Spelling.distance(first, second, limit: slips) == slips)
    #expect(Spelling.distance(first, second, limit: slips - 1) == nil)
  }

  @Test func `the bits come to what the whole table does`() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<3_000 {
      let words = (0..<2).map { _ in
        (0..<Int.random(in: 0...64, using: &random)).map { _ in
          UInt8.random(in: 97...99, using: &random)
        }
      }
      let pair = words.map { Spelling.Word(String(decoding: $0, as: UTF8.self)) }
      #expect(
        Spelling.distance(pair[0], pair[1], limit: 64) == Self.distance(words[0], words[1]),
        "\(pair.map(\.text))")
    }
  }

  @Test func `words that are both longer than a row of bits are the same or nothing alike`() {
    let long = Spelling.Word(String(repeating: "ab", count: 40))
    let other = Spelling.Word(String(repeating: "ab", count: 39) + "ba")
    #expect(Spelling.distance(long, long, limit: 3) == 0)
    #expect(Spelling.distance(long, other, limit: 3) == nil)
  }

  /// Row by row.
  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var table = (0...a.count).map { row in (0...b.count).map { row == 0 ? $0 : row } }
    for i in a.indices {
      for j in b.indices {
        var best = min(
          table[i][j + 1] + 1, table[i + 1][j] + 1, table[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          best = min(best, table[i - 1][j - 1] + 1)
        }
        table[i + 1][j + 1] = best
      }
    }
    return table[a.count][b.count]
  }
}
