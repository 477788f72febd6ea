import Testing

@testable import PortalBot

struct UnderstandingFuzzTests {
  private static let pieces: [String] = [
    "\u{0}", "\u{7}", "\u{1B}[2J", "\u{202E}", "\u{200F}", "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}",
    "\u{0301}\u{0301}\u{0301}", "مرحبا", "שלום", "你好",
    "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "\u{1F600}",
    "🇺🇸", "\u{0660}\u{0661}", "½", "ﬁ", "ß", "İ", "ǅ", "@", "a@b", "$", "$$$", "...", "10:30:",
    "1/2/3/4",
    "9999999999999999999999", "-", "--", "'", "''", "\u{2019}", "\t", "\r\n", "\n", "   ", "#", "%",
    "{}", "\\",
    "y", "no", "2", "aaaaaaaaaaaa", "insulin", "chest pain", "0.0.0", "1,,2", "in 3", "next", "$1.",
    "a.b@",
  ]

  private func mutated(_ text: String, _ random: inout SeededGenerator) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...characters.count, using: &random)
      let piece = Self.pieces.randomElement(using: &random) ?? ""
      switch Int.random(in: 0..<4, using: &random) {
      case 0: characters.insert(contentsOf: piece, at: place)
      case 1 where place < characters.count: characters.remove(at: place)
      case 2 where place < characters.count: characters[place] = "\u{301}"
      default: characters = Array(characters.prefix(place)) + Array(piece)
      }
    }
    return String(characters)
  }

  @Test func `5,000 mutated messages are understood as something`() {
    var random = SeededGenerator(seed: 2026)
    for number in 0..<5_000 {
      let seed = HeldOut.sample[number % HeldOut.sample.count].text
      let text = mutated(seed, &random)
      let understanding = Understander.standard.understand(
        text, medicines: number.isMultiple(of: 2) ? DemonstrationLists.maria : [])
      #expect(!understanding.why.isEmpty && understanding.confidence.isFinite)
      for entity in understanding.entities { #expect(text.contains(entity.text)) }
      _ = Redaction(text)
    }
  }

  @Test(arguments: [
    "a", "1", " ", "\u{301}", "\u{202E}x", "\u{1F600}", "no ", "chest pain ", "1 ", "x@", "$1", "ا",
  ])
  func `10,000 characters of anything are understood as something`(piece: String) {
    let text = String(repeating: piece, count: 10_000 / piece.count)
    let understanding = Understander.standard.understand(text, medicines: DemonstrationLists.james)
    #expect(!understanding.why.isEmpty)
    _ = Redaction(text)
  }

  @Test func `invalid UTF-8 is understood as something`() {
    var random = SeededGenerator(seed: 3)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(!Understander.standard.understand(text).why.isEmpty)
    }
  }
}
