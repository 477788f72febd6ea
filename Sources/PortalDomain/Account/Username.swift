/// A name to sign in with, unique without regard to case.
public struct Username: Codable, Hashable, Sendable {
  /// As the patient wrote it.
  public let value: String
  /// What it's found by: a hash of its lower-case form under a key of the store, so that a tag tells
  /// no name to whoever sees the event alone.
  public let key: String

  public init(_ value: String, key: String) {
    self.value = value
    self.key = key
  }

  /// The tag of what is about this username.
  public var tag: String { Self.tag(key) }

  static func tag(_ key: String) -> String { "username:\(key)" }

  /// What of a username counts when two are compared; only letters without accents are allowed, so
  /// that no two look alike.
  public static func compared(_ text: String) -> String { text.lowercased() }

  /// Whether a text can be a username; it throws why not.
  public static func check(
    _ text: String, _ policy: AccountPolicy
  ) throws(Credentials.Failure) {
    let length = policy.usernameMinimum...policy.usernameMaximum
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "+"):
        true
      default: false
      }
    }
    guard allowed, length.contains(text.utf8.count) else { throw .badUsername(length: length) }
  }
}
