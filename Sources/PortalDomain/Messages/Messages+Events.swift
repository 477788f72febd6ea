public import Foundation

/// An event of one thread.
public protocol MessageEvent: PatientEvent {
  var thread: ThreadID { get }
}

extension MessageEvent {
  public var tags: [String] { [patient.tag, "thread:\(thread)"] }
}

/// An event with something that one side wrote.
public protocol MessageWritten: MessageEvent {
  var message: MessageID { get }
  /// Its place in the thread: 0 for the first.
  var number: Int { get }
  var text: String { get }
  var attached: [Messages.Attached] { get }
}

extension Messages {
  public struct ThreadStarted: MessageEvent {
    public static let name = "message.threadStarted.v1"
    public let patient: PatientID
    public let thread: ThreadID
    public let startedBy: Side
    public let to: CareRole
    public let provider: ProviderID?
    public let subject: String
    public let about: Reference?
    public let startedAt: Date

    public init(
      patient: PatientID, thread: ThreadID, startedBy: Side, to: CareRole, provider: ProviderID?,
      subject: String, about: Reference?, startedAt: Date
    ) {
      self.patient = patient
      self.thread = thread
      self.startedBy = startedBy
      self.to = to
      self.provider = provider
      self.subject = subject
      self.about = about
      self.startedAt = startedAt
    }
  }

  /// A patient wrote.
  public struct Sent: MessageWritten {
    public static let name = "message.sent.v1"
    public let patient: PatientID
    public let thread: ThreadID
    public let message: MessageID
    public let number: Int
    public let text: String
    public let attached: [Attached]
    public let sentAt: Date
    /// When the answer is due.
    public let dueAt: Date

    public init(
      patient: PatientID, thread: ThreadID, message: MessageID, number: Int, text: String,
      attached: [Attached], sentAt: Date, dueAt: Date
    ) {
      self.patient = patient
      self.thread = thread
      self.message = message
      self.number = number
      self.text = text
      self.attached = attached
      self.sentAt = sentAt
      self.dueAt = dueAt
    }
  }

  /// The care team wrote.
  public struct Answered: MessageWritten {
    public static let name = "message.answered.v1"
    public let patient: PatientID
    public let thread: ThreadID
    public let message: MessageID
    public let number: Int
    /// Who of the staff.
    public let author: String
    public let text: String
    public let attached: [Attached]
    public let answeredAt: Date

    public init(
      patient: PatientID, thread: ThreadID, message: MessageID, number: Int, author: String,
      text: String, attached: [Attached], answeredAt: Date
    ) {
      self.patient = patient
      self.thread = thread
      self.message = message
      self.number = number
      self.author = author
      self.text = text
      self.attached = attached
      self.answeredAt = answeredAt
    }
  }

  /// A side read all that the other had written.
  public struct Read: MessageEvent {
    public static let name = "message.read.v1"
    public let patient: PatientID
    public let thread: ThreadID
    public let reader: Side
    /// How many messages it had not read before.
    public let count: Int
    public let readAt: Date

    public init(patient: PatientID, thread: ThreadID, reader: Side, count: Int, readAt: Date) {
      self.patient = patient
      self.thread = thread
      self.reader = reader
      self.count = count
      self.readAt = readAt
    }
  }

  /// Someone of the staff is to answer.
  public struct Assigned: MessageEvent {
    public static let name = "message.assigned.v1"
    public let patient: PatientID
    public let thread: ThreadID
    public let to: String
    public let assignedAt: Date

    public init(patient: PatientID, thread: ThreadID, to: String, assignedAt: Date) {
      self.patient = patient
      self.thread = thread
      self.to = to
      self.assignedAt = assignedAt
    }
  }

  /// Nothing more is to be answered; what the patient writes opens it again.
  public struct Closed: MessageEvent {
    public static let name = "message.closed.v1"
    public let patient: PatientID
    public let thread: ThreadID
    public let closedBy: String
    public let closedAt: Date

    public init(patient: PatientID, thread: ThreadID, closedBy: String, closedAt: Date) {
      self.patient = patient
      self.thread = thread
      self.closedBy = closedBy
      self.closedAt = closedAt
    }
  }
}
