/// How long a text is as a text message, and what it's charged as.
///
/// A text of more than one message is sent in segments, each of which gives up some of its 140 bytes
/// for a header that puts them together again (3GPP TS 23.040, 9.2.3.24.1): 153 of 160 characters
/// are left, or 67 of 70.
public struct TextLength: Codable, Hashable, Sendable {
  /// Which alphabet it needs.
  public let alphabet: Alphabet
  /// How many characters' room it takes: one of the extension table, and one outside of Unicode's
  /// first plane, take that of two.
  public let characters: Int
  /// How many messages it is; an empty text is one, too.
  public let segments: Int

  public enum Alphabet: String, Codable, Hashable, Sendable {
    /// The default alphabet with its extension table (3GPP TS 23.038, 6.2.1).
    case gsm7 = "GSM-7"
    /// Everything else (6.2.3).
    case ucs2 = "UCS-2"

    /// How many characters one message holds.
    public var messageLength: Int { self == .gsm7 ? TextAlphabet.messageLength : 70 }
    /// How many characters a segment of several holds.
    public var segmentLength: Int { self == .gsm7 ? 153 : 67 }
  }

  /// - Parameter text: what is sent.
  public init(of text: String) {
    let known = text.unicodeScalars.map(TextAlphabet.room)
    alphabet = known.contains(nil) ? .ucs2 : .gsm7
    let rooms =
      alphabet == .gsm7 ? known.compactMap(\.self) : text.unicodeScalars.map { $0.utf16.count }
    characters = rooms.reduce(0, +)
    segments =
      characters <= alphabet.messageLength ? 1 : Self.segments(of: rooms, alphabet.segmentLength)
  }

  /// What takes the room of two is never cut in two.
  private static func segments(of rooms: [Int], _ length: Int) -> Int {
    var (segments, used) = (1, 0)
    for room in rooms {
      if used + room > length { (segments, used) = (segments + 1, 0) }
      used += room
    }
    return segments
  }
}
