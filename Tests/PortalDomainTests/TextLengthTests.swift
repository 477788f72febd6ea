import PortalDomain
import Testing

/// 3GPP TS 23.038 V17.0.0, 6.2.1 and 6.2.3; TS 23.040, 9.2.3.24.1.
@Suite struct TextLengthTests {
  @Test(arguments: [
    (0, 1), (1, 1), (160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4),
  ])
  func `A text in the default alphabet has 160 characters, or segments of 153`(
    count: Int, segments: Int
  ) {
    let length = TextLength(of: String(repeating: "a", count: count))
    #expect(length.alphabet == .gsm7)
    #expect(length.characters == count)
    #expect(length.segments == segments)
  }

  @Test(arguments: [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)])
  func `A text outside of it has 70, or segments of 67`(count: Int, segments: Int) {
    let length = TextLength(of: String(repeating: "ł", count: count))
    #expect(length.alphabet == .ucs2)
    #expect(length.characters == count)
    #expect(length.segments == segments)
  }

  @Test(
    arguments: Array("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà"))
  func `A character of the default table takes the room of one`(character: Character) {
    #expect(TextLength(of: String(character)) == TextLength(of: "a"))
  }

  @Test(arguments: Array("\u{c}^{}\\[~]|€"))
  func `A character of the extension table takes the room of two`(character: Character) {
    let length = TextLength(of: String(character))
    #expect(length.alphabet == .gsm7)
    #expect(length.characters == 2)
  }

  @Test(arguments: Array("áíóúÁç`\u{2019}\u{2026}\u{2022}\u{0}"))
  func `A character of neither makes it UCS-2`(character: Character) {
    #expect(TextLength(of: "Hello" + String(character)).alphabet == .ucs2)
  }

  @Test func `An escape and its character stay in one segment`() {
    // 306 characters' room would fit into two segments, but the 153rd place can't hold half a sign.
    let text = String(repeating: "a", count: 152) + "€" + String(repeating: "a", count: 152)
    let length = TextLength(of: text)
    #expect(length.characters == 306)
    #expect(length.segments == 3)
  }

  @Test func `A character beyond the first plane takes the room of two and is not cut`() {
    #expect(TextLength(of: "\u{1F44D}").characters == 2)
    #expect(TextLength(of: String(repeating: "\u{1F44D}", count: 35)).segments == 1)
    // Two segments of 67 hold 33 each.
    #expect(TextLength(of: String(repeating: "\u{1F44D}", count: 66)).segments == 2)
    #expect(TextLength(of: String(repeating: "\u{1F44D}", count: 67)).segments == 3)
  }
}
