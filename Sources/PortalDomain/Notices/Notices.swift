/// What patients are told without asking: news, reminders, confirmations, announcements.
///
/// The outbox itself is a read model: ``NoticeCatalogue`` says which event is told how, and so nothing
/// that happened can be without its notice. What is recorded is what became of each.
public enum Notices: Feature {
  public static let events: [any DomainEvent.Type] =
    outcomes + [AnnouncementPublished.self, AnnouncementWithdrawn.self]

  static let outcomes: [any DomainEvent.Type] = [
    Claimed.self, Sent.self, Failed.self, GaveUp.self, Suppressed.self, Retried.self,
  ]

  public static let initial = State()

  public enum Command: Sendable {
    /// A sender wants a notice to itself.
    case claim(NoticeReference, NoticeChannel)
    case markSent(NoticeReference, NoticeChannel)
    /// - isFinal: whether trying again is no use.
    /// - wait: what the carrier and chance say of the next try.
    case markFailed(NoticeReference, reason: String, isFinal: Bool, wait: Wait = Wait())
    case suppress(NoticeReference, Suppression)
    case retry(NoticeReference)
    case publish(AnnouncementPublished)
    case withdraw(AnnouncementID)
  }

  /// How long is waited for the next try, beside what the policy says.
  public struct Wait: Hashable, Sendable {
    /// How much of the wait's second half is left out, from 0 to 1: drawn by chance, so that what
    /// failed together isn't tried again together.
    public var jitter: Double
    /// For how many seconds the carrier wants to be left alone.
    public var atLeast: Double

    public init(jitter: Double = 0, atLeast: Double = 0) {
      self.jitter = jitter
      self.atLeast = atLeast
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .claim(let reference, _), .markSent(let reference, _),
      .markFailed(let reference, _, _, _), .suppress(let reference, _), .retry(let reference):
      Boundary([.init(tags: [reference.notice.tag], types: outcomes)])
    case .publish(let event): Boundary(tags: event.announcement.tag)
    case .withdraw(let announcement): Boundary(tags: announcement.tag)
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .publish, .withdraw: [.administrator, .frontDesk]
    case .retry: [.administrator, .frontDesk, .nurse]
    case .claim, .markSent, .markFailed, .suppress: [.administrator]
    }
  }
}
