import Foundation

extension JSONValue {
  /// The text, or `null`.
  init(_ text: String?) { self = text.map { .text($0) } ?? .null }
  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  init(_ time: Date?) { self.init(time.map { $0.formatted(.iso8601) }) }
}
