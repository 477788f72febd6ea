import EventStore
import Foundation

extension JSONValue {
  /// An event of the log as JSON.
  init(_ recorded: RecordedEvent) {
    var object: [String: JSONValue] = [
      "position": JSONValue(recorded.position),
      "time": .text(
        recorded.time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
    ]
    if let event = recorded.event {
      object["id"] = .text(event.id.uuidString.lowercased())
      object["type"] = .text(event.type)
      object["tags"] = .list(event.tags.map(JSONValue.text))
      object["subject"] = event.subject.map { .text($0.name) } ?? .null
      object["data"] = JSONValue(stored: event.data)
      if !event.metadata.isEmpty { object["metadata"] = JSONValue(stored: event.metadata) }
    } else {
      object["erased"] = .bool(true)
    }
    self = .object(object)
  }

  /// A position or a count.
  init(_ number: UInt64) { self = .integer(Int64(clamping: number)) }

  /// Stored JSON; what is none comes as text of base64.
  private init(stored bytes: [UInt8]) {
    let data = Data(bytes)
    self =
      bytes.isEmpty
      ? .null
      : (try? JSONDecoder().decode(JSONValue.self, from: data)) ?? .text(data.base64EncodedString())
  }
}
