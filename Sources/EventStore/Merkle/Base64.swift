internal import Foundation

/// Base64 (RFC 4648, section 4) in its one canonical form.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
  }

  /// - Returns: `nil` where `text` isn't exactly what encoding the bytes gives: other characters,
  ///   missing padding, unused bits that are set.
  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    guard let data = Data(base64Encoded: String(text)), data.base64EncodedString() == text else {
      return nil
    }
    return [UInt8](data)
  }
}
