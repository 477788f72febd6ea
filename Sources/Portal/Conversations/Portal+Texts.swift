internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// Messages by way of a carrier: accepted once, answered once, and the answer sent.
extension Portal {
  /// A message that waits for its answer.
  public struct WaitingText: Sendable {
    public let message: TextID
    /// When it was accepted.
    public let acceptedAt: Date
    /// What was said, without what must not be kept.
    public let text: String
    public let files: [Conversations.FileReference]
    public let keyword: Conversations.Keyword?
  }

  /// An answer that is to be sent.
  public struct WaitingReply: Sendable {
    public let message: TextID
    public let phone: PhoneNumber
    public let patient: PatientID?
    /// What it says, a text each.
    public let replies: [String]
    /// How often it was tried.
    public let attempts: Int
    /// When it's to be tried next; at once where there's nothing.
    public let nextTry: Date?
  }

  /// Records what happened, unless a message was dealt with so already: by this process or another.
  ///
  /// - Parameters:
  ///   - events: what happened, all of it or nothing.
  ///   - mark: the type among them that a message has once at most.
  ///   - message: the message.
  ///   - origin: who caused it.
  /// - Returns: what was recorded; `nil` where the mark was there.
  public func record(
    _ events: [any DomainEvent], once mark: any TextEvent.Type, for message: TextID,
    as origin: Origin
  ) async throws -> [RecordedChange]? {
    do {
      return try await record(
        events, as: origin,
        if: .noEvents(matching: Query(types: [mark.name], tags: [message.tag])))
    } catch let error as LogError where error.code == .conditionFailed {
      return nil
    }
  }

  /// The phones about whose messages something is still to be done.
  public func phonesWithTexts() throws -> [PhoneNumber] {
    try log.views { rows, snapshot in
      try engine.reader(TextQueue.self).rows(of: .clinic, rows, snapshot).map(\.phone)
    }
  }

  /// The first of a phone's messages that wait for an answer; `nil` for none.
  public func nextText(from phone: PhoneNumber) throws -> WaitingText? {
    let first = try entries(of: phone).first { if case .waiting = $0.state { true } else { false } }
    guard let first else { return nil }
    // What it says was recorded right before that it was accepted.
    let events = try log.read(after: max(2, first.position) - 2, upTo: first.position)
      .compactMap { try $0.event.flatMap(EventCoding.decode) }
    guard let received = events.first as? Conversations.MessageReceived,
      let accepted = events.last as? Conversations.Accepted
    else { return nil }
    return WaitingText(
      message: first.message, acceptedAt: first.time, text: received.text, files: accepted.files,
      keyword: accepted.keyword)
  }

  /// Whether more was done for a message than to talk and to sign in: then the process died, or could
  /// not write, between that and the answer, and it must not be done again.
  public func isBegun(_ message: TextID) throws -> Bool {
    try log.read(Query(tags: [message.tag]), upTo: try log.head()).contains { recorded in
      recorded.event.map { !Self.repeatable.contains($0.type) } ?? false
    }
  }

  private static let repeatable = Set(
    (Conversations.events + StrangerSignIns.events + OptOuts.events
      + [Account.SignedIn.self, Account.SignInFailed.self]).map { $0.name })

  /// A phone's answers that wait to be sent, in their order.
  public func waitingReplies(to phone: PhoneNumber) throws -> [WaitingReply] {
    try entries(of: phone).compactMap { entry in
      guard case .answered(let position, let attempts, let nextTry) = entry.state else {
        return nil
      }
      let query = Query(types: [Conversations.Replied.name], tags: ["conversation:\(phone)"])
      let replied =
        try log.read(query, upTo: position, backwards: true, limit: 1).first?.event
        .flatMap(EventCoding.decode) as? Conversations.Replied
      return WaitingReply(
        message: entry.message, phone: phone, patient: entry.patient,
        replies: replied?.replies ?? [], attempts: attempts, nextTry: nextTry)
    }
  }

  private func entries(of phone: PhoneNumber) throws -> [TextQueue.Entry] {
    try log.views { rows, snapshot in
      try engine.reader(TextQueue.self).row(phone.value, of: .clinic, rows, snapshot)
    }?.entries ?? []
  }

  /// Records that an answer left the house.
  public func markSent(_ reply: WaitingReply, as origin: Origin) async throws {
    _ = try await record(
      [
        Conversations.ReplySent(
          phone: reply.phone, patient: reply.patient, message: reply.message)
      ], once: Conversations.ReplySent.self, for: reply.message, as: origin)
  }

  /// Records that an answer could not be sent: it's tried again later, or given up.
  ///
  /// - Parameters:
  ///   - reply: the answer.
  ///   - reason: a code of the carrier's; no address, no text.
  ///   - isFinal: whether trying again is no use.
  ///   - origin: who tried.
  public func markFailed(
    _ reply: WaitingReply, reason: String, isFinal: Bool, as origin: Origin
  ) async throws {
    let attempt = reply.attempts + 1
    let event: any DomainEvent =
      isFinal || attempt >= policy.replies.attempts
      ? Conversations.ReplyGaveUp(
        phone: reply.phone, patient: reply.patient, message: reply.message, reason: reason)
      : Conversations.ReplyFailed(
        phone: reply.phone, patient: reply.patient, message: reply.message, attempt: attempt,
        reason: reason,
        nextTry: clock().addingTimeInterval(Double(policy.replies.wait(afterAttempt: attempt))))
    try await record([event], as: origin)
  }

  /// Records how far a text of ours has come, unless more is known already.
  ///
  /// - Parameters:
  ///   - key: what it was sent under.
  ///   - state: what the carrier says.
  ///   - code: the carrier's code where it could not be delivered.
  ///   - origin: who says so.
  public func reportText(
    _ key: String, _ state: TextState, code: String?, as origin: Origin
  ) async throws {
    guard state.follows(try textState(of: key)) else { return }
    try await record(
      [Conversations.TextReported(key: key, state: state, code: code)], as: origin)
  }

  /// How far a text of ours has come at the carrier's; `nil` where nothing was said of it.
  ///
  /// - Parameter key: what it was sent under: the idempotency key of a notice, or of an answer.
  public func textState(of key: String) throws -> TextState? {
    try log.views { rows, snapshot in
      try engine.reader(TextReports.self).row(key, of: .clinic, rows, snapshot)
    }?.state
  }
}
