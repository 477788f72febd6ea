import Foundation
import PortalDomain
import Testing

/// What a feature decides about a command after a history.
struct Given<F: Feature> {
  var history: [any DomainEvent]
  var now = "2026-03-02T16:00:00Z"
  var policy = Policy()

  init(_ feature: F.Type, _ history: any DomainEvent...) { self.history = history }
  init(_ feature: F.Type, _ history: [any DomainEvent]) { self.history = history }

  /// The same with more of a history.
  func and(_ events: any DomainEvent...) -> Given {
    var copy = Given(F.self, history + events)
    copy.now = now
    copy.policy = policy
    return copy
  }

  /// The same under another policy.
  func under(_ change: (inout Policy) -> Void) -> Given {
    var copy = self
    change(&copy.policy)
    return copy
  }

  func at(_ now: String) -> Given {
    var copy = self
    copy.now = now
    return copy
  }

  var context: Context {
    get throws {
      Context(
        now: try Date.ISO8601FormatStyle().parse(now),
        timeZone: try #require(TimeZone(identifier: "America/Chicago")), policy: policy,
        makeCode: { "CODE" })
    }
  }

  func when(_ command: F.Command) throws -> [any DomainEvent] {
    var state = F.initial
    for event in history { F.evolve(&state, event) }
    return try F.decide(command, state, context)
  }
}

/// Events are the same where they are stored the same.
func expect(
  _ events: [any DomainEvent], equal expected: any DomainEvent...,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  func stored(_ event: any DomainEvent) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return type(of: event).name + String(decoding: try encoder.encode(event), as: UTF8.self)
  }
  #expect(
    try events.map(stored) == expected.map(stored), sourceLocation: sourceLocation)
}

func instant(_ text: String) throws -> Date { try Date.ISO8601FormatStyle().parse(text) }

func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }
