internal import Foundation

/// Writes a value as the JSON that Foundation's encoder writes with sorted keys, slashes as they are
/// and dates by ISO 8601, to the byte, in a fraction of the time: an append encodes each event and
/// each row that it touches.
///
/// What is rare (data, URLs) is left to Foundation.
final class JSONWriter {
  /// All scalars, one behind the other, in the order in which they came.
  private var scalars: [UInt8] = []
  /// Whether something came that only Foundation knows how to write.
  fileprivate var isUnsupported = false

  /// - Returns: `nil` where Foundation is to write it.
  static func write(_ value: some Encodable) throws -> [UInt8]? {
    let writer = JSONWriter()
    writer.scalars.reserveCapacity(256)
    let node = try writer.node(of: value)
    guard !writer.isUnsupported, let node else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(writer.scalars.count + 256)
    writer.serialize(node, into: &output)
    return output
  }

  /// A value, with what it holds still in the order in which it was given.
  fileprivate enum Node {
    case scalar(start: Int, end: Int)
    case object(Object)
    case array(List)
  }

  fileprivate final class Object {
    var entries: [(key: String, value: Node)] = []
  }

  fileprivate final class List {
    var elements: [Node] = []
  }

  /// - Returns: `nil` for a value that encodes nothing.
  fileprivate func node<Value: Encodable>(of value: Value) throws -> Node? {
    if Value.self == String.self, let text = value as? String { return scalar(text) }
    if Value.self == Date.self, let date = value as? Date { return scalar(date) }
    if Value.self == Data.self || Value.self == URL.self || Value.self == Decimal.self {
      isUnsupported = true
      return null()
    }
    let slot = JSONSlot(self)
    try value.encode(to: slot)
    return slot.node
  }

  fileprivate func scalar(_ text: String) -> Node {
    let start = scalars.count
    Self.append(text, to: &scalars)
    return .scalar(start: start, end: scalars.count)
  }

  fileprivate func scalar(_ date: Date) -> Node {
    let start = scalars.count
    scalars.append(UInt8(ascii: "\""))
    if !JSONTime.append(date, to: &scalars) { isUnsupported = true }
    scalars.append(UInt8(ascii: "\""))
    return .scalar(start: start, end: scalars.count)
  }

  fileprivate func scalar(_ value: Bool) -> Node { literal(value ? "true" : "false") }

  fileprivate func null() -> Node { literal("null") }

  fileprivate func scalar(_ value: some BinaryInteger) -> Node { literal(String(value)) }

  fileprivate func scalar(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> Node {
    // Foundation refuses what is no number.
    if !value.isFinite { isUnsupported = true }
    let text = value.description
    return literal(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  private func literal(_ text: String) -> Node {
    let start = scalars.count
    scalars.append(contentsOf: text.utf8)
    return .scalar(start: start, end: scalars.count)
  }

  private func serialize(_ node: Node, into output: inout [UInt8]) {
    switch node {
    case .scalar(let start, let end): output.append(contentsOf: scalars[start..<end])
    case .array(let list):
      output.append(UInt8(ascii: "["))
      for (index, element) in list.elements.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        serialize(element, into: &output)
      }
      output.append(UInt8(ascii: "]"))
    case .object(let object):
      output.append(UInt8(ascii: "{"))
      var last: String?
      for (key, value) in object.entries.sorted(by: { $0.key < $1.key }) {
        // Who encodes a key twice is rare enough for Foundation to say what comes of it.
        if key == last { isUnsupported = true }
        if last != nil { output.append(UInt8(ascii: ",")) }
        Self.append(key, to: &output)
        output.append(UInt8(ascii: ":"))
        serialize(value, into: &output)
        last = key
      }
      output.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { bytes in
      if unsafe !bytes.contains(where: needsEscape) {
        return unsafe output.append(contentsOf: bytes)
      }
      for byte in unsafe Array(bytes) { append(byte, to: &output) }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func append(_ byte: UInt8, to output: inout [UInt8]) {
    guard needsEscape(byte) else { return output.append(byte) }
    output.append(UInt8(ascii: "\\"))
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
    case 0x08: output.append(UInt8(ascii: "b"))
    case 0x09: output.append(UInt8(ascii: "t"))
    case 0x0a: output.append(UInt8(ascii: "n"))
    case 0x0c: output.append(UInt8(ascii: "f"))
    case 0x0d: output.append(UInt8(ascii: "r"))
    default:
      output.append(contentsOf: "u00".utf8)
      let digits = Array("0123456789abcdef".utf8)
      output.append(digits[Int(byte >> 4)])
      output.append(digits[Int(byte & 15)])
    }
  }
}

/// Where one value goes.
private final class JSONSlot: Encoder {
  private let writer: JSONWriter
  var node: JSONWriter.Node?

  init(_ writer: JSONWriter) { self.writer = writer }

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    let object: JSONWriter.Object
    if case .object(let known) = node {
      object = known
    } else {
      object = JSONWriter.Object()
      node = .object(object)
    }
    return KeyedEncodingContainer(KeyedJSON(writer: writer, object: object))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    let list: JSONWriter.List
    if case .array(let known) = node {
      list = known
    } else {
      list = JSONWriter.List()
      node = .array(list)
    }
    return UnkeyedJSON(writer: writer, list: list)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    SingleJSON(writer: writer, slot: self)
  }
}

private struct KeyedJSON<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let writer: JSONWriter
  let object: JSONWriter.Object
  var codingPath: [any CodingKey] { [] }

  private func put(_ node: JSONWriter.Node, _ key: Key) {
    object.entries.append((key.stringValue, node))
  }

  func encodeNil(forKey key: Key) { put(writer.null(), key) }
  func encode(_ value: Bool, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: String, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: Double, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: Float, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: Int, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: Int8, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: Int16, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: Int32, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: Int64, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: UInt, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: UInt8, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: UInt16, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: UInt32, forKey key: Key) { put(writer.scalar(value), key) }
  func encode(_ value: UInt64, forKey key: Key) { put(writer.scalar(value), key) }

  func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    // Foundation writes an empty object for what encodes nothing.
    put(try writer.node(of: value) ?? .object(JSONWriter.Object()), key)
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    let nested = JSONWriter.Object()
    put(.object(nested), key)
    return KeyedEncodingContainer(KeyedJSON<Nested>(writer: writer, object: nested))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    let nested = JSONWriter.List()
    put(.array(nested), key)
    return UnkeyedJSON(writer: writer, list: nested)
  }

  func superEncoder() -> any Encoder {
    writer.isUnsupported = true
    return JSONSlot(writer)
  }

  func superEncoder(forKey key: Key) -> any Encoder { superEncoder() }
}

private struct UnkeyedJSON: UnkeyedEncodingContainer {
  let writer: JSONWriter
  let list: JSONWriter.List
  var codingPath: [any CodingKey] { [] }
  var count: Int { list.elements.count }

  private func put(_ node: JSONWriter.Node) { list.elements.append(node) }

  func encodeNil() { put(writer.null()) }
  func encode(_ value: Bool) { put(writer.scalar(value)) }
  func encode(_ value: String) { put(writer.scalar(value)) }
  func encode(_ value: Double) { put(writer.scalar(value)) }
  func encode(_ value: Float) { put(writer.scalar(value)) }
  func encode(_ value: Int) { put(writer.scalar(value)) }
  func encode(_ value: Int8) { put(writer.scalar(value)) }
  func encode(_ value: Int16) { put(writer.scalar(value)) }
  func encode(_ value: Int32) { put(writer.scalar(value)) }
  func encode(_ value: Int64) { put(writer.scalar(value)) }
  func encode(_ value: UInt) { put(writer.scalar(value)) }
  func encode(_ value: UInt8) { put(writer.scalar(value)) }
  func encode(_ value: UInt16) { put(writer.scalar(value)) }
  func encode(_ value: UInt32) { put(writer.scalar(value)) }
  func encode(_ value: UInt64) { put(writer.scalar(value)) }

  func encode<Value: Encodable>(_ value: Value) throws {
    put(try writer.node(of: value) ?? .object(JSONWriter.Object()))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    let nested = JSONWriter.Object()
    put(.object(nested))
    return KeyedEncodingContainer(KeyedJSON<Nested>(writer: writer, object: nested))
  }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    let nested = JSONWriter.List()
    put(.array(nested))
    return UnkeyedJSON(writer: writer, list: nested)
  }

  func superEncoder() -> any Encoder {
    writer.isUnsupported = true
    return JSONSlot(writer)
  }
}

private struct SingleJSON: SingleValueEncodingContainer {
  let writer: JSONWriter
  let slot: JSONSlot
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { slot.node = writer.null() }
  func encode(_ value: Bool) { slot.node = writer.scalar(value) }
  func encode(_ value: String) { slot.node = writer.scalar(value) }
  func encode(_ value: Double) { slot.node = writer.scalar(value) }
  func encode(_ value: Float) { slot.node = writer.scalar(value) }
  func encode(_ value: Int) { slot.node = writer.scalar(value) }
  func encode(_ value: Int8) { slot.node = writer.scalar(value) }
  func encode(_ value: Int16) { slot.node = writer.scalar(value) }
  func encode(_ value: Int32) { slot.node = writer.scalar(value) }
  func encode(_ value: Int64) { slot.node = writer.scalar(value) }
  func encode(_ value: UInt) { slot.node = writer.scalar(value) }
  func encode(_ value: UInt8) { slot.node = writer.scalar(value) }
  func encode(_ value: UInt16) { slot.node = writer.scalar(value) }
  func encode(_ value: UInt32) { slot.node = writer.scalar(value) }
  func encode(_ value: UInt64) { slot.node = writer.scalar(value) }

  func encode<Value: Encodable>(_ value: Value) throws {
    slot.node = try writer.node(of: value) ?? .object(JSONWriter.Object())
  }
}
