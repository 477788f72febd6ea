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
    public var prefersEmail = false
    public var language = NoticeLanguage.english
    /// Where they are; the hours of the day are theirs.
    public var timeZone: TimeZone
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
  public static func sending(
    of notice: Notice, to recipient: Recipient, _ context: Context
  ) -> Sending {
    guard let nextTry = notice.nextTry else { return .nothing }
    if context.now < nextTry { return .later(nextTry) }
    if context.now >= notice.until { return .suppress(.tooLate) }
    if let lead = notice.lead, !context.policy.notices.reminderHours.contains(lead) {
      return .suppress(.notWanted)
    }
    let topic = notice.kind.topic
    let email: Sending? = recipient.email.flatMap { address in
      recipient.emailTopics.contains(topic) ? .send(.email, to: address) : nil
    }
    if recipient.prefersEmail, let email { return email }
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

  /// When the next text may go out; `nil` for now.
  private static func opening(for recipient: Recipient, _ context: Context) -> Date? {
    let policy = context.policy.notices
    let (now, zone) = (context.now, recipient.timeZone)
    let today = LocalDate(now, in: zone)
    let tomorrow = today.adding(days: 1).instant(hour: policy.textFromHour, in: zone)
    let begin = today.instant(hour: policy.textFromHour, in: zone)
    let end = today.instant(hour: policy.textUntilHour, in: zone)
    let sent = recipient.texts.count { LocalDate($0, in: zone) == today }
    if sent >= policy.textsPerDay || now >= end { return tomorrow }
    return now < begin ? begin : nil
  }
}
