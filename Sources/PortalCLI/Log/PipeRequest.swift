import EventStore
import Foundation

/// A line of the pipe: what is asked for.
struct PipeRequest: Sendable {
  enum Operation: String { case append, read, subscribe, unsubscribe, head, unknown }

  let operation: Operation
  /// What the caller wants to see again in the answer.
  let ref: JSONValue?
  private let object: [String: JSONValue]

  init(_ line: String) throws(LogError) {
    let json = try? JSONDecoder().decode(JSONValue.self, from: Data(line.utf8))
    guard case .object(let object) = json else {
      throw LogError(.invalid, "a line must be one JSON object")
    }
    self.object = object
    ref = object["ref"]
    if case .text(let name) = object["op"], let known = Operation(rawValue: name) {
      operation = known
    } else {
      operation = .unknown
    }
  }

  func number(_ name: String) throws(LogError) -> UInt64? {
    try number(name, of: object)
  }

  func flag(_ name: String) throws(LogError) -> Bool {
    switch object[name] {
    case nil, .null: return false
    case .bool(let flag): return flag
    default: throw LogError(.invalid, "\"\(name)\" must be true or false")
    }
  }

  func command() throws(LogError) -> String? { try text("command", of: object) }

  func query() throws(LogError) -> Query { try query(of: object) }

  func condition() throws(LogError) -> AppendCondition? {
    switch object["condition"] {
    case nil, .null: return nil
    case .object(let condition):
      return .noEvents(
        matching: try query(of: condition), after: try number("after", of: condition) ?? 0)
    default: throw LogError(.invalid, "\"condition\" must be an object")
    }
  }

  func events() throws(LogError) -> [NewEvent] {
    guard case .list(let list) = object["events"] else {
      throw LogError(.invalid, "\"events\" must be a list of objects")
    }
    var events: [NewEvent] = []
    for item in list {
      guard case .object(let item) = item else {
        throw LogError(.invalid, "an event must be an object")
      }
      events.append(try event(item))
    }
    return events
  }

  private func event(_ item: [String: JSONValue]) throws(LogError) -> NewEvent {
    guard let type = try text("type", of: item) else {
      throw LogError(.invalid, "an event needs a \"type\"")
    }
    let given = try text("id", of: item)
    guard let id = given.map(UUID.init(uuidString:)) ?? UUID() else {
      throw LogError(.invalid, "an event's \"id\" must be a UUID")
    }
    return NewEvent(
      id: id, type: type, tags: try texts("tags", of: item),
      subject: try text("subject", of: item).map { Subject($0) },
      metadata: try json("metadata", of: item), data: try json("data", of: item))
  }

  private func query(of object: [String: JSONValue]) throws(LogError) -> Query {
    let list: [JSONValue]
    switch object["query"] {
    case nil, .null: return .all
    case .list(let items): list = items
    default:
      throw LogError(.invalid, "\"query\" must be a list of objects with \"types\" and \"tags\"")
    }
    var items: [Query.Item] = []
    for item in list {
      guard case .object(let item) = item else {
        throw LogError(.invalid, "an item of a query must be an object")
      }
      items.append(
        Query.Item(types: try texts("types", of: item), tags: try texts("tags", of: item)))
    }
    return Query(items)
  }

  private func number(_ name: String, of object: [String: JSONValue]) throws(LogError) -> UInt64? {
    switch object[name] {
    case nil, .null: return nil
    case .integer(let number) where number >= 0: return UInt64(number)
    default: throw LogError(.invalid, "\"\(name)\" must be a whole number, not negative")
    }
  }

  private func text(_ name: String, of object: [String: JSONValue]) throws(LogError) -> String? {
    switch object[name] {
    case nil, .null: return nil
    case .text(let text): return text
    default: throw LogError(.invalid, "\"\(name)\" must be a text")
    }
  }

  private func texts(_ name: String, of object: [String: JSONValue]) throws(LogError) -> [String] {
    let list: [JSONValue]
    switch object[name] {
    case nil, .null: return []
    case .list(let texts): list = texts
    default: throw LogError(.invalid, "\"\(name)\" must be a list of texts")
    }
    var texts: [String] = []
    for item in list {
      guard case .text(let text) = item else {
        throw LogError(.invalid, "\"\(name)\" must be a list of texts")
      }
      texts.append(text)
    }
    return texts
  }

  private func json(_ name: String, of object: [String: JSONValue]) throws(LogError) -> [UInt8] {
    guard let value = object[name] else { return [] }
    guard let line = try? JSONLine.encode(value) else {
      throw LogError(.invalid, "\"\(name)\" can't be written as JSON")
    }
    return Array(line.utf8)
  }
}

// The answers.

extension PipeRequest {
  func answer(_ content: [String: JSONValue]) -> JSONValue {
    var answer = content
    answer["ok"] = .bool(true)
    answer["ref"] = ref
    return .object(answer)
  }

  static func refusal(_ error: any Error, ref: JSONValue?) -> JSONValue {
    let error = error as? LogError ?? LogError(.system(0), "unexpected: \(type(of: error))")
    var answer: [String: JSONValue] = [
      "ok": .bool(false),
      "error": .object(["code": .text(error.code.name), "message": .text(error.message)]),
    ]
    answer["ref"] = ref
    return .object(answer)
  }
}
