public import Foundation
public import PortalDomain

/// What would have been decided under another policy.
public enum WhatIf {
  /// A decision that would have been another one.
  public struct Difference: Sendable {
    /// Where what was decided stands in the log.
    public let position: UInt64
    public let time: Date
    /// The stable name of the event.
    public let type: String
    public let patient: PatientID?
    /// In words: `expectedOn: 2026-03-04, then 2026-03-09`.
    public let changes: [String]
    /// The code of the refusal, where it would have been refused.
    public let refusal: String?
  }

  /// How many decisions were looked at.
  public struct Tally: Sendable, Hashable {
    /// Those that were decided again.
    public internal(set) var decided = 0
    /// Those of them that come out differently.
    public internal(set) var different = 0
    /// Those that don't come out again as they were recorded, even under the policy in force: some of
    /// what they depended on is erased, came from elsewhere, or another policy was in force.
    public internal(set) var notReproduced = 0
    /// Events that no decision of the portal's is asked about.
    public internal(set) var notCovered = 0
  }

  enum Outcome {
    case notCovered
    case notReproduced
    case same
    case different([String], refusal: String?)
  }

  /// What a decision would have come to.
  enum Decision {
    case events([any DomainEvent])
    case refused(any Refusal)
  }

  /// - Parameters:
  ///   - old: what is decided under the policy in force.
  ///   - new: under the other.
  static func compare(_ old: [any DomainEvent], _ new: Decision) throws -> Outcome {
    switch new {
    case .refused(let refusal):
      return .different(["refused: \(refusal.message)"], refusal: refusal.code)
    case .events(let events):
      var changes: [String] = []
      for (before, after) in zip(old, events) {
        let (name, newName) = (type(of: before).name, type(of: after).name)
        if name == newName {
          changes += try EventFields(before).changes(to: EventFields(after))
        } else {
          changes.append("\(newName) instead of \(name)")
        }
      }
      changes += old.dropFirst(events.count).map { "no \(type(of: $0).name)" }
      changes += events.dropFirst(old.count).map { "also \(type(of: $0).name)" }
      return changes.isEmpty ? .same : .different(changes, refusal: nil)
    }
  }
}

/// What an event says, field by field: `charge.amount.cents` is `6000`.
struct EventFields {
  private var values: [String: String] = [:]

  init(_ event: any DomainEvent) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    add(try JSONSerialization.jsonObject(with: try encoder.encode(event)), "")
  }

  private mutating func add(_ value: Any, _ path: String) {
    switch value {
    case let object as [String: Any]:
      for (name, value) in object { add(value, path.isEmpty ? name : "\(path).\(name)") }
    case let list as [Any]:
      for (index, value) in list.enumerated() { add(value, "\(path).\(index)") }
    default: values[path] = "\(value)"
    }
  }

  /// Whether another says the same, but for a few seconds: it was decided before it was appended.
  func isSame(as other: EventFields) -> Bool {
    values.keys == other.values.keys
      && values.allSatisfy { name, value in
        other.values[name].map { $0 == value || Self.areClose($0, value) } ?? false
      }
  }

  private static func areClose(_ left: String, _ right: String) -> Bool {
    guard let left = try? Date(left, strategy: .iso8601),
      let right = try? Date(right, strategy: .iso8601)
    else { return false }
    return abs(left.timeIntervalSince(right)) <= 5
  }

  func changes(to other: EventFields) -> [String] {
    Set(values.keys).union(other.values.keys).sorted().compactMap { name in
      let (old, new) = (values[name], other.values[name])
      return old == new ? nil : "\(name): \(old ?? "nothing"), then \(new ?? "nothing")"
    }
  }
}
