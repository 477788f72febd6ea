/// A condition with all that can be made ready before its turn comes.
struct PreparedCondition: Sendable {
  let query: Query
  let after: UInt64
  let glance: QueryGlance

  init(_ condition: AppendCondition, _ blind: BlindIndex) {
    query = condition.query
    after = condition.after
    glance = QueryGlance(condition.query, blind)
  }
}

/// An append that waits for its verdict.
struct AppendRequest: Sendable {
  let events: [PreparedEvent]
  let condition: PreparedCondition?
  let command: PreparedCommand?
  let verdict: CheckedContinuation<Result<Receipt, LogError>, Never>

  /// Whether the events can be stored at all; it throws what to mend.
  static func check(_ events: [NewEvent], _ command: String?) throws(LogError) {
    for event in events {
      guard Name.isValid(event.type) else {
        throw LogError(.invalid, "an event's type must have 1 to 255 bytes")
      }
      guard event.tags.count <= NewEvent.maximumTags else {
        throw LogError(.invalid, "an event can have \(NewEvent.maximumTags) tags at most")
      }
      guard event.tags.allSatisfy(Name.isValid) else {
        throw LogError(.invalid, "a tag must have 1 to 255 bytes, none of them NUL")
      }
      if let subject = event.subject, !Name.isValid(subject.name) {
        throw LogError(.invalid, "a subject must have 1 to 255 bytes, none of them NUL")
      }
      guard event.data.count + event.metadata.count <= 16 << 20 else {
        throw LogError(.invalid, "an event can hold 16 MiB at most; keep large files beside it")
      }
    }
    if let command, !Name.isValid(command) {
      throw LogError(.invalid, "a command's identifier must have 1 to 255 bytes")
    }
  }
}
