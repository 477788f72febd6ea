/// What a message answers to a question, if it begins with an answer.
public enum Answer: Hashable, Sendable {
  case yes
  case no
  /// The n-th of the offered, counted from 1.
  case choice(Int)
  /// The last of the offered.
  case last
  /// All of the offered, or both.
  case all
  /// None of the offered.
  case noneOfThem
  /// Maybe, or "I don't know".
  case unsure
}

extension Answer: RawRepresentable, Codable {
  /// `yes`, `no`, `last`, `all`, `none`, `unsure`, or the number of a choice: `2`.
  public var rawValue: String {
    switch self {
    case .yes: "yes"
    case .no: "no"
    case .choice(let number): String(number)
    case .last: "last"
    case .all: "all"
    case .noneOfThem: "none"
    case .unsure: "unsure"
    }
  }

  public init?(rawValue: String) {
    switch rawValue {
    case "yes": self = .yes
    case "no": self = .no
    case "last": self = .last
    case "all": self = .all
    case "none": self = .noneOfThem
    case "unsure": self = .unsure
    default:
      guard let number = Int(rawValue) else { return nil }
      self = .choice(number)
    }
  }
}
