/// How alike two words are in writing and in sound.
enum Spelling {
  /// A word made ready for comparing.
  struct Word: Hashable, Sendable {
    let text: String
    let bytes: [UInt8]
    let letters: Letters

    init(_ text: String) {
      self.text = text
      bytes = Array(text.utf8)
      letters = Letters(bytes)
    }
  }

  /// Which letters a word has, one bit each: a cheap bound on the distance of two words.
  struct Letters: Hashable, Sendable {
    private let set: UInt32

    init(_ bytes: [UInt8]) {
      set = bytes.reduce(into: 0) { set, byte in
        set |= 1 << UInt32((97...122).contains(byte) ? byte - 97 : 26)
      }
    }

    /// Whether the distance of their words may be so small: an edit takes away at most one letter of a
    /// word's set, and brings at most one.
    func mayBeWithin(_ limit: Int, of other: Letters) -> Bool {
      (set & ~other.set).nonzeroBitCount <= limit && (other.set & ~set).nonzeroBitCount <= limit
    }
  }

  /// The optimal string alignment distance: insertions, deletions, substitutions, swaps of
  /// neighbours (Damerau 1964, each piece edited once); a column of the table at once, as bits (Hyyrö
  /// 2003).
  ///
  /// - Parameter limit: where the distance is greater, `nil` is answered, and early. Two words that
  ///   both have more than 64 letters are as near as they are the same.
  static func distance(_ first: Word, _ second: Word, limit: Int) -> Int? {
    let isLonger = first.bytes.count > second.bytes.count
    let (rows, columns) = isLonger ? (second.bytes, first.bytes) : (first.bytes, second.bytes)
    guard limit >= 0, columns.count - rows.count <= limit,
      first.letters.mayBeWithin(limit, of: second.letters)
    else { return nil }
    guard !rows.isEmpty else { return columns.count }
    guard rows.count <= 64 else { return rows == columns ? 0 : nil }
    let last = UInt64(1) << (rows.count - 1)
    var distance = rows.count
    // Where the table grows by one, or falls, from one row to the next; where it goes on aslant.
    var (grows, falls, aslant) = (UInt64.max, UInt64(0), UInt64(0))
    var same: UInt64 = 0
    for column in columns {
      let before = same
      same = 0
      for (row, byte) in rows.enumerated() where byte == column { same |= 1 << row }
      let swapped = ((~aslant & same) << 1) & before
      aslant = (((same & grows) &+ grows) ^ grows) | same | falls | swapped
      let rises = falls | ~(aslant | grows)
      let sinks = aslant & grows
      if rises & last != 0 { distance += 1 }
      if sinks & last != 0 { distance -= 1 }
      let shifted = rises << 1 | 1
      grows = sinks << 1 | ~(aslant | shifted)
      falls = shifted & aslant
    }
    return distance <= limit ? distance : nil
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
