internal import CSodium

/// Secrets that people are sent once: codes to type in, and links.
package enum OneTimeCode {
  /// - Parameter digits: how many, one to nine.
  /// - Returns: a number of so many digits, each as likely as any other: libsodium draws again what a
  ///   remainder would favour.
  package static func digits(_ digits: Int = 6) -> String {
    precondition((1...9).contains(digits), "a code has one to nine digits")
    Sodium.ready
    let limit = (0..<digits).reduce(UInt32(1)) { limit, _ in limit * 10 }
    let number = String(randombytes_uniform(limit))
    return String(repeating: "0", count: digits - number.count) + number
  }

  /// - Returns: 128 random bits as 32 hexadecimal digits, for a link.
  package static func secret() -> String {
    randomBytes(16).map { byte in
      let digits = Array("0123456789abcdef")
      return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
    }.joined()
  }
}
