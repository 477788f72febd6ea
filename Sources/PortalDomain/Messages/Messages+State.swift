public import Foundation

extension Messages {
  /// The thread that a decision is about.
  public struct State: Sendable {
    public var thread: Thread?
    /// The newest message of each side, so that none is taken twice.
    public var messages: [MessageID] = []

    public init() {}
  }

  /// A thread as it stands, without its messages.
  public struct Thread: Codable, Hashable, Sendable, Identifiable {
    public let id: ThreadID
    public let to: CareRole
    public let provider: ProviderID?
    public let subject: String
    public let about: Reference?
    public let startedBy: Side
    public let startedAt: Date
    /// How many messages it has.
    public private(set) var count = 0
    public private(set) var lastAt: Date
    public private(set) var lastBy: Side
    /// What the patient has not read.
    public private(set) var unreadByPatient = 0
    /// What the care team has not read.
    public private(set) var unreadByTeam = 0
    /// When the oldest message without an answer is due one.
    public private(set) var dueAt: Date?
    public private(set) var assignedTo: String?
    public private(set) var closedAt: Date?

    public init(_ event: ThreadStarted) {
      id = event.thread
      to = event.to
      provider = event.provider
      subject = event.subject
      about = event.about
      startedBy = event.startedBy
      startedAt = event.startedAt
      lastAt = event.startedAt
      lastBy = event.startedBy
    }

    /// Takes in a later event of this thread.
    public mutating func evolve(_ event: any MessageEvent) {
      switch event {
      case let event as Sent:
        count += 1
        (lastAt, lastBy) = (event.sentAt, .patient)
        unreadByTeam += 1
        // A second message doesn't make the first one's answer due later.
        dueAt = dueAt ?? event.dueAt
        closedAt = nil
      case let event as Answered:
        count += 1
        (lastAt, lastBy) = (event.answeredAt, .careTeam)
        unreadByPatient += 1
        unreadByTeam = 0
        dueAt = nil
      case let event as Read:
        if event.reader == .patient { unreadByPatient = 0 } else { unreadByTeam = 0 }
      case let event as Assigned: assignedTo = event.to
      case let event as Closed:
        closedAt = event.closedAt
        dueAt = nil
      default: break
      }
    }

    /// Whether an answer is late.
    public func isOverdue(at now: Date) -> Bool { dueAt.map { $0 < now } ?? false }
  }

  /// One message of a thread.
  public struct Message: Codable, Hashable, Sendable, Identifiable {
    public let id: MessageID
    public let number: Int
    public let by: Side
    /// Who of the staff, where it's theirs.
    public let author: String?
    public let text: String
    public let attached: [Attached]
    public let at: Date

    public init?(_ event: any MessageWritten) {
      id = event.message
      number = event.number
      text = event.text
      attached = event.attached
      switch event {
      case let event as Sent: (by, author, at) = (.patient, nil, event.sentAt)
      case let event as Answered: (by, author, at) = (.careTeam, event.author, event.answeredAt)
      default: return nil
      }
    }
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    if let event = event as? ThreadStarted {
      state.thread = Thread(event)
    } else if let event = event as? any MessageEvent {
      state.thread?.evolve(event)
      if let event = event as? any MessageWritten { state.messages.append(event.message) }
    }
  }
}
