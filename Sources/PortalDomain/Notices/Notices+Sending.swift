public import Foundation

extension Notices {
  /// Whom a notice is for, at the moment of sending.
  public struct Recipient: Sendable {
    public var phone: PhoneNumber?
    public var email: String?
    /// Whether the number said STOP.
    public var hasOptedOut = false
    /// What the patient agreed to be texted at that number.
    public var textTopics: Set<NoticeTopic> = []
    /// What the patient agreed to hear by e-mail.
    public var emailTopics: Set<NoticeTopic> = []
    public var reminders = Preferences.ReminderChannel.text
    /// When the patient doesn't want to be texted, besides the policy's hours.
    public var quietHours: Preferences.QuietHours?
    public var language = Preferences.Language.english
    /// Where they are; the hours of the day are theirs.
    public var timeZone: TimeZone
    /// Whether what the notice is about is settled, though it was not taken back: a bill that is paid.
    public var hasSettled = false
    /// When the last texts went to them.
    public var texts: [Date] = []

    public init(timeZone: TimeZone) { self.timeZone = timeZone }
  }

  /// What a sender is to do with a notice.
  public enum Sending: Hashable, Sendable {
    case send(NoticeChannel, to: String)
    case later(Date)
    case suppress(Suppression)
    /// There's nothing to do any more.
    case nothing
  }

  /// Decides what is done with a notice now: whatever was agreed to, taken back, sent and overtaken
  /// since it was planned counts.
  ///
  /// - Parameters:
  ///   - notice: which.
  ///   - recipient: whom it's for, as things stand.
  ///   - context: the moment.
  ///   - isOurs: whether the claim on it is that of whoever asks.
  public static func sending(
    of notice: Notice, to recipient: Recipient, _ context: Context, isOurs: Bool = false
  ) -> Sending {
    guard let nextTry = notice.nextTry else { return .nothing }
    if context.now < nextTry, !isOurs { return .later(nextTry) }
    if context.now >= notice.until || recipient.hasSettled { return .suppress(.tooLate) }
    if !isWanted(notice, recipient, context) { return .suppress(.notWanted) }
    let topic = notice.kind.topic
    let email: Sending? = recipient.email.flatMap { address in
      recipient.emailTopics.contains(topic) ? .send(.email, to: address) : nil
    }
    if recipient.reminders == .email, let email { return email }
    guard let phone = recipient.phone, !recipient.hasOptedOut,
      recipient.textTopics.contains(topic)
    else { return email ?? .suppress(objection(to: topic, recipient)) }
    guard let opening = opening(for: recipient, context) else {
      return .send(.sms, to: phone.value)
    }
    // What can't wait so long is better read in an e-mail than not at all.
    return opening < notice.until ? .later(opening) : email ?? .suppress(.tooLate)
  }

  private static func objection(to topic: NoticeTopic, _ recipient: Recipient) -> Suppression {
    if recipient.phone == nil, recipient.email == nil { return .noAddress }
    return recipient.phone != nil && recipient.hasOptedOut ? .optedOut : .noConsent
  }

  /// Whether the clinic sends such reminders, and the patient wants any.
  private static func isWanted(
    _ notice: Notice, _ recipient: Recipient, _ context: Context
  ) -> Bool {
    if notice.kind.isReminder, recipient.reminders == .off { return false }
    return notice.lead.map(context.policy.notices.reminderHours.contains) ?? true
  }

  /// When the next text may go out; `nil` for now.
  private static func opening(for recipient: Recipient, _ context: Context) -> Date? {
    let policy = context.policy.notices
    let (now, zone) = (context.now, recipient.timeZone)
    let today = LocalDate(now, in: zone)
    let sent = recipient.texts.count { LocalDate($0, in: zone) == today }
    let isFull = sent >= policy.textsPerDay
    // The first quarter of an hour, from now on, in which nobody objects.
    var candidate = isFull ? today.adding(days: 1).start(in: zone) : now
    for _ in 0..<2 * 24 * 4 {
      if isOpen(candidate, recipient, policy) { return candidate == now ? nil : candidate }
      let quarter = 900.0
      candidate = Date(
        timeIntervalSince1970: (candidate.timeIntervalSince1970 / quarter).rounded(.down) * quarter
          + quarter)
    }
    return candidate
  }

  private static func isOpen(
    _ instant: Date, _ recipient: Recipient, _ policy: NoticesPolicy
  ) -> Bool {
    let zone = recipient.timeZone
    let minute =
      Int(instant.timeIntervalSince(LocalDate(instant, in: zone).start(in: zone)) / 60)
      // When the clocks change, they don't show the time since midnight.
      + (zone.secondsFromGMT(for: instant)
        - zone.secondsFromGMT(for: LocalDate(instant, in: zone).start(in: zone))) / 60
    let isDay = (policy.textFromHour * 60..<policy.textUntilHour * 60).contains(minute)
    return isDay && !(recipient.quietHours?.contains(minute: minute) ?? false)
  }
}
