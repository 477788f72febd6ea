/// Makes the slips of hasty fingers.
enum Misspeller {
  /// One word in four, and at least one, gets a slip; what stands for a kind is left as it is.
  static func misspell(_ words: [String], _ random: inout SeededGenerator) -> [String] {
    let able = words.indices.filter { words[$0].utf8.count > 3 && !words[$0].hasPrefix("<") }
    guard !able.isEmpty else { return words }
    var words = words
    for index in able.shuffled(using: &random).prefix(1 + able.count / 4) {
      words[index] = misspell(words[index], &random)
    }
    return words
  }

  /// One letter left out, doubled, replaced, put in, or swapped with the next.
  static func misspell(_ word: String, _ random: inout SeededGenerator) -> String {
    var bytes = Array(word.utf8)
    guard bytes.allSatisfy({ $0 < 128 }), !bytes.isEmpty else { return word }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let letter = UInt8.random(in: 97...122, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.remove(at: place)
    case 1: bytes.insert(letter, at: place)
    case 2: bytes[place] = letter
    default:
      if place + 1 < bytes.count {
        bytes.swapAt(place, place + 1)
      } else {
        bytes.insert(bytes[place], at: place)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
