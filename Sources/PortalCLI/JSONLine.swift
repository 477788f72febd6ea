import Foundation

/// One JSON object on one line.
enum JSONLine {
  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func encode(_ object: [String: JSONValue]) throws -> String {
    try encode(JSONValue.object(object))
  }
}
