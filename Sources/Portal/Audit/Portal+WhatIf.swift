internal import EventStore
internal import Foundation
public import PortalDomain
internal import Projections

/// Deciding again what was decided.
extension Portal {
  /// The features whose decisions can be taken again.
  static let retraceable: [any Retraceable.Type] = [
    Account.self, Appointments.self, Billing.self, Messages.self, Notices.self, OneTimeCodes.self,
    Prescriptions.self, Proxies.self, Records.self,
  ]

  /// Decides again, under another policy, what was decided, and shows where it comes out differently.
  ///
  /// Each decision is taken on the history that it had. That somebody sees a difference is recorded
  /// before it's shown. It takes as much memory as one decision, however long the log is.
  ///
  /// - Parameters:
  ///   - other: the other policy.
  ///   - search: which decisions, by the events that they led to.
  ///   - origin: who looks.
  ///   - progress: told at which position of which it is.
  ///   - body: takes one difference.
  /// - Returns: how many decisions were looked at.
  public func whatIf(
    _ other: Policy, _ search: AuditSearch = AuditSearch(), as origin: Origin,
    progress: (_ position: UInt64, _ of: UInt64) -> Void = { _, _ in },
    _ body: (WhatIf.Difference) throws -> Void
  ) async throws -> WhatIf.Tally {
    var tally = WhatIf.Tally()
    let last = min(try log.head(), search.last)
    var position = search.after
    while true {
      let batch = try log.read(search.query, after: position, upTo: last, limit: 256)
      guard let end = batch.last else { return tally }
      var found: [(RecordedEvent, WhatIf.Difference)] = []
      for recorded in batch where search.matches(recorded) {
        guard let stored = recorded.event else { continue }
        switch try redecide(recorded, other) {
        case .notCovered: tally.notCovered += 1
        case .notReproduced: tally.notReproduced += 1
        case .same: tally.decided += 1
        case .different(let changes, let refusal):
          tally.decided += 1
          tally.different += 1
          found.append(
            (
              recorded,
              WhatIf.Difference(
                position: recorded.position, time: recorded.time, type: stored.type,
                patient: stored.patient, changes: changes, refusal: refusal)
            ))
        }
      }
      try await noteAudit(of: found.map(\.0), as: origin)
      for (_, difference) in found { try body(difference) }
      position = end.position
      progress(position, last)
    }
  }

  private func redecide(_ recorded: RecordedEvent, _ other: Policy) throws -> WhatIf.Outcome {
    guard let stored = recorded.event, let event = try EventCoding.decode(stored) else {
      return .notCovered
    }
    if event is Notices.Claimed || event is Notices.Suppressed,
      let event = event as? any NoticeEvent
    {
      return try resend(event, at: recorded, other)
    }
    let origin = try? EventMetadata(of: stored).origin
    for feature in Self.retraceable {
      if let outcome = try redecide(feature, event, by: origin, at: recorded, other) {
        return outcome
      }
    }
    return .notCovered
  }

  /// - Returns: `nil` where the feature doesn't know what led to the event.
  private func redecide<F: Retraceable>(
    _ feature: F.Type, _ event: any DomainEvent, by origin: Origin?, at recorded: RecordedEvent,
    _ other: Policy
  ) throws -> WhatIf.Outcome? {
    let causes = F.causes(of: event, by: origin)
    if causes.isEmpty { return nil }
    let fields = try EventFields(event)
    for cause in causes {
      let query = query(of: feature, F.boundary(of: cause.command))
      let (state, _) = try load(feature, query, upTo: recorded.position - 1)
      func decide(_ policy: Policy) -> WhatIf.Decision {
        let context = cause.context(recorded.time, timeZone, policy)
        do throws(F.Failure) {
          return .events(try F.decide(cause.command, state, context))
        } catch { return .refused(error) }
      }
      guard case .events(let events) = decide(policy),
        try events.contains(where: { try EventFields($0).isSame(as: fields) })
      else { continue }
      return try WhatIf.compare(events, decide(other))
    }
    return .notReproduced
  }

  // MARK: Sending notices

  /// Whether a notice would have gone out, by what was known of its patient then.
  private func resend(
    _ event: any NoticeEvent, at recorded: RecordedEvent, _ other: Policy
  ) throws -> WhatIf.Outcome {
    var past = try PastRows(
      of: event.patient,
      [NoticeBox.self, Directory.self, StatementList.self, PrescriptionList.self])
    let query = Query(tags: [event.patient.tag])
    var position: UInt64 = 0
    while case let batch = try log.read(
      query, after: position, upTo: recorded.position - 1, limit: 1024), let end = batch.last
    {
      try past.take(batch)
      position = end.position
    }
    let engine = ProjectionEngine(reading: past)
    func sending(_ policy: Policy) throws -> Notices.Sending {
      let context = Context(now: recorded.time, timeZone: timeZone, policy: policy) { "" }
      return try log.views { rows, snapshot in
        guard let notice = try engine.notice(event.reference, rows, snapshot) else {
          return .nothing
        }
        var recipient = Notices.Recipient(timeZone: timeZone)
        try engine.fill(&recipient, for: notice, policy, rows, snapshot)
        return Notices.sending(of: notice, to: recipient, context)
      }
    }
    let before = try sending(policy)
    let isSame =
      switch (before, event) {
      case (.send(let channel, _), let event as Notices.Claimed): channel == event.channel
      case (.suppress(let reason), let event as Notices.Suppressed): reason == event.reason
      default: false
      }
    guard isSame else { return .notReproduced }
    let after = try sending(other)
    return before == after
      ? .same : .different(["\(Self.words(before)), then \(Self.words(after))"], refusal: nil)
  }

  private static func words(_ sending: Notices.Sending) -> String {
    switch sending {
    case .send(let channel, _): "sent by \(channel.rawValue)"
    case .later(let time): "later, at \(time.formatted(.iso8601))"
    case .suppress(let reason): "not sent: \(reason.rawValue)"
    case .nothing: "nothing to send"
    }
  }
}
