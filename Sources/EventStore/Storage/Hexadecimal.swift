internal import Foundation
internal import PortalCrypto

extension [UInt8] {
  /// Two lower-case digits a byte.
  package var hexadecimal: String {
    map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  /// Reads what ``hexadecimal`` wrote, and nothing else.
  init?(hexadecimal text: String) {
    let digits = text.utf8.map { digit -> UInt8? in
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
      default: nil
      }
    }
    guard digits.count.isMultiple(of: 2) else { return nil }
    self = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      append(high << 4 | low)
    }
  }
}

extension UUID {
  init?(hexadecimal text: String) {
    guard let bytes = [UInt8](hexadecimal: text), bytes.count == 16 else { return nil }
    self.init(bytes: bytes)
  }
}

extension BlindKey {
  var hexadecimal: String { array.hexadecimal }

  init?(hexadecimal text: String) {
    guard let bytes = [UInt8](hexadecimal: text), bytes.count == Self.byteCount else { return nil }
    self.init(bytes.rawSpan)
  }
}
