/// An e-mail address, in the form in which it's compared: `maria@example.org`.
public struct EmailAddress: Hashable, Sendable, CustomStringConvertible {
  public let value: String

  /// Reads an address as people write it: something, an @, and a host with a dot (of RFC 5321 what is
  /// in use).
  ///
  /// - Returns: `nil` where it is no e-mail address.
  public init?(_ text: String) {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...64).contains(parts[0].utf8.count), text.utf8.count <= 254,
      text.allSatisfy({ $0.isASCII && !$0.isWhitespace && !"\"(),:;<>[\\]".contains($0) }),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return nil }
    let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2,
      labels.allSatisfy({ label in
        !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
          && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
      }),
      !parts[0].hasPrefix("."), !parts[0].hasSuffix("."), !parts[0].contains("..")
    else { return nil }
    value = text.lowercased()
  }

  public var description: String { value }

  /// As it's shown to whoever might not be its owner: `m…@example.org`.
  public var masked: String {
    guard let at = value.firstIndex(of: "@") else { return "…" }
    return value.prefix(1) + "…" + value[at...]
  }
}

extension EmailAddress: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let address = EmailAddress(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no e-mail address")
    }
    self = address
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}

/// Where a patient is reached. One of the two is there.
public struct ContactPoint: Codable, Hashable, Sendable {
  public let phone: PhoneNumber?
  public let email: EmailAddress?

  public static func phone(_ phone: PhoneNumber) -> ContactPoint {
    ContactPoint(phone: phone, email: nil)
  }

  public static func email(_ email: EmailAddress) -> ContactPoint {
    ContactPoint(phone: nil, email: email)
  }

  /// As it's shown to whoever might not be its owner: the last two digits, or the host.
  public var masked: String {
    phone.map { "the phone ending in \($0.value.suffix(2))" } ?? email?.masked ?? "…"
  }
}

/// A postal address in the United States.
public struct PostalAddress: Codable, Hashable, Sendable {
  public let street: String
  public let city: String
  /// Two letters: `MN`.
  public let state: String
  /// Five digits, or nine with a hyphen.
  public let zip: String

  /// - Returns: `nil` where a part is missing, or the state or ZIP code has no such form.
  public init?(street: String, city: String, state: String, zip: String) {
    let state = state.uppercased()
    let digits = zip.split(separator: "-", omittingEmptySubsequences: false)
    let isZIP =
      digits.allSatisfy { $0.allSatisfy { $0.isASCII && $0.isNumber } }
      && [[5], [5, 4]].contains(digits.map(\.count))
    guard street.contains(where: { !$0.isWhitespace }), street.count <= 200,
      city.contains(where: { !$0.isWhitespace }), city.count <= 100, state.count == 2,
      state.allSatisfy({ $0.isASCII && $0.isLetter }), isZIP
    else { return nil }
    self.street = street
    self.city = city
    self.state = state
    self.zip = zip
  }
}
