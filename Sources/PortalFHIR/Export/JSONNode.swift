/// JSON that is put together by hand; what is `nil` or empty isn't written, as FHIR asks.
indirect enum JSONNode: Encodable, Sendable {
  case text(String)
  case number(Double)
  case integer(Int)
  case bool(Bool)
  case list([JSONNode])
  case object([String: JSONNode?])

  static func optional(_ text: String?) -> JSONNode? {
    text.flatMap { $0.isEmpty ? nil : .text($0) }
  }

  private var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .list(let list): list.allSatisfy(\.isEmpty)
    case .object(let object): object.values.allSatisfy { $0?.isEmpty ?? true }
    case .number, .integer, .bool: false
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .text(let value): try value.encode(to: encoder)
    case .number(let value): try value.encode(to: encoder)
    case .integer(let value): try value.encode(to: encoder)
    case .bool(let value): try value.encode(to: encoder)
    case .list(let list):
      var container = encoder.unkeyedContainer()
      for node in list where !node.isEmpty { try container.encode(node) }
    case .object(let object):
      var container = encoder.container(keyedBy: FieldName.self)
      for case (let name, let node?) in object where !node.isEmpty {
        try container.encode(node, forKey: FieldName(stringValue: name))
      }
    }
  }

  private struct FieldName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

extension JSONNode: ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByStringInterpolation
{
  init(stringLiteral value: String) { self = .text(value) }
  init(arrayLiteral elements: JSONNode...) { self = .list(elements) }
  init(dictionaryLiteral elements: (String, JSONNode?)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
