import EventStore
import Foundation
import PortalDomain

/// Events for people: a heading for each day, and a line for each event that says when, who, by which
/// way, what, of whom, in words.
struct AuditTimeline {
  private let zone: TimeZone
  private var day: String?

  init(_ zone: TimeZone) { self.zone = zone }

  mutating func lines(_ recorded: RecordedEvent) -> [String] {
    var style = Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
    let day = recorded.time.formatted(style)
    style = Date.ISO8601FormatStyle(timeZone: zone).time(includingFractionalSeconds: false)
    let time = recorded.time.formatted(style)
    let heading = day == self.day ? [] : [self.day == nil ? day : "\n\(day)"]
    self.day = day
    return heading + ["  \(time)  \(Self.words(recorded))  (#\(recorded.position))"]
  }

  private static func words(_ recorded: RecordedEvent) -> String {
    guard let event = recorded.event else { return "erased: nobody can read it again" }
    let metadata = try? JSONDecoder().decode(EventMetadata.self, from: Data(event.metadata))
    let who = metadata.map { "\($0.origin.actor.words), by \($0.origin.channel.rawValue): " } ?? ""
    let whom = event.subject.map { " of \($0.name.replacing(":", with: " ", maxReplacements: 1))" }
    return "\(who)\(phrase(event.type))\(whom ?? "")\(details(event.data))"
  }

  /// `prescription.refillRequested.v1` is `prescription: refill requested`.
  static func phrase(_ type: String) -> String {
    var parts = type.split(separator: ".")
    if let last = parts.last, last.first == "v", last.dropFirst().allSatisfy(\.isNumber) {
      parts.removeLast()
    }
    return parts.map { part in
      part.reduce(into: "") { text, character in
        text += character.isUppercase ? " \(character.lowercased())" : "\(character)"
      }
    }.joined(separator: ": ")
  }

  /// What the event says in words and numbers; lists and objects are for --json.
  private static func details(_ data: [UInt8]) -> String {
    guard case .object(let object)? = try? JSONDecoder().decode(JSONValue.self, from: Data(data))
    else { return "" }
    let fields = object.sorted { $0.key < $1.key }.compactMap { name, value -> String? in
      guard name != "patient" else { return nil }
      return value.words.map { "\(phrase(name)) \($0)" }
    }
    return fields.isEmpty ? "" : " — \(fields.joined(separator: ", "))"
  }
}

extension JSONValue {
  fileprivate var words: String? {
    switch self {
    case .text(let text): text.replacing("\n", with: " ")
    case .integer(let number): "\(number)"
    case .number(let number): "\(number)"
    case .bool(let value): value ? "yes" : "no"
    case .list(let values):
      values.allSatisfy { if case .text = $0 { true } else { false } }
        ? values.compactMap(\.words).joined(separator: " and ") : nil
    case .null, .object: nil
    }
  }
}
