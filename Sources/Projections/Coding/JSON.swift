internal import Foundation

/// The JSON of events and rows: sorted keys, dates by ISO 8601.
enum JSON {
  static func encode(_ value: some Encodable) throws -> [UInt8] {
    if let bytes = try JSONWriter.write(value) { return bytes }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return Array(try encoder.encode(value))
  }

  static func decode<Value: Decodable>(_ type: Value.Type, _ bytes: [UInt8]) throws -> Value {
    if let value = try? JSONReader.read(type, bytes) { return value }
    // It reads what is rare, and says what is wrong with the rest.
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(type, from: Data(bytes))
  }
}
