internal import Foundation

/// The fields of a form as browsers and carriers send it (`application/x-www-form-urlencoded`).
struct FormFields: Sendable {
  /// In the order in which they came; a name may come again.
  let pairs: [(name: String, value: String)]

  /// - Returns: `nil` where a percent sign or the text is no such encoding.
  init?(_ body: some Collection<UInt8>) {
    var pairs: [(String, String)] = []
    for field in body.split(separator: UInt8(ascii: "&")) {
      let parts = field.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decode(parts[0]),
        let value = parts.count > 1 ? Self.decode(parts[1]) : ""
      else { return nil }
      pairs.append((name, value))
    }
    self.pairs = pairs
  }

  /// The first value of a name.
  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  private static func decode(_ text: some Collection<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard rest.count >= 2,
          let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        else { return nil }
        bytes.append(code)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
