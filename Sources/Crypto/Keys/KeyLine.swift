internal import CSodium

/// One of a recipient's two keys as a line of text that tells its typing errors:
/// `prefix ‖ hexadecimal(key 32 ‖ first 4 bytes of SHA-256(prefix ‖ key))`.
package enum KeyLine: String, Sendable {
  case recipient = "portal-recipient-1-"
  case secret = "portal-secret-1-"

  private static let checksumByteCount = 4
  private static let byteCount = SecretKey.byteCount + checksumByteCount
  /// No line is longer.
  package static let limit = 128

  /// The line and its end.
  package func text(of key: RawSpan) -> SecretBytes {
    SecretBytes(capacity: rawValue.utf8.count + 2 * Self.byteCount + 1) { line in
      func append(digit: UInt8) { line.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
      for letter in rawValue.utf8 { line.append(letter) }
      let sum = checksum(of: key)
      for offset in 0..<Self.byteCount {
        let byte = offset < key.byteCount ? key.byte(at: offset) : sum[offset - key.byteCount]
        append(digit: byte >> 4)
        append(digit: byte & 0xf)
      }
      line.append(0x0a)
    }
  }

  /// Reads a line, with white space around it or none.
  ///
  /// - Returns: `nil` where a letter differs from what was written.
  package func key(in text: RawSpan) -> SecretKey? {
    Sodium.ready
    let text = text.trimmed()
    let prefix = Array(rawValue.utf8)
    guard text.byteCount == prefix.count + 2 * Self.byteCount,
      text.extracting(0..<prefix.count).array == prefix
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Self.byteCount)
    defer { wipe(&bytes) }
    let code = unsafe text.extracting(prefix.count..<text.byteCount).withUnsafeBytes { digits in
      unsafe sodium_hex2bin(&bytes, bytes.count, digits.characters, digits.count, nil, nil, nil)
    }
    let key = bytes.rawSpan.extracting(0..<SecretKey.byteCount)
    let sum = bytes.rawSpan.extracting(SecretKey.byteCount..<Self.byteCount)
    guard code == 0, constantTimeEqual(sum, checksum(of: key).rawSpan) else { return nil }
    return SecretKey(copying: key)
  }

  private func checksum(of key: RawSpan) -> [UInt8] {
    let digest = SecretSHA256.hash(Array(rawValue.utf8).rawSpan, key)
    return Array(digest[0..<Self.checksumByteCount])
  }
}
