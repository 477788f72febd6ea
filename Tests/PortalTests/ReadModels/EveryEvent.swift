import Foundation
import PortalDomain

@testable import Projections

/// Every type of event there is, again and again: the golden events, each round some days later and
/// about things of its own, all in the life of one patient.
struct EveryEvent {
  let patient: PatientID
  private let golden: [Golden]

  private struct Golden {
    let type: any DomainEvent.Type
    let json: Data
  }

  init(patient: PatientID) throws {
    self.patient = patient
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/events-v1")
    golden = try EventCatalogue.types.map { type in
      Golden(type: type, json: try Data(contentsOf: folder.appending(path: type.name + ".json")))
    }
  }

  /// The events of a round.
  ///
  /// - Parameter day: how many days after the golden events' they are.
  func round(_ number: Int, day: Int) throws -> [any DomainEvent] {
    try golden.map { golden in
      let json = try JSONSerialization.jsonObject(with: golden.json)
      let moved = move(json, of: "", number, day)
      return try JSON.decode(
        golden.type, Array(JSONSerialization.data(withJSONObject: moved)))
    }
  }

  /// What comes again and again is new each time; who and where is the same.
  private static let things: Set<String> = [
    "appointment", "attachment", "disclosure", "form", "key", "message", "method", "notice",
    "panel", "payment", "plan", "record", "refill", "refund", "renewal", "replacing", "request",
    "review", "share", "statement", "statements", "thread", "wait",
  ]

  private func move(_ value: Any, of name: String, _ number: Int, _ day: Int) -> Any {
    switch value {
    case let object as [String: Int] where name == "expires":
      moved(object, by: day / 30)
    case let object as [String: Any]:
      Dictionary(uniqueKeysWithValues: object.map { ($0, move($1, of: $0, number, day)) })
    case let list as [Any]: list.map { move($0, of: name, number, day) }
    case let text as String: moved(text, of: name, number, day)
    default: value
    }
  }

  /// The month on a card.
  private func moved(_ month: [String: Int], by months: Int) -> [String: Int] {
    let index = (month["year"] ?? 0) * 12 + (month["month"] ?? 1) - 1 + months
    return ["year": index / 12, "month": index % 12 + 1]
  }

  private func moved(_ text: String, of name: String, _ number: Int, _ day: Int) -> String {
    if name == "patient" { return patient.value }
    if name == "about", text.hasPrefix("refill:") { return text + suffix(number) }
    if Self.things.contains(name) {
      // A name with parts has what tells it apart in the first.
      let parts = text.split(separator: ".", maxSplits: 1)
      if name == "notice", parts.count == 2 { return "\(100_000 + number).\(parts[1])" }
      return name == "attachment" ? text : text + suffix(number)
    }
    if let date = LocalDate(text) { return date.adding(days: day).description }
    if let instant = try? Date(text, strategy: .iso8601) {
      return instant.addingTimeInterval(86_400 * Double(day)).formatted(.iso8601)
    }
    return text.replacing(#/^(\w+)-(\d{4})(\d\d)(\d\d)-(\d{4})$/#) { slot in
      guard let date = LocalDate("\(slot.2)-\(slot.3)-\(slot.4)") else { return text }
      let compact = date.adding(days: day).description.filter { $0 != "-" }
      return "\(slot.1)-\(compact)-\(slot.5)"
    }
  }

  /// As long for every round.
  private func suffix(_ number: Int) -> String { "-\(100_000 + number)" }
}

/// A part of the portal, by the first word of its events' names.
func family(of event: any DomainEvent) -> String {
  String(type(of: event).name.prefix { $0 != "." })
}
