/// How alike two words are in writing and in sound.
enum Spelling {
  /// A word made ready for comparing.
  struct Word: Hashable, Sendable {
    let text: String
    let bytes: [UInt8]
    /// Which letters it has, one bit each: a cheap bound on the distance.
    let letters: UInt32

    init(_ text: String) {
      self.text = text
      bytes = Array(text.utf8)
      letters = bytes.reduce(into: 0) { set, byte in
        set |= 1 << UInt32((97...122).contains(byte) ? byte - 97 : 26)
      }
    }
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions, swaps of
  /// neighbours (Damerau 1964, each piece edited once).
  ///
  /// - Parameter limit: where the distance is greater, `nil` is answered early.
  static func distance(_ first: Word, _ second: Word, limit: Int) -> Int? {
    let (a, b) = (first.bytes, second.bytes)
    guard abs(a.count - b.count) <= limit, limit >= 0 else { return nil }
    // An edit takes away at most one letter of a word's set, and brings at most one.
    let missing = (first.letters & ~second.letters).nonzeroBitCount
    let extra = (second.letters & ~first.letters).nonzeroBitCount
    guard max(missing, extra) <= limit else { return nil }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var row = last
    for i in 1...a.count {
      row[0] = i
      var least = i
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          best = min(best, beforeLast[j - 2] + 1)
        }
        row[j] = best
        least = min(least, best)
      }
      if least > limit { return nil }
      (beforeLast, last, row) = (last, row, beforeLast)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }

  /// The share of the pieces of three letters that two words have in common (Dice), ends included.
  static func trigramAgreement(_ first: Word, _ second: Word) -> Double {
    let (a, b) = (trigrams(first.bytes), trigrams(second.bytes))
    guard !a.isEmpty, !b.isEmpty else { return 0 }
    return 2 * Double(a.intersection(b).count) / Double(a.count + b.count)
  }

  private static func trigrams(_ bytes: [UInt8]) -> Set<UInt32> {
    let padded = [0, 0] + bytes.map(UInt32.init) + [0]
    var set: Set<UInt32> = []
    for index in 2..<padded.count {
      set.insert(padded[index - 2] << 16 | padded[index - 1] << 8 | padded[index])
    }
    return set
  }

  /// How a medicine's name sounds to an English ear: consonants of one sound are one letter,
  /// vowels after the first letter are left out.
  static func sound(_ word: Word) -> [UInt8] {
    var sound: [UInt8] = []
    let bytes = word.bytes
    for (index, byte) in bytes.enumerated() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let heard: UInt8?
      switch UnicodeScalar(byte) {
      case "a", "e", "i", "o", "u", "y": heard = index == 0 ? UInt8(ascii: "a") : nil
      case "h", "w": heard = index == 0 ? byte : nil
      case "c": heard = isFront(next) ? UInt8(ascii: "s") : UInt8(ascii: "k")
      case "g": heard = isFront(next) ? UInt8(ascii: "j") : byte
      case "q", "k": heard = UInt8(ascii: "k")
      case "x": heard = index == 0 ? UInt8(ascii: "s") : UInt8(ascii: "k")
      case "z": heard = UInt8(ascii: "s")
      case "p" where next == UInt8(ascii: "h"): heard = UInt8(ascii: "f")
      case "v": heard = UInt8(ascii: "f")
      default: heard = byte
      }
      if let heard, sound.last != heard { sound.append(heard) }
    }
    return sound
  }

  private static func isFront(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "e") || byte == UInt8(ascii: "i") || byte == UInt8(ascii: "y")
  }
}
