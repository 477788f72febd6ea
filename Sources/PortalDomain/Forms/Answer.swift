/// What somebody answers to a question.
public enum Answer: Hashable, Sendable {
  case text(String)
  case number(Double)
  case yesNo(Bool)
  /// The code of a choice.
  case choice(String)
  case choices([String])
  case date(LocalDate)
  case scale(Int)
  /// They don't want to answer a question that they needn't.
  case skipped

  /// What a condition compares: the codes of choices, `yes` or `no`.
  var codes: [String] {
    switch self {
    case .yesNo(let isYes): [isYes ? "yes" : "no"]
    case .choice(let code): [code]
    case .choices(let codes): codes
    case .text, .number, .date, .scale, .skipped: []
    }
  }

  var number: Double? {
    switch self {
    case .number(let number): number
    case .scale(let number): Double(number)
    case .text, .yesNo, .choice, .choices, .date, .skipped: nil
    }
  }

  /// As it's read back.
  public func spoken(for question: Question) -> String {
    switch self {
    case .text(let text): text
    case .number(let number):
      number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    case .yesNo(let isYes): isYes ? "Yes" : "No"
    case .choice(let code): question.choice(code)?.text ?? code
    case .choices(let codes):
      codes.isEmpty ? "None" : codes.map { question.choice($0)?.text ?? $0 }.joined(separator: ", ")
    case .date(let day): day.description
    case .scale(let number): String(number)
    case .skipped: "Skipped"
    }
  }
}

/// The JSON says what kind it is: `{"type":"choice","value":"2"}`.
extension Answer: Codable {
  private enum CodingKeys: String, CodingKey { case type, value }
  private enum Kind: String, Codable {
    case text, number, yesNo, choice, choices, date, scale, skipped
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self =
      switch try container.decode(Kind.self, forKey: .type) {
      case .text: .text(try container.decode(String.self, forKey: .value))
      case .number: .number(try container.decode(Double.self, forKey: .value))
      case .yesNo: .yesNo(try container.decode(Bool.self, forKey: .value))
      case .choice: .choice(try container.decode(String.self, forKey: .value))
      case .choices: .choices(try container.decode([String].self, forKey: .value))
      case .date: .date(try container.decode(LocalDate.self, forKey: .value))
      case .scale: .scale(try container.decode(Int.self, forKey: .value))
      case .skipped: .skipped
      }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    func encode(_ kind: Kind, _ value: some Encodable) throws {
      try container.encode(kind, forKey: .type)
      try container.encode(value, forKey: .value)
    }
    switch self {
    case .text(let value): try encode(.text, value)
    case .number(let value): try encode(.number, value)
    case .yesNo(let value): try encode(.yesNo, value)
    case .choice(let value): try encode(.choice, value)
    case .choices(let value): try encode(.choices, value)
    case .date(let value): try encode(.date, value)
    case .scale(let value): try encode(.scale, value)
    case .skipped: try container.encode(Kind.skipped, forKey: .type)
    }
  }
}
