internal import Foundation
public import Portal
public import PortalDomain

/// A message as a carrier delivers it.
public struct IncomingText: Sendable {
  public let message: TextID
  public let phone: PhoneNumber
  public var text: String
  public var files: [Conversations.FileReference] = []
  public var keyword: Conversations.Keyword?

  public init(_ message: TextID, from phone: PhoneNumber, text: String) {
    self.message = message
    self.phone = phone
    self.text = text
  }
}

/// Messages by way of a carrier: put on the disk at once, and answered afterwards.
extension ConversationService {
  /// Puts a message on the disk, if it isn't there yet.
  ///
  /// - Returns: whether it's new. It's `false` for one that was delivered before, to this process or
  ///   another.
  /// - Throws: `LogError` where it could not be stored; nothing is then.
  public func accept(_ text: IncomingText) async throws -> Bool {
    let start = try beginning(
      of: text.text, from: text.phone, text.message,
      hasOthers: try portal.nextText(from: text.phone) != nil)
    return try await portal.record(
      [
        start.received,
        Conversations.Accepted(
          phone: text.phone, patient: start.patient, message: text.message,
          files: text.files.filter { portal.policy.messages.mediaTypes.contains($0.mediaType) },
          keyword: text.keyword),
      ], once: Conversations.Accepted.self, for: text.message, as: start.origin) != nil
  }

  /// Answers a message that was accepted.
  ///
  /// - Parameters:
  ///   - waiting: the message.
  ///   - said: what was said, where it's still known; what must not be kept is not in the log.
  ///   - phone: whose message it is.
  ///   - isToBeSent: whether the answer is to be sent; it isn't where a carrier takes it right away.
  /// - Returns: the answer; `nil` where another process was quicker.
  public func answer(
    _ waiting: Portal.WaitingText, said: IncomingText?, from phone: PhoneNumber,
    isToBeSent: Bool = true
  ) async throws -> Answer? {
    if try portal.isBegun(waiting.message) {
      return try await end(waiting, from: phone, isToBeSent: isToBeSent, isOver: true) {
        $0.interrupted
      }
    }
    // What a carrier does by itself it also says by itself.
    let text = waiting.keyword?.rawValue ?? said?.text ?? waiting.text
    let isSpoken = waiting.keyword == nil
    // A message without words is a picture.
    if isSpoken, text.allSatisfy(\.isWhitespace) {
      return try await end(waiting, from: phone, isToBeSent: isToBeSent) { $0.filesNotRead }
    }
    do {
      return try await answer(text, beginning(of: text, from: phone, waiting.message)) {
        events, origin in
        var events = events
        if let replied = events.last as? Conversations.Replied {
          events.append(
            Conversations.Answered(
              phone: phone, patient: replied.patient, message: waiting.message,
              isToBeSent: isToBeSent && isSpoken && !replied.replies.isEmpty))
        }
        guard
          try await portal.record(
            events, once: Conversations.Answered.self, for: waiting.message, as: origin) != nil
        else { throw Superseded() }
      }
    } catch is Superseded {
      return nil
    }
  }

  /// Answers a message that can't be answered otherwise: with an apology.
  ///
  /// - Returns: the answer; `nil` where another process was quicker.
  public func apologize(
    for waiting: Portal.WaitingText, from phone: PhoneNumber, isToBeSent: Bool = true
  ) async throws -> Answer? {
    try await end(waiting, from: phone, isToBeSent: isToBeSent) { $0.wentWrong }
  }

  /// Answers without the bot.
  ///
  /// - Parameter isOver: whether what was talked about is dropped; otherwise the conversation stands
  ///   where it stood.
  private func end(
    _ waiting: Portal.WaitingText, from phone: PhoneNumber, isToBeSent: Bool,
    isOver: Bool = false, _ reply: (Phrases) -> String
  ) async throws -> Answer? {
    let start = try beginning(of: waiting.text, from: phone, waiting.message)
    var dialogue = isOver ? Dialogue() : start.dialogue
    (dialogue.session, dialogue.isStopped) = (start.dialogue.session, start.dialogue.isStopped)
    let replied = Conversations.Replied(
      phone: phone, patient: start.patient, replies: [reply(Phrases(clinic: portal.clinic))],
      intent: Intent.outOfScope.rawValue, dialogue: try encode(dialogue))
    let answered = Conversations.Answered(
      phone: phone, patient: start.patient, message: waiting.message, isToBeSent: isToBeSent)
    return try await portal.record(
      [replied, answered], once: Conversations.Answered.self, for: waiting.message,
      as: start.origin
    ).map {
      Answer(
        replies: replied.replies, intent: .outOfScope, changes: $0,
        awaiting: dialogue.awaiting)
    }
  }

  /// Another process answered meanwhile.
  private struct Superseded: Error {}
}
