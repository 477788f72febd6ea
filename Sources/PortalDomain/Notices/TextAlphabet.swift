/// The alphabet of text messages (3GPP TS 23.038, 6.2.1). One character outside of it, and a message
/// has room for 70 characters instead of 160.
public enum TextAlphabet {
  /// How many characters one message holds.
  public static let messageLength = 160

  /// How many characters' room a text takes; `nil` where it has one outside of the alphabet.
  public static func length(of text: String) -> Int? {
    var length = 0
    for character in text.unicodeScalars {
      guard let room = room(of: character) else { return nil }
      length += room
    }
    return length
  }

  /// How many characters' room one takes: those of the extension table stand behind an escape
  /// (6.2.1.1). `nil` where it's outside of the alphabet.
  static func room(of character: UnicodeScalar) -> Int? {
    if basic.contains(character) { return 1 }
    return extended.contains(character) ? 2 : nil
  }

  private static let basic = Set(
    ("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
      + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà").unicodeScalars)
  private static let extended = Set("\u{c}^{}\\[~]|€".unicodeScalars)
}
