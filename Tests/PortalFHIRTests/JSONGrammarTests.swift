import Testing

@testable import PortalFHIR

struct JSONGrammarTests {
  @Test(arguments: [
    "0", "-0", "10.25", "1e9", "-1.5E+10", "true", "false", "null", "[]", "{}", "[1, 2]",
    " [ 1 ,\t2 ]\r\n", #"{"a": {"b": []}, "c": null}"#, #""""#, #""é 𝄞 \u00e9 \ud834\udd1e""#,
    #""\"\\\/\b\f\n\r\t""#,
  ])
  func `What is JSON passes`(text: String) throws {
    try JSONGrammar.check(Array(text.utf8))
  }

  @Test(arguments: [
    ("01", 2), ("+1", 1), (".5", 1), ("1.", 3), ("1e", 3), ("-", 2), ("1 2", 3), ("tru", 4),
    ("nulL", 4), ("[1,]", 4), ("[,1]", 2), ("[1", 3), ("{,}", 2), (#"{"a"}"#, 5), (#"{"a":}"#, 6),
    (#"{"a":1,}"#, 8), ("{a:1}", 2), ("'a'", 1), (#""a"#, 3), ("\"a\u{1}\"", 3), (#""\x""#, 3),
    (#""\u12g4""#, 6), (#""\udd1e""#, 8), (#""\ud834""#, 8), (#""\ud834\u0041""#, 14), ("]", 1),
    ("[1}", 3), ("é", 1), (#"["é", x]"#, 7), ("1\0", 2), ("NaN", 1),
  ])
  func `What isn't is refused at its column`(text: String, column: Int) {
    let error = #expect(throws: FHIRError.self) { try JSONGrammar.check(Array(text.utf8)) }
    #expect(error?.place == "line 1, column \(column)")
  }

  @Test(
    arguments: [
      ([0x22, 0xC0, 0xAF, 0x22], 2), ([0x22, 0xED, 0xA0, 0x80, 0x22], 2), ([0x22, 0xC3, 0x22], 2),
      ([0x22, 0xC3, 0xA9, 0xFE], 3), ([0x22, 0xF4, 0x90, 0x80, 0x80], 2),
    ] as [([UInt8], Int)])
  func `Malformed UTF-8 is refused at its column`(bytes: [UInt8], column: Int) {
    let error = #expect(throws: FHIRError.self) { try JSONGrammar.check(bytes) }
    #expect(
      error?.description == "line 1, column \(column): no JSON: expected text in UTF-8")
  }
}
