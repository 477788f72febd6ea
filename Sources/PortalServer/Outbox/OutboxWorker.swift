internal import Foundation
public import Logging
internal import Metrics
public import Portal
internal import PortalDomain
internal import ServiceLifecycle

/// Sends what patients are to be told: claims a notice, so that nobody else has it; looks once more
/// whether it may go out at this moment; hands it over; and records what became of it.
///
/// At least once: a process that dies between handing over and recording has the notice sent again once
/// its claim is over, under the same key.
public struct OutboxWorker: Sendable {
  private let portal: Portal
  private let carriers: Carriers
  private let options: OutboxOptions
  private let logger: Logger

  /// - Parameters:
  ///   - portal: an open store.
  ///   - carriers: who takes what.
  ///   - options: how much at once.
  ///   - logger: takes what happens; no line holds an address or a text.
  public init(
    _ portal: Portal, _ carriers: Carriers, options: OutboxOptions = OutboxOptions(),
    logger: Logger
  ) {
    self.portal = portal
    self.carriers = carriers
    self.options = options
    self.logger = logger
  }

  /// Does what is to be done now, a batch of it.
  ///
  /// - Returns: what became of it.
  /// - Throws: `LogError` where the outbox can't be read.
  public func round() async throws -> OutboxRound {
    let due = try portal.dueNotices(limit: options.batch)
    // One patient's in their order, several patients' at once.
    let groups = Dictionary(grouping: due, by: \.notice.patient).values
    return await withTaskGroup(of: OutboxRound.self) { tasks in
      var total = OutboxRound()
      for (index, group) in groups.enumerated() {
        if index >= options.concurrency, let round = await tasks.next() { total = total + round }
        tasks.addTask { await handle(group) }
      }
      for await round in tasks { total = total + round }
      return total
    }
  }

  private func handle(_ notices: [Portal.DueNotice]) async -> OutboxRound {
    var round = OutboxRound()
    for due in notices {
      // What isn't begun is left to the next process.
      if Task.isCancelled || Task.isShuttingDownGracefully { break }
      do {
        try await handle(due, &round)
      } catch is Notices.Failure {
        round.left += 1
      } catch {
        round.faults += 1
        logger.warning(
          "a notice could not be handled",
          metadata: ["notice": "\(due.notice.id)", "error": "\(type(of: error))"])
      }
    }
    return round
  }

  private func handle(_ due: Portal.DueNotice, _ round: inout OutboxRound) async throws {
    guard case .send(let planned, _) = due.sending else {
      return try await suppress(due, &round)
    }
    let reference = due.notice.reference
    try await record(.claim(reference, planned))
    guard let now = try portal.claimedNotice(reference) else {
      round.left += 1
      return
    }
    guard case .send(let channel, let address) = now.sending else {
      return try await suppress(now, &round)
    }
    let message = OutgoingMessage(
      to: address, subject: now.subject, text: now.text, key: now.idempotencyKey)
    do {
      try await carrier(for: channel).send(message)
    } catch {
      return try await note(error, of: now, channel, address, &round)
    }
    try await record(.markSent(reference, channel))
    round.sent += 1
    count("sent", channel)
  }

  private func suppress(_ due: Portal.DueNotice, _ round: inout OutboxRound) async throws {
    guard case .suppress(let reason) = due.sending else { return }
    try await record(.suppress(due.notice.reference, reason))
    round.suppressed += 1
    Counter(label: "portal_outbox_suppressed_total", dimensions: [("reason", reason.rawValue)])
      .increment()
  }

  private func note(
    _ failure: DeliveryFailure, of due: Portal.DueNotice, _ channel: NoticeChannel,
    _ address: String, _ round: inout OutboxRound
  ) async throws {
    // Whoever was told to stop in the midst of it doesn't know what became of it.
    if Task.isCancelled { return round.left += 1 }
    var wait = Notices.Wait(jitter: options.random())
    if case .again(let seconds) = failure.remedy { wait.atLeast = seconds }
    if failure.remedy == .optOut, let phone = PhoneNumber(address) {
      // From now on it's for the rules to say whether there is another way.
      try await portal.perform(
        OptOuts.self, .stop(phone), as: Origin(actor: .unknown, channel: .sms))
    }
    let changes = try await record(
      .markFailed(
        due.notice.reference, reason: failure.reason, isFinal: failure.remedy == .none, wait: wait))
    let gaveUp = changes.contains { $0.event is Notices.GaveUp }
    if gaveUp { round.gaveUp += 1 } else { round.failed += 1 }
    count(gaveUp ? "gave_up" : "failed", channel)
    logger.log(
      level: gaveUp ? .error : .warning,
      gaveUp
        ? "a notice was given up; see 'portal staff notices failed'"
        : "a notice could not be sent and is tried again",
      metadata: ["notice": "\(due.notice.id)", "reason": "\(failure.reason)"])
  }

  private func carrier(for channel: NoticeChannel) -> any Carrier {
    channel == .email ? carriers.email : carriers.sms
  }

  @discardableResult
  private func record(_ command: Notices.Command) async throws -> [RecordedChange] {
    try await portal.perform(
      Notices.self, command, as: Origin(actor: .system, channel: .system))
  }

  private func count(_ what: String, _ channel: NoticeChannel) {
    Counter(label: "portal_outbox_\(what)_total", dimensions: [("channel", channel.rawValue)])
      .increment()
  }
}
