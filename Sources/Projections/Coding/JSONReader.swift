internal import Foundation

/// Reads JSON as Foundation's decoder does with dates by ISO 8601, in a fraction of the time. Whatever it
/// doesn't understand at once is Foundation's to read, or to say what is wrong with it.
final class JSONReader {
  let bytes: [UInt8]
  /// Every value and key, each before what it holds.
  var tokens: [Token] = []

  /// Whether something came that only Foundation reads, or refuses. A type may have caught the error and
  /// made something else of it, so that it's noted apart.
  private var isUnsupported = false

  /// What only Foundation reads, or refuses.
  struct Unsupported: Error {}

  func unsupported() -> Unsupported {
    isUnsupported = true
    return Unsupported()
  }

  struct Token {
    enum Kind { case null, yes, no, number, fraction, string, escaped, object, array }
    let kind: Kind
    /// Of a string, what is between its quotes.
    let start: Int
    var end: Int
    /// The token behind all that this one holds.
    var next = 0
  }

  /// Reads a value.
  ///
  /// - Throws: `Unsupported`, or what the value's type makes of its contents.
  static func read<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    let reader = JSONReader(bytes)
    reader.tokens.reserveCapacity(bytes.count / 8)
    var parser = Parser(reader)
    try parser.parse()
    let value = try reader.value(type, at: 0)
    if reader.isUnsupported { throw Unsupported() }
    return value
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Finds the tokens of a text.
  private struct Parser {
    let reader: JSONReader
    var place = 0
    var depth = 0

    init(_ reader: JSONReader) { self.reader = reader }

    mutating func parse() throws {
      try value()
      skipSpace()
      guard place == reader.bytes.count else { throw Unsupported() }
    }

    private var byte: UInt8? { place < reader.bytes.count ? reader.bytes[place] : nil }

    private mutating func skipSpace() {
      while let byte, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { place += 1 }
    }

    private mutating func value() throws {
      skipSpace()
      switch byte {
      case UInt8(ascii: "\""): try string()
      case UInt8(ascii: "{"): try object()
      case UInt8(ascii: "["): try array()
      case UInt8(ascii: "t"): try literal("true", .yes)
      case UInt8(ascii: "f"): try literal("false", .no)
      case UInt8(ascii: "n"): try literal("null", .null)
      default: try number()
      }
    }

    private mutating func open(_ kind: Token.Kind) throws -> Int {
      depth += 1
      guard depth < 100 else { throw Unsupported() }
      reader.tokens.append(Token(kind: kind, start: place, end: place))
      place += 1
      skipSpace()
      return reader.tokens.count - 1
    }

    private mutating func close(_ token: Int) {
      depth -= 1
      place += 1
      reader.tokens[token].end = place
      reader.tokens[token].next = reader.tokens.count
    }

    private mutating func object() throws {
      let token = try open(.object)
      if byte == UInt8(ascii: "}") { return close(token) }
      while true {
        skipSpace()
        guard byte == UInt8(ascii: "\"") else { throw Unsupported() }
        try string()
        skipSpace()
        guard byte == UInt8(ascii: ":") else { throw Unsupported() }
        place += 1
        try value()
        skipSpace()
        if byte == UInt8(ascii: "}") { return close(token) }
        guard byte == UInt8(ascii: ",") else { throw Unsupported() }
        place += 1
      }
    }

    private mutating func array() throws {
      let token = try open(.array)
      if byte == UInt8(ascii: "]") { return close(token) }
      while true {
        try value()
        skipSpace()
        if byte == UInt8(ascii: "]") { return close(token) }
        guard byte == UInt8(ascii: ",") else { throw Unsupported() }
        place += 1
      }
    }

    private mutating func append(_ kind: Token.Kind, _ start: Int, _ end: Int) {
      reader.tokens.append(
        Token(kind: kind, start: start, end: end, next: reader.tokens.count + 1))
    }

    private mutating func string() throws {
      place += 1
      let start = place
      var isEscaped = false
      while place < reader.bytes.count {
        let byte = reader.bytes[place]
        if byte == UInt8(ascii: "\"") {
          append(isEscaped ? .escaped : .string, start, place)
          place += 1
          return
        }
        guard byte >= 0x20 else { throw Unsupported() }
        if byte == UInt8(ascii: "\\") {
          isEscaped = true
          place += 1
        }
        place += 1
      }
      throw Unsupported()
    }

    private mutating func literal(_ text: StaticString, _ kind: Token.Kind) throws {
      let start = place
      for expected in text.description.utf8 {
        guard byte == expected else { throw Unsupported() }
        place += 1
      }
      append(kind, start, place)
    }

    /// Whole numbers and decimal fractions.
    private mutating func number() throws {
      let start = place
      if byte == UInt8(ascii: "-") { place += 1 }
      let first = place
      let count = skipDigits()
      guard count > 0, count < 19, count == 1 || reader.bytes[first] != UInt8(ascii: "0") else {
        throw Unsupported()
      }
      var kind = Token.Kind.number
      if byte == UInt8(ascii: ".") {
        place += 1
        kind = .fraction
        guard skipDigits() > 0 else { throw Unsupported() }
      }
      guard byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") else { throw Unsupported() }
      append(kind, start, place)
    }

    /// - Returns: how many there were.
    private mutating func skipDigits() -> Int {
      let start = place
      while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { place += 1 }
      return place - start
    }
  }

  // MARK: Values

  func value<Value: Decodable>(_ type: Value.Type, at token: Int) throws -> Value {
    if type == String.self, let value = try string(at: token) as? Value { return value }
    if type == Date.self, let value = try date(at: token) as? Value { return value }
    if type == Data.self || type == URL.self || type == Decimal.self { throw unsupported() }
    return try Value(from: JSONValueReader(reader: self, token: token))
  }

  func string(at token: Int) throws -> String {
    let token = tokens[token]
    switch token.kind {
    case .string:
      guard let text = String(validating: bytes[token.start..<token.end], as: UTF8.self) else {
        throw unsupported()
      }
      return text
    case .escaped: return try unescaped(bytes[token.start..<token.end])
    default: throw unsupported()
    }
  }

  private func unescaped(_ text: ArraySlice<UInt8>) throws -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var place = text.startIndex
    while place < text.endIndex {
      guard text[place] == UInt8(ascii: "\\") else {
        plain.append(text[place])
        place += 1
        continue
      }
      guard place + 1 < text.endIndex else { throw unsupported() }
      switch text[place + 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain.append(text[place + 1])
      case UInt8(ascii: "b"): plain.append(0x08)
      case UInt8(ascii: "f"): plain.append(0x0c)
      case UInt8(ascii: "n"): plain.append(0x0a)
      case UInt8(ascii: "r"): plain.append(0x0d)
      case UInt8(ascii: "t"): plain.append(0x09)
      // Written for control characters alone; the rest has pairs that may be broken.
      default: throw unsupported()
      }
      place += 2
    }
    guard let text = String(validating: plain, as: UTF8.self) else { throw unsupported() }
    return text
  }

  func date(at token: Int) throws -> Date {
    let token = tokens[token]
    guard token.kind == .string, let date = JSONTime.read(bytes[token.start..<token.end]) else {
      throw unsupported()
    }
    return date
  }

  func bool(at token: Int) throws -> Bool {
    switch tokens[token].kind {
    case .yes: true
    case .no: false
    default: throw unsupported()
    }
  }

  func integer<Value: FixedWidthInteger>(
    _ type: Value.Type, at token: Int
  ) throws -> Value {
    let token = tokens[token]
    guard token.kind == .number else { throw unsupported() }
    var number: Int64 = 0
    var isNegative = false
    for byte in bytes[token.start..<token.end] {
      if byte == UInt8(ascii: "-") {
        isNegative = true
      } else {
        number = number * 10 + Int64(byte - UInt8(ascii: "0"))
      }
    }
    guard let value = Value(exactly: isNegative ? -number : number) else { throw unsupported() }
    return value
  }

  func double(at token: Int) throws -> Double {
    let token = tokens[token]
    guard token.kind == .number || token.kind == .fraction,
      let value = Double(String(decoding: bytes[token.start..<token.end], as: UTF8.self))
    else { throw unsupported() }
    return value
  }

  func isNull(_ token: Int) -> Bool { tokens[token].kind == .null }

  /// The value of a key in an object.
  func value(of key: String, in object: Int) throws -> Int? {
    var key = key
    return try key.withUTF8 { name in
      var token = object + 1
      let end = tokens[object].next
      var found: Int?
      while token < end {
        if try unsafe matches(token, name) {
          // Which of two counts is Foundation's to say.
          guard found == nil else { throw unsupported() }
          found = token + 1
        }
        token = tokens[token + 1].next
      }
      return found
    }
  }

  private func matches(_ token: Int, _ name: UnsafeBufferPointer<UInt8>) throws -> Bool {
    let token = tokens[token]
    guard token.kind == .string else { throw unsupported() }
    guard token.end - token.start == name.count else { return false }
    for index in 0..<name.count where unsafe bytes[token.start + index] != name[index] {
      return false
    }
    return true
  }

  func isContainer(_ kind: Token.Kind, _ token: Int) throws {
    guard tokens[token].kind == kind else { throw unsupported() }
  }
}
