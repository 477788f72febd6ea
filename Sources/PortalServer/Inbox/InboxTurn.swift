internal import Foundation
internal import Logging
internal import Portal
internal import PortalBot
internal import PortalDomain

/// Deals with the messages of one phone: answers them in their order, and sends the answers.
struct InboxTurn: Sendable {
  let portal: Portal
  let service: ConversationService
  let sender: any ReplySender
  let metrics: ServerMetrics
  let logger: Logger

  /// Puts a message on the disk.
  ///
  /// - Returns: whether it's new.
  @concurrent func store(_ text: IncomingText) async throws -> Bool {
    let clock = ContinuousClock()
    let start = clock.now
    let isNew = try await service.accept(text)
    metrics.time(.acceptSeconds, clock.now - start)
    return isNew
  }

  /// Does all that is to be done about a phone's messages now.
  @concurrent func run(for phone: PhoneNumber, in inbox: Inbox) async throws {
    // Whoever has the phone next, in another process, is to see all that was written here.
    defer { _ = try? portal.head() }
    while let waiting = try portal.nextText(from: phone) {
      try await answer(waiting, of: phone, in: inbox)
      try await sendReplies(to: phone)
    }
    try await sendReplies(to: phone)
  }

  private func answer(
    _ waiting: Portal.WaitingText, of phone: PhoneNumber, in inbox: Inbox
  ) async throws {
    var logger = logger
    logger[metadataKey: "message"] = "\(waiting.message)"
    let said = await inbox.said(waiting.message, by: phone)
    let listener = await inbox.takeListener(of: waiting.message)
    var replies: [String]?
    defer { listener?.resume(returning: replies) }
    do {
      let answer = try await service.answer(
        waiting, said: said, from: phone, isToBeSent: listener == nil)
      replies = answer?.replies
      if let answer { metrics.count(.replies, [("intent", answer.intent.rawValue)]) }
    } catch {
      logger.error(
        "a message could not be answered", metadata: ["error": "\(type(of: error))"])
      if await inbox.noteFailure(of: waiting.message) { throw error }
      replies = try await service.apologize(
        for: waiting, from: phone, isToBeSent: listener == nil)?.replies
    }
    await inbox.noteAnswer(to: waiting.message, of: phone)
    let seconds = portal.context.now.timeIntervalSince(waiting.acceptedAt)
    metrics.time(.replySeconds, .seconds(max(0, seconds)))
    logger.info("answered")
  }

  /// The answers of a phone go out in their order: one that has to wait holds up those behind it.
  private func sendReplies(to phone: PhoneNumber) async throws {
    let system = Origin(actor: .system, channel: .sms, conversation: phone.value)
    for reply in try portal.waitingReplies(to: phone) {
      if let next = reply.nextTry, next > portal.context.now { return }
      let delivery = await sender.send(
        OutgoingReply(
          to: phone, text: reply.replies.joined(separator: "\n\n"),
          key: reply.message.replyKey))
      switch delivery {
      case .sent: try await portal.markSent(reply, as: system)
      case .failed(let reason):
        return try await portal.markFailed(reply, reason: reason, isFinal: false, as: system)
      case .refused(let reason):
        try await portal.markFailed(reply, reason: reason, isFinal: true, as: system)
      case .optedOut:
        try await portal.perform(OptOuts.self, .stop(phone), as: system)
        try await portal.markFailed(reply, reason: "optedOut", isFinal: true, as: system)
      }
    }
  }
}
