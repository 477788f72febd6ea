internal import Foundation

/// What one character of a message comes to.
enum Folding {
  enum Result {
    /// Letters or digits, small and without accents.
    case word(String)
    /// A mark that may hold two sides together: `. , : / @`.
    case joint(Character)
    /// Left out, and the word goes on.
    case apostrophe
    /// A token of its own.
    case mark(String)
    /// Left out without a trace: control and format characters.
    case nothing
    /// Ends a word: blanks, emoji, all else.
    case space
  }

  static func fold(_ character: Character) -> Result {
    if let ascii = character.asciiValue { return fold(ascii) }
    switch character {
    case "\u{2018}", "\u{2019}", "\u{201B}", "\u{02BC}", "\u{00B4}", "\u{2032}": return .apostrophe
    case "\u{2026}": return .mark(".")
    case "\u{00BF}", "\u{00A1}": return .space
    default: return foldWide(character)
    }
  }

  private static func fold(_ ascii: UInt8) -> Result {
    switch ascii {
    case 97...122, 48...57: .word(String(UnicodeScalar(ascii)))
    case 65...90: .word(String(UnicodeScalar(ascii + 32)))
    case UInt8(ascii: "'"), UInt8(ascii: "`"): .apostrophe
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "/"),
      UInt8(ascii: "@"):
      .joint(Character(UnicodeScalar(ascii)))
    case UInt8(ascii: "$"), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: ";"),
      UInt8(ascii: "#"):
      .mark(String(UnicodeScalar(ascii)))
    case 9, 10, 13, 32: .space
    case 0..<32, 127: .nothing
    default: .space
    }
  }

  /// Compatibility forms are taken apart (Unicode NFKD), and accents dropped.
  private static func foldWide(_ character: Character) -> Result {
    // A letter under a heap of accents is still one letter.
    let scalars = String(String.UnicodeScalarView(character.unicodeScalars.prefix(8)))
      .decomposedStringWithCompatibilityMapping.unicodeScalars
    var word = ""
    for scalar in scalars {
      if scalar.isASCII {
        switch fold(UInt8(truncatingIfNeeded: scalar.value)) {
        case .word(let folded): word += folded
        case let other where word.isEmpty: return other
        default: break
        }
        continue
      }
      let properties = scalar.properties
      // Letters styled with a variation selector or a keycap are emoji; they keep their base.
      guard properties.isAlphabetic || properties.numericType == .decimal else { continue }
      if let digit = Character(scalar).wholeNumberValue, properties.numericType == .decimal {
        word += String(digit)
      } else {
        word += properties.lowercaseMapping.unicodeScalars.lazy
          .filter { $0.properties.generalCategory != .nonspacingMark }
          .reduce(into: "") { $0.unicodeScalars.append($1) }
      }
    }
    if !word.isEmpty { return .word(word) }
    let category = character.unicodeScalars.first?.properties.generalCategory
    return category == .format || category == .control || category == .nonspacingMark
      ? .nothing : .space
  }

  /// Letters that come three times or more in a row come once: `pleeease`.
  static func withoutRepeats(_ word: String) -> String {
    let bytes = Array(word.utf8)
    guard bytes.count >= 3 else { return word }
    var kept: [UInt8] = []
    var changed = false
    var index = 0
    while index < bytes.count {
      var end = index + 1
      while end < bytes.count, bytes[end] == bytes[index] { end += 1 }
      let isLetter = (97...122).contains(bytes[index])
      let count = isLetter && end - index >= 3 ? 1 : end - index
      changed = changed || count != end - index
      kept.append(contentsOf: repeatElement(bytes[index], count: count))
      index = end
    }
    return changed ? String(decoding: kept, as: UTF8.self) : word
  }
}
