/// The numbers of notices: when they are sent, how often, and for how long.
public struct NoticesPolicy: Codable, Hashable, Sendable {
  /// From which hour of the patient's day on texts are sent (47 CFR 64.1200(c)(1)).
  public var textFromHour = 8
  /// Up to which hour of the patient's day texts are sent (47 CFR 64.1200(c)(1)).
  public var textUntilHour = 21
  /// How many notices a patient is texted in a day.
  public var textsPerDay = 6
  /// How many hours before a visit its reminders are sent, the earliest first.
  public var reminderHours = [168, 24, 2]
  /// For how many hours what happened is news: whole days.
  public var newsHours = 72
  /// How many days before a bill is due its reminder is sent.
  public var billDays = 3
  /// How many days before a card's last one its reminder is sent, at the latest.
  public var cardDays = 14
  /// For how many hours a message may lie unread before the patient is told of it again.
  public var unreadHours = 48
  /// At which hour in Greenwich a day's own notices are due: the middle of the morning at the clinic.
  public var dayHour = 15
  /// How often a notice is tried.
  public var attempts = 6
  /// How long after a failure it's tried again, in seconds; each further one doubles it.
  public var retrySeconds = 60
  public var longestRetrySeconds = 3600
  /// For how long a sender has a notice to itself, in seconds.
  public var claimSeconds = 120
  /// How far back notices are looked for that are still to be sent.
  public var lookBackDays = 14
  /// How many of the last texts to a patient are kept in mind.
  public static let rememberedTexts = 20
  public var titleCharacters = 80
  public var announcementCharacters = 1000

  public init() {}

  /// What is planned by. The outbox is folded from events alone, so a plan can't know the clinic's own
  /// numbers: it's made by these, and whether it's sent is decided by the clinic's when it's due.
  static let planned = NoticesPolicy()
}
