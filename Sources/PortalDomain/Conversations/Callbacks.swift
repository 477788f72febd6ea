/// Staff get back to whoever texted that somebody is in danger, may be, or that a person is wanted.
public enum Callbacks: Feature {
  public static let events: [any DomainEvent.Type] = [
    SafetyAsked.self, SafetyDenied.self, Attended.self,
  ]

  // MARK: Events

  /// A message may have spoken of a danger, and it was asked whether there is one.
  public struct SafetyAsked: ConversationEvent {
    public static let name = "conversation.safetyAsked.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let kind: String

    public init(phone: PhoneNumber, patient: PatientID?, kind: String) {
      self.phone = phone
      self.patient = patient
      self.kind = kind
    }
  }

  /// The answer was that nobody is in danger.
  public struct SafetyDenied: ConversationEvent {
    public static let name = "conversation.safetyDenied.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?

    public init(phone: PhoneNumber, patient: PatientID?) {
      self.phone = phone
      self.patient = patient
    }
  }

  /// Staff got back to somebody, or tried to.
  public struct Attended: ConversationEvent {
    public static let name = "conversation.attended.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let outcome: String

    public init(phone: PhoneNumber, patient: PatientID?, outcome: String) {
      self.phone = phone
      self.patient = patient
      self.outcome = outcome
    }
  }

  /// What somebody waits for.
  public struct Need: Codable, Hashable, Sendable {
    /// The danger that was spoken of: `emergency` or `crisis`.
    public private(set) var danger: String?
    /// The danger that was asked about, without an answer so far.
    public private(set) var doubt: String?
    public private(set) var wantsPerson = false
    /// How often there was reason to get back to them.
    public private(set) var reasons = 0

    public init() {}

    public var isNone: Bool { danger == nil && doubt == nil && !wantsPerson }

    /// Takes in what happened.
    public mutating func take(_ event: any DomainEvent) {
      switch event {
      case let event as Conversations.SafetyAlerted:
        (danger, doubt) = (event.kind, nil)
        reasons += 1
      case let event as SafetyAsked:
        doubt = event.kind
        reasons += 1
      case is Conversations.HandedOff:
        wantsPerson = true
        reasons += 1
      case is SafetyDenied:
        doubt = nil
        if isNone { reasons = 0 }
      case is Attended: self = Need()
      default: break
      }
    }
  }

  // MARK: State

  public struct State: Sendable {
    public var need = Need()
    /// Whether staff got back to them, and nothing came since.
    public var isAttended = false
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    state.need.take(event)
    state.isAttended = event is Attended
  }

  // MARK: Decisions

  public enum Command: Sendable {
    /// - Parameter reasons: how many there were for it, as far as staff have seen them.
    case attend(PhoneNumber, PatientID?, reasons: Int, outcome: String)
  }

  public enum Failure: Refusal, Equatable {
    case nobodyWaits, moreCame

    public var code: String {
      switch self {
      case .nobodyWaits: "callback.nobodyWaits"
      case .moreCame: "callback.moreCame"
      }
    }

    public var message: String {
      switch self {
      case .nobodyWaits: "Nobody waits for a call at this number."
      case .moreCame: "There is something new from this number: look at it first."
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .attend(let phone, _, _, _):
      Boundary([
        .init(
          tags: ["conversation:\(phone)"],
          types: [Conversations.SafetyAlerted.self, Conversations.HandedOff.self] + events)
      ])
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    Disclosures.readers(of: .messages)
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .attend(let phone, let patient, let reasons, let outcome):
      if state.isAttended { return [] }
      guard !state.need.isNone else { throw .nobodyWaits }
      guard state.need.reasons == reasons else { throw .moreCame }
      return [Attended(phone: phone, patient: patient, outcome: outcome)]
    }
  }
}
