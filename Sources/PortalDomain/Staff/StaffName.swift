/// What one of the staff is called by, compared without regard to case, spaces, hyphens and dots:
/// `Front-Desk` is `frontdesk`.
public struct StaffName: Hashable, Sendable, CustomStringConvertible {
  public let value: String

  /// - Returns: `nil` where nothing is left, or more than 64 characters.
  public init?(_ text: String) {
    value = text.lowercased().filter { $0.isLetter || $0.isNumber }
    guard !value.isEmpty, value.count <= 64 else { return nil }
  }

  public var description: String { value }

  /// The tag of what is about one of the staff.
  public var tag: String { "staff:\(value)" }
  /// The tag of what is about any of them: who takes an administrator's rights looks at all.
  static let everybodysTag = "staff"
}

extension StaffName: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let name = StaffName(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "no name")
    }
    self = name
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(value)
  }
}
