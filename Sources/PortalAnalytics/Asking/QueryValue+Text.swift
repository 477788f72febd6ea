internal import Foundation
internal import GRDB

extension QueryValue {
  init(_ value: DatabaseValue) {
    self =
      switch value.storage {
      case .null: .null
      case .int64(let number): .integer(number)
      case .double(let number): .real(number)
      case .string(let text): .text(text)
      case .blob(let data): .blob(byteCount: data.count)
      }
  }

  /// As people read it; nothing for NULL.
  public var words: String {
    switch self {
    case .null: ""
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .text(let text): text
    case .blob(let count): "(\(count) bytes)"
    }
  }

  /// As a field of CSV (RFC 4180).
  public var csv: String {
    let text = words
    let isPlain = text.utf8.allSatisfy { byte in
      byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\n")
        && byte != UInt8(ascii: "\r")
    }
    return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
  }

  /// As JSON (RFC 8259).
  public var json: String {
    switch self {
    case .null: "null"
    case .integer(let number): "\(number)"
    case .real(let number): number.isFinite ? "\(number)" : "null"
    case .text(let text): Self.quoted(text)
    case .blob(let count): Self.quoted("(\(count) bytes)")
    }
  }

  /// A row as an object, its members in the order of the columns.
  public static func json(_ columns: [String], _ values: [QueryValue]) -> String {
    let members = zip(columns, values).map { "\(quoted($0)):\($1.json)" }
    return "{\(members.joined(separator: ","))}"
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
