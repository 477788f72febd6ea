import PortalCrypto
import Testing

/// The bytes of a key in text; `nil` where it holds none.
func keyBytes(_ text: String) -> [UInt8]? {
  guard let key = SecretKey(text: Array(text.utf8).rawSpan) else { return nil }
  return key.bytes.array
}

@Suite struct KeyTextTests {
  static let digits = "77076d0a7318a57d3c16c17251b26645c6c0e1b0e9a1b0e6a2f2a5fffe000180"
  static let base64 = "dwdtCnMYpX08FsFyUbJmRcbA4bDpobDmovKl//4AAYA="

  @Test func `A key is read from digits and from base64, with white space around it`() throws {
    let expected = try #require(keyBytes(Self.digits))
    #expect(expected.count == 32)
    #expect(expected[0] == 0x77 && expected[31] == 0x80)
    for text in [
      Self.digits.uppercased(), Self.digits + "\n", " \t\(Self.digits)\r\n\n", Self.base64,
      "\n\(Self.base64)\n",
    ] {
      #expect(keyBytes(text) == expected, "\(text)")
    }
  }

  /// What is like a key, and is none.
  static let others: [String] = {
    let half = String(digits.prefix(32))
    var others = ["", "\n", "hello", half, half + "\n" + half, half + half + half]
    others += [String(digits.dropLast()), digits + "0", digits + "\0", "0x" + digits]
    others += ["g" + String(digits.dropFirst()), String(digits.dropLast(2)) + " 0"]
    others += [String(base64.dropLast()), base64 + "=", String(base64.dropLast(2)) + "=="]
    others += ["*" + String(base64.dropFirst()), base64 + base64]
    others += [base64.replacing("/", with: "_"), String(repeating: "a", count: 32)]
    return others
  }()

  @Test(arguments: others)
  func `Nothing else is a key`(text: String) { #expect(keyBytes(text) == nil) }
}
