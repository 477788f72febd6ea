/// Whether bytes are JSON, and where they stop being it.
///
/// The decoder looks only at what is asked of it and quotes the file in its errors; this looks at
/// every byte and tells no more than a place. Source: RFC 8259; RFC 3629 for UTF-8.
struct JSONGrammar {
  /// How deep lists and objects may be nested; FHIR resources are about a dozen deep.
  static let deepest = 100

  private let bytes: [UInt8]
  private var position = 0

  /// - Parameter bytes: a document in UTF-8, with or without a byte order mark.
  /// - Throws: ``FHIRError`` with the line and the column of the first fault.
  static func check(_ bytes: [UInt8]) throws(FHIRError) {
    var grammar = JSONGrammar(bytes: bytes)
    if String(validating: bytes, as: UTF8.self) == nil {
      grammar.position = grammar.validPrefix
      throw grammar.fault("text in UTF-8")
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { grammar.position = 3 }
    try grammar.value(depth: 0)
    grammar.skipSpace()
    guard grammar.position == bytes.count else { throw grammar.fault("nothing more") }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  // MARK: Values

  private mutating func value(depth: Int) throws(FHIRError) {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"):
      try members(depth: depth, end: UInt8(ascii: "}")) { grammar throws(FHIRError) in
        try grammar.string("the name of a field in quotes")
        grammar.skipSpace()
        try grammar.take(":", "a colon")
        try grammar.value(depth: depth + 1)
      }
    case UInt8(ascii: "["):
      try members(depth: depth, end: UInt8(ascii: "]")) { grammar throws(FHIRError) in
        try grammar.value(depth: depth + 1)
      }
    case UInt8(ascii: "\""): try string("a text in quotes")
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: try number()
    }
  }

  private mutating func members(
    depth: Int, end: UInt8, _ member: (inout JSONGrammar) throws(FHIRError) -> Void
  ) throws(FHIRError) {
    guard depth < Self.deepest else { throw fault("at most \(Self.deepest) levels") }
    position += 1
    skipSpace()
    if next == end {
      position += 1
      return
    }
    while true {
      skipSpace()
      try member(&self)
      skipSpace()
      if next == end { break }
      try take(",", "a comma or the end of the list or object")
    }
    position += 1
  }

  private mutating func word(_ word: StaticString) throws(FHIRError) {
    for byte in word.description.utf8 {
      guard next == byte else { throw fault("true, false or null") }
      position += 1
    }
  }

  private mutating func number() throws(FHIRError) {
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try digits("a value") }
    if next == UInt8(ascii: ".") {
      position += 1
      try digits("a digit")
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try digits("a digit")
    }
  }

  private mutating func digits(_ expected: String) throws(FHIRError) {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else { throw fault(expected) }
  }

  // MARK: Texts

  private mutating func string(_ expected: String) throws(FHIRError) {
    try take("\"", expected)
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"): try escape()
      case ..<0x20: throw fault("no control character in a text")
      default: position += 1
      }
    }
    throw fault("the end of a text")
  }

  private mutating func escape() throws(FHIRError) {
    position += 1
    guard let byte = next, #""\/bfnrtu"#.utf8.contains(byte) else { throw fault("an escape") }
    position += 1
    guard byte == UInt8(ascii: "u") else { return }
    let unit = try hexadecimal()
    guard (0xD800...0xDFFF).contains(unit) else { return }
    // Half of a character beyond the first 65,536: the other half follows.
    guard unit < 0xDC00 else { throw fault("a whole character") }
    try take("\\", "the other half of a character")
    try take("u", "the other half of a character")
    guard (0xDC00...0xDFFF).contains(try hexadecimal()) else { throw fault("a whole character") }
  }

  private mutating func hexadecimal() throws(FHIRError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw fault("four hexadecimal digits")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  // MARK: Bytes

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar, _ expected: String) throws(FHIRError) {
    guard next == UInt8(ascii: scalar) else { throw fault(expected) }
    position += 1
  }

  /// How many bytes from the first on are UTF-8.
  private var validPrefix: Int {
    var parser = UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var count = 0
    while case .valid(let scalar) = parser.parseScalar(from: &rest) { count += scalar.count }
    return count
  }

  private func fault(_ expected: String) -> FHIRError {
    let before = bytes[..<position]
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    // A character counts once, by the first of its bytes.
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    let problem = next == nil ? "the file ends too early; " : ""
    return FHIRError(
      place: "line \(line), column \(column)", message: "no JSON: \(problem)expected \(expected)")
  }
}
