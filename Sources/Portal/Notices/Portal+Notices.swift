internal import EventStore
public import Foundation
public import PortalDomain
internal import Projections

/// What patients are told without asking.
extension Portal {
  /// A notice that something is to be done about now.
  public struct DueNotice: Sendable {
    public let notice: Notice
    /// What is to be done: send or suppress it.
    public let sending: Notices.Sending
    /// What it says, in the patient's language.
    public let text: String
    /// The name under which a carrier is told of it, so that it sends it once.
    public var idempotencyKey: String { notice.id.value }
    /// What an e-mail is titled; it says nothing of health.
    public let subject: String
  }

  /// The notices that are to be sent or suppressed now, the earliest first. What has to wait, for the
  /// morning or for another try, is not among them.
  ///
  /// - Parameters:
  ///   - now: the moment as of which it's asked; now, unless given.
  ///   - limit: how many at most.
  public func dueNotices(at now: Date? = nil, limit: Int = 100) throws -> [DueNotice] {
    let context = context(at: now)
    return try log.views { rows, snapshot in
      let queue = engine.reader(NoticeQueue.self)
      let last = NoticeQueue.hour(of: context.now)
      var found: [DueNotice] = []
      for hour in last - context.policy.notices.lookBackDays * 24...last {
        guard found.count < limit else { break }
        var waiting: [NoticeReference] = []
        for shard in 0..<NoticeQueue.shards {
          waiting +=
            try queue.row(
              NoticeQueue.key(hour: hour, shard: shard), of: .clinic, rows, snapshot) ?? []
        }
        let notices = try waiting.compactMap { try engine.notice($0, rows, snapshot) }
          .filter { $0.nextTry.map { $0 <= context.now } ?? false }
        for notice in notices.sorted(by: Self.isEarlier) {
          var recipient = Notices.Recipient(timeZone: timeZone)
          try engine.fill(&recipient, for: notice, policy, rows, snapshot)
          if let due = due(notice, for: recipient, context) { found.append(due) }
        }
      }
      return Array(found.prefix(limit))
    }
  }

  /// A notice with what is to be done about it; `nil` where it has to wait.
  private func due(
    _ notice: Notice, for recipient: Notices.Recipient, _ context: Context, isOurs: Bool = false
  ) -> DueNotice? {
    let sending = Notices.sending(of: notice, to: recipient, context, isOurs: isOurs)
    switch sending {
    case .later, .nothing: return nil
    case .send, .suppress:
      return DueNotice(
        notice: notice, sending: sending,
        text: notice.text(in: recipient.language, from: clinic, now: context.now, timeZone),
        subject: clinic.name)
    }
  }

  private func context(at now: Date?) -> Context {
    guard let now else { return context }
    return Context(now: now, timeZone: timeZone, policy: policy) { "" }
  }

  /// What is to be done with a notice now, asked again at the moment of sending.
  public func sending(of notice: NoticeReference, at now: Date? = nil) throws -> Notices.Sending {
    try log.views { rows, snapshot in
      guard let current = try engine.notice(notice, rows, snapshot) else { return .nothing }
      var recipient = Notices.Recipient(timeZone: timeZone)
      try engine.fill(&recipient, for: current, policy, rows, snapshot)
      return Notices.sending(of: current, to: recipient, context(at: now))
    }
  }

  /// A notice that was claimed, with what is to be done with it at this very moment; `nil` where it has
  /// to wait, or where there's nothing to do any more.
  ///
  /// - Parameter reference: which; the claim on it is that of whoever asks.
  public func claimedNotice(_ reference: NoticeReference) throws -> DueNotice? {
    try log.views { rows, snapshot in
      guard let notice = try engine.notice(reference, rows, snapshot) else { return nil }
      var recipient = Notices.Recipient(timeZone: timeZone)
      try engine.fill(&recipient, for: notice, policy, rows, snapshot)
      return due(notice, for: recipient, context, isOurs: true)
    }
  }

  /// A notice as it is now.
  public func notice(_ reference: NoticeReference) throws -> Notice? {
    try log.views { rows, snapshot in try engine.notice(reference, rows, snapshot) }
  }

  /// What a patient was told and is to be told, the newest first.
  ///
  /// - Parameters:
  ///   - patient: whose it is.
  ///   - days: when it came up, by the days of Greenwich; the last 30 unless given.
  ///   - limit: how many at most.
  public func notices(
    of patient: PatientID, on days: ClosedRange<LocalDate>? = nil, limit: Int = 50
  ) throws -> [Notice] {
    let today = LocalDate(clock(), in: .gmt)
    let days = days ?? today.adding(days: -30)...today
    return try log.views { rows, snapshot in
      let reader = engine.reader(NoticeBox.self)
      let owner = EventSubject.patient(patient)
      var seen: Set<String> = []
      var found: [Notice] = []
      var day = days.upperBound
      while day >= days.lowerBound, found.count < limit {
        defer { day = day.adding(days: -1) }
        guard
          case .day(let matters) = try reader.row(NoticeBox.dayKey(day), of: owner, rows, snapshot)
        else { continue }
        for about in matters.reversed() where seen.insert(about).inserted {
          guard
            case .thread(let thread) = try reader.row(
              NoticeBox.threadKey(about), of: owner, rows, snapshot)
          else { continue }
          found += thread.notices.reversed()
        }
      }
      return Array(found.sorted { Self.isEarlier($1, $0) }.prefix(limit))
    }
  }

  /// The clinic's news on a day.
  ///
  /// - Parameters:
  ///   - day: the day as of which it's asked.
  ///   - place: only what is about this place or all; without one, everything.
  ///   - audience: for whom it's shown.
  public func announcements(
    on day: LocalDate? = nil, at place: String? = nil, for audience: Notices.Audience = .patients
  ) throws -> [Notices.AnnouncementPublished] {
    let day = day ?? context.today
    return try allAnnouncements().filter { news in
      (news.from...news.until).contains(day)
        && (place.map { news.places.isEmpty || news.places.contains($0) } ?? true)
        && (news.audience == .everyone || news.audience == audience)
    }
  }

  /// All news of the clinic that was not withdrawn, past and to come, the latest first.
  public func allAnnouncements() throws -> [Notices.AnnouncementPublished] {
    try log.views { rows, snapshot in
      try engine.reader(AnnouncementList.self).rows(of: .clinic, rows, snapshot)
    }.sorted { ($0.from, $0.announcement.value) > ($1.from, $1.announcement.value) }
  }

  /// A notice that was given up.
  public struct FailedNotice: Sendable {
    public let notice: Notice
    /// What the carrier said.
    public let reason: String
  }

  /// The notices that were given up, the earliest first.
  public func failedNotices() throws -> [FailedNotice] {
    try log.views { rows, snapshot in
      try engine.reader(NoticeFailures.self).rows(of: .clinic, rows, snapshot)
        .compactMap { row -> FailedNotice? in
          try engine.notice(row.notice, rows, snapshot).map {
            FailedNotice(notice: $0, reason: row.reason)
          }
        }
    }.sorted { Self.isEarlier($0.notice, $1.notice) }
  }

  private static func isEarlier(_ left: Notice, _ right: Notice) -> Bool {
    (left.due, left.id.value) < (right.due, right.id.value)
  }
}
