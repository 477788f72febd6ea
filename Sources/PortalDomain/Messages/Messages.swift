/// What patients and their care team write to each other; nothing urgent.
public enum Messages: Feature {
  public static let events: [any DomainEvent.Type] = [
    ThreadStarted.self, Sent.self, Answered.self, Read.self, Assigned.self, Closed.self,
  ]

  public static let initial = State()

  /// Whom of the care team a thread is for.
  public enum CareRole: String, Codable, Sendable, CaseIterable {
    case careTeam, primaryCare, specialist, nurse, scheduling, billing

    /// As it's said to a patient.
    public var words: String {
      switch self {
      case .careTeam: "your care team"
      case .primaryCare: "your primary care team"
      case .specialist: "your specialist"
      case .nurse: "your nurse"
      case .scheduling: "the scheduling desk"
      case .billing: "the billing office"
      }
    }

    /// Who of the staff reads and answers what is written to it. Nurses and providers see all: not
    /// everything is written to whom it's for.
    public var staff: Set<Role> {
      switch self {
      case .careTeam, .primaryCare, .specialist, .nurse: [.nurse, .provider]
      case .scheduling: [.frontDesk, .nurse, .provider]
      case .billing: [.biller, .nurse, .provider]
      }
    }
  }

  /// One of the two who write.
  public enum Side: String, Codable, Sendable {
    case patient, careTeam
  }

  /// What a message is about: a thing that stands elsewhere in the portal.
  public struct Reference: Codable, Hashable, Sendable {
    public let kind: Kind
    /// Its identifier among those of its kind.
    public let id: String

    public enum Kind: String, Codable, Sendable, CaseIterable {
      case condition, result, report, visitNote, instructions, prescription, appointment
    }

    public init(_ kind: Kind, _ id: String) {
      self.kind = kind
      self.id = id
    }
  }

  /// What is sent along: it's kept beside the log.
  public struct Attached: Codable, Hashable, Sendable {
    public let attachment: AttachmentID
    public let name: String
    /// `image/jpeg`.
    public let mediaType: String
    public let byteCount: Int

    public init(attachment: AttachmentID, name: String, mediaType: String, byteCount: Int) {
      self.attachment = attachment
      self.name = name
      self.mediaType = mediaType
      self.byteCount = byteCount
    }
  }

  /// What one side writes.
  public struct Draft: Hashable, Sendable {
    public let message: MessageID
    public var text: String
    public var attached: [Attached]

    public init(_ message: MessageID, _ text: String, attached: [Attached] = []) {
      self.message = message
      self.text = text
      self.attached = attached
    }
  }

  public enum Command: Sendable {
    /// A patient writes to the care team anew.
    case start(
      PatientID, ThreadID, to: CareRole, provider: ProviderID?, subject: String,
      about: Reference?, Draft)
    /// The care team writes to a patient anew.
    case startByTeam(
      PatientID, ThreadID, by: String, role: CareRole, subject: String, about: Reference?, Draft)
    /// A patient writes on.
    case send(PatientID, ThreadID, Draft)
    case answer(PatientID, ThreadID, by: String, Draft)
    /// A side has read all that the other wrote.
    case read(PatientID, ThreadID, Side)
    case assign(PatientID, ThreadID, to: String)
    case close(PatientID, ThreadID, by: String)

    var place: (patient: PatientID, thread: ThreadID) {
      switch self {
      case .start(let patient, let thread, _, _, _, _, _),
        .startByTeam(let patient, let thread, _, _, _, _, _), .send(let patient, let thread, _),
        .answer(let patient, let thread, _, _), .read(let patient, let thread, _),
        .assign(let patient, let thread, _), .close(let patient, let thread, _):
        (patient, thread)
      }
    }
  }

  /// One thread alone; how long it may get is bounded by the policy.
  public static func boundary(of command: Command) -> Boundary {
    let (patient, thread) = command.place
    return Boundary(tags: patient.tag, "thread:\(thread)")
  }

  /// What the patient writes, nobody writes for them.
  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .start, .send, .read(_, _, .patient): []
    case .startByTeam(_, _, _, let role, _, _, _): role.staff
    case .answer, .read(_, _, .careTeam), .assign, .close:
      CareRole.allCases.reduce(into: []) { $0.formUnion($1.staff) }
    }
  }

  public static func roles(for command: Command, _ state: State) -> Set<Role> {
    let roles = roles(for: command)
    return state.thread.map { roles.intersection($0.to.staff) } ?? roles
  }

  public static func matter(of command: Command) -> Disclosures.Matter? { .messages }
}

public enum ThreadEntity {}
public enum MessageEntity {}

/// A conversation of a patient with their care team about one matter.
public typealias ThreadID = Identifier<ThreadEntity>
public typealias MessageID = Identifier<MessageEntity>
