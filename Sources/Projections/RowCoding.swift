internal import Foundation

/// Rows are JSON too.
enum RowCoding {
  static func encode(_ row: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return Array(try encoder.encode(row))
  }

  static func decode<Row: Decodable>(_ bytes: [UInt8]) throws -> Row {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(Row.self, from: Data(bytes))
  }
}
