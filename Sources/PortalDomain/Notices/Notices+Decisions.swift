internal import Foundation

extension Notices {
  public enum Failure: Refusal, Equatable {
    /// It was sent, given up, or not to be sent.
    case over
    /// Somebody else is sending it.
    case claimed
    /// It is still on its way: there's nothing to try again.
    case underWay
    case unknownAnnouncement
    case emptyText
    case tooLong(most: Int)
    /// It ends before it begins, or is over already.
    case wrongDays
    /// Another announcement has that name.
    case taken

    public var code: String {
      switch self {
      case .over: "notice.over"
      case .claimed: "notice.claimed"
      case .underWay: "notice.underWay"
      case .unknownAnnouncement: "announcement.unknown"
      case .emptyText: "announcement.emptyText"
      case .tooLong: "announcement.tooLong"
      case .wrongDays: "announcement.wrongDays"
      case .taken: "announcement.taken"
      }
    }

    public var message: String {
      switch self {
      case .over: "That notice is done with."
      case .claimed: "That notice is being sent right now."
      case .underWay: "That notice is still on its way, so there's nothing to try again."
      case .unknownAnnouncement: "I can't find that announcement."
      case .emptyText: "An announcement needs a title and a text."
      case .tooLong(let most): "That's too long. Please use at most \(most) characters."
      case .wrongDays: "Those days don't fit. Please check the dates."
      case .taken: "There's another announcement of that name."
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let policy = context.policy.notices
    switch command {
    case .claim(let reference, let channel):
      guard state.ending == nil else { throw .over }
      if let until = state.claimedUntil, until > context.now { throw .claimed }
      let until = context.now.addingTimeInterval(Double(policy.claimSeconds))
      return [Claimed(reference, channel: channel, until: until)]
    case .markSent(let reference, let channel):
      // What left the house left it, whatever was thought of it meanwhile.
      return state.ending == .sent ? [] : [Sent(reference, channel: channel)]
    case .markFailed(let reference, let reason, let isFinal, let pause):
      guard state.ending == nil else { return [] }
      let attempt = state.attempts + 1
      if isFinal || attempt >= policy.attempts {
        return [GaveUp(reference, attempts: attempt, reason: reason)]
      }
      let most = min(policy.retrySeconds << min(attempt - 1, 20), policy.longestRetrySeconds)
      let wait = max(Double(most) * (1 - min(max(pause.jitter, 0), 1) / 2), pause.atLeast)
      return [
        Failed(
          reference, attempt: attempt, reason: reason,
          nextTry: context.now.addingTimeInterval(wait))
      ]
    case .suppress(let reference, let reason):
      return state.ending == nil ? [Suppressed(reference, reason: reason)] : []
    case .retry(let reference):
      switch state.ending {
      case nil: throw .underWay
      case .sent: throw .over
      case .gaveUp, .suppressed:
        let lasts = Double(policy.newsHours) * 3600
        return [
          Retried(reference, again: context.now, until: context.now.addingTimeInterval(lasts))
        ]
      }
    case .publish(let event): return try publish(event, state, context)
    case .withdraw(let announcement):
      guard state.announcement != nil else { throw .unknownAnnouncement }
      return state.isWithdrawn ? [] : [AnnouncementWithdrawn(announcement: announcement)]
    }
  }

  private static func publish(
    _ event: AnnouncementPublished, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let policy = context.policy.notices
    let title = event.title.trimmingCharacters(in: .whitespacesAndNewlines)
    let text = event.text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !title.isEmpty, !text.isEmpty else { throw .emptyText }
    guard title.count <= policy.titleCharacters else {
      throw .tooLong(most: policy.titleCharacters)
    }
    guard text.count <= policy.announcementCharacters else {
      throw .tooLong(most: policy.announcementCharacters)
    }
    let published = AnnouncementPublished(
      announcement: event.announcement, title: title, text: text, places: event.places.sorted(),
      from: event.from, until: event.until, audience: event.audience)
    if let known = state.announcement {
      guard known == published else { throw .taken }
      return []
    }
    guard event.from <= event.until, event.until >= context.today else { throw .wrongDays }
    return [published]
  }
}
