internal import Foundation

/// What a type reads itself from.
struct JSONValueReader: Decoder {
  let reader: JSONReader
  let token: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    try reader.isContainer(.object, token)
    return KeyedDecodingContainer(KeyedReader<Key>(reader: reader, object: token))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try reader.isContainer(.array, token)
    return UnkeyedReader(reader, array: token)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer {
    SingleReader(reader: reader, token: token)
  }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let reader: JSONReader
  let object: Int
  var codingPath: [any CodingKey] { [] }

  var allKeys: [Key] {
    var keys: [Key] = []
    var token = object + 1
    while token < reader.tokens[object].next {
      if let text = try? reader.string(at: token), let key = Key(stringValue: text) {
        keys.append(key)
      }
      token = reader.tokens[token + 1].next
    }
    return keys
  }

  private func find(_ key: Key) throws -> Int {
    guard let token = try reader.value(of: key.stringValue, in: object) else {
      throw reader.unsupported()
    }
    return token
  }

  func contains(_ key: Key) -> Bool {
    (try? reader.value(of: key.stringValue, in: object)) ?? nil != nil
  }

  func decodeNil(forKey key: Key) throws -> Bool { reader.isNull(try find(key)) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try reader.bool(at: find(key))
  }
  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try reader.string(at: find(key))
  }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try reader.double(at: find(key))
  }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    throw reader.unsupported()
  }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try integer(type, key) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try integer(type, key) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try integer(type, key) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try integer(type, key) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try integer(type, key) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try integer(type, key) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try integer(type, key) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try integer(type, key) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try integer(type, key) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try integer(type, key) }

  private func integer<Value: FixedWidthInteger>(_ type: Value.Type, _ key: Key) throws -> Value {
    try reader.integer(type, at: find(key))
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try reader.value(type, at: find(key))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try JSONValueReader(reader: reader, token: find(key)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try JSONValueReader(reader: reader, token: find(key)).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { throw reader.unsupported() }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw reader.unsupported() }
}

private struct UnkeyedReader: UnkeyedDecodingContainer {
  let reader: JSONReader
  private let end: Int
  private var token: Int
  private(set) var currentIndex = 0

  init(_ reader: JSONReader, array: Int) {
    self.reader = reader
    end = reader.tokens[array].next
    token = array + 1
  }

  var codingPath: [any CodingKey] { [] }
  var count: Int? { nil }
  var isAtEnd: Bool { token >= end }

  private mutating func next() throws -> Int {
    guard !isAtEnd else { throw reader.unsupported() }
    defer {
      token = reader.tokens[token].next
      currentIndex += 1
    }
    return token
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, reader.isNull(token) else { return false }
    _ = try next()
    return true
  }
  mutating func decode(_ type: Bool.Type) throws -> Bool { try reader.bool(at: next()) }
  mutating func decode(_ type: String.Type) throws -> String { try reader.string(at: next()) }
  mutating func decode(_ type: Double.Type) throws -> Double { try reader.double(at: next()) }
  mutating func decode(_ type: Float.Type) throws -> Float { throw reader.unsupported() }
  mutating func decode(_ type: Int.Type) throws -> Int { try integer(type) }
  mutating func decode(_ type: Int8.Type) throws -> Int8 { try integer(type) }
  mutating func decode(_ type: Int16.Type) throws -> Int16 { try integer(type) }
  mutating func decode(_ type: Int32.Type) throws -> Int32 { try integer(type) }
  mutating func decode(_ type: Int64.Type) throws -> Int64 { try integer(type) }
  mutating func decode(_ type: UInt.Type) throws -> UInt { try integer(type) }
  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try integer(type) }
  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try integer(type) }
  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try integer(type) }
  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try integer(type) }

  private mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
    try reader.integer(type, at: next())
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try reader.value(type, at: next())
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try JSONValueReader(reader: reader, token: next()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try JSONValueReader(reader: reader, token: next()).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { throw reader.unsupported() }
}

private struct SingleReader: SingleValueDecodingContainer {
  let reader: JSONReader
  let token: Int
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { reader.isNull(token) }
  func decode(_ type: Bool.Type) throws -> Bool { try reader.bool(at: token) }
  func decode(_ type: String.Type) throws -> String { try reader.string(at: token) }
  func decode(_ type: Double.Type) throws -> Double { try reader.double(at: token) }
  func decode(_ type: Float.Type) throws -> Float { throw reader.unsupported() }
  func decode(_ type: Int.Type) throws -> Int { try reader.integer(type, at: token) }
  func decode(_ type: Int8.Type) throws -> Int8 { try reader.integer(type, at: token) }
  func decode(_ type: Int16.Type) throws -> Int16 { try reader.integer(type, at: token) }
  func decode(_ type: Int32.Type) throws -> Int32 { try reader.integer(type, at: token) }
  func decode(_ type: Int64.Type) throws -> Int64 { try reader.integer(type, at: token) }
  func decode(_ type: UInt.Type) throws -> UInt { try reader.integer(type, at: token) }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try reader.integer(type, at: token) }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try reader.integer(type, at: token) }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try reader.integer(type, at: token) }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try reader.integer(type, at: token) }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try reader.value(type, at: token)
  }
}
