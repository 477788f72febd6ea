@testable import PortalBot

/// Messages as nobody would write them, and as everybody does; the same with the same seed.
struct RandomMessages {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let answers = [
    "y", "yes", "no", "n", "1", "2", "3", "4", "7", "none", "all", "half", "maybe", "ok", "si",
    "never mind", "back", "undo", "repeat", "help", "person", "2580", "1470", "0000", "123456",
    "tomorrow",
    "next monday", "for mia", "for jun", "for me", "skip", "the first one", "no, the metformin",
    "make it thursday", "yes but the bank", "stop please", "$10", "change my password",
    "change my pin", "register", "sign in", "username", "i forgot my password", "maria.alvarez",
    "five brave otters", "4100105", "olvide mi contrasena", "change my pharmacy", "book a visit",
    "50", "quiero pagar", "sign out",
  ]
  private static let pieces = [
    "\u{0}", "\u{7}", "\u{1B}[2J", "\u{202E}", "\u{200F}", "\u{FEFF}", "\u{FFFD}", "\u{10FFFF}",
    "\u{0301}\u{0301}", "مرحبا", "שלום", "你好", "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}", "🇺🇸",
    "\u{0660}\u{0661}", "½", "ﬁ", "ß", "İ", "@", "$", "...", "10:30:", "9999999999999999999999",
    "-",
    "\u{2019}", "\t", "\r\n", "\n", "   ", "#", "%", "{}", "{phone}", "\\", "\"", "y", "no", "2",
    "insulin", "0.0.0", "in 3", "next", "$1.", "a.b@", " and ", " that ", " with ", "'); --",
  ]

  /// The next message.
  mutating func next() -> String {
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<40: Self.answers.randomElement(using: &random) ?? ""
    case 40..<65: sentence()
    case 65..<85: mutated(sentence())
    case 85..<90: mutated(Self.answers.randomElement(using: &random) ?? "")
    case 90..<97: bytes()
    case 97: String(repeating: Self.pieces.randomElement(using: &random) ?? "", count: 40)
    default: sentence() + " and " + sentence()
    }
  }

  private mutating func sentence() -> String {
    HeldOut.texts.randomElement(using: &random) ?? ""
  }

  /// Anything, mended to UTF-8 as messages are when they come in.
  private mutating func bytes() -> String {
    let count = Int.random(in: 0...60, using: &random)
    let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func mutated(_ text: String) -> String {
    var characters = Array(text)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...characters.count, using: &random)
      let piece = Self.pieces.randomElement(using: &random) ?? ""
      switch Int.random(in: 0..<4, using: &random) {
      case 0: characters.insert(contentsOf: piece, at: place)
      case 1 where place < characters.count: characters.remove(at: place)
      case 2 where place < characters.count: characters.swapAt(place, characters.count - 1)
      default: characters = Array(characters.prefix(place)) + Array(piece)
      }
    }
    return String(characters)
  }
}
