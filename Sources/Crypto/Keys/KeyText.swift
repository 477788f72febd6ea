internal import CSodium

extension SecretKey {
  /// Reads a key as a vault prints it: 64 hexadecimal digits or base64 of 32 bytes, with white
  /// space around it or none.
  ///
  /// - Returns: `nil` for anything else.
  package init?(text: RawSpan) {
    Sodium.ready
    let text = text.trimmed()
    var key = [UInt8](repeating: 0, count: Self.byteCount)
    defer { wipe(&key) }
    var count = 0
    let code = unsafe text.withUnsafeBytes { text in
      let start = unsafe text.characters
      return text.count == 2 * Self.byteCount
        ? unsafe sodium_hex2bin(&key, key.count, start, text.count, nil, &count, nil)
        : unsafe sodium_base642bin(
          &key, key.count, start, text.count, nil, &count, nil, sodium_base64_VARIANT_ORIGINAL)
    }
    guard code == 0, count == Self.byteCount else { return nil }
    self.init(copying: key.rawSpan)
  }
}

extension RawSpan {
  /// What is left without the white space of ASCII at both ends.
  @_lifetime(copy self)
  func trimmed() -> RawSpan {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
    var (start, end) = (0, byteCount)
    while start < end, isSpace(byte(at: start)) { start += 1 }
    while end > start, isSpace(byte(at: end - 1)) { end -= 1 }
    return extracting(start..<end)
  }
}
