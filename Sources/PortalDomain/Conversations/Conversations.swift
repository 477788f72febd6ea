/// What was said between a phone and the bot, turn by turn.
///
/// The state of a dialogue travels in its events, so a restart in the middle goes on where it was.
public enum Conversations {
  public static let events: [any DomainEvent.Type] = [
    MessageReceived.self, Replied.self, SafetyAlerted.self, HandedOff.self,
    Accepted.self, Answered.self, ReplySent.self, ReplyFailed.self, ReplyGaveUp.self,
    TextReported.self,
  ]

  /// A message came in; stored before it's answered.
  public struct MessageReceived: ConversationEvent {
    public static let name = "conversation.messageReceived.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    /// What was said, without card and social security numbers.
    public let text: String

    public init(phone: PhoneNumber, patient: PatientID?, text: String) {
      self.phone = phone
      self.patient = patient
      self.text = text
    }
  }

  /// The bot answered.
  public struct Replied: ConversationEvent {
    public static let name = "conversation.replied.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let replies: [String]
    /// What the message was taken for.
    public let intent: String
    /// Where the dialogue stands now, as the bot wrote it: JSON.
    public let dialogue: String

    public init(
      phone: PhoneNumber, patient: PatientID?, replies: [String], intent: String, dialogue: String
    ) {
      self.phone = phone
      self.patient = patient
      self.replies = replies
      self.intent = intent
      self.dialogue = dialogue
    }
  }

  /// A message sounded like an emergency: staff look at it at once.
  public struct SafetyAlerted: ConversationEvent {
    public static let name = "conversation.safetyAlerted.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let kind: String

    public init(phone: PhoneNumber, patient: PatientID?, kind: String) {
      self.phone = phone
      self.patient = patient
      self.kind = kind
    }
  }

  /// The patient wants a person.
  public struct HandedOff: ConversationEvent {
    public static let name = "conversation.handedOff.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?

    public init(phone: PhoneNumber, patient: PatientID?) {
      self.phone = phone
      self.patient = patient
    }
  }
}

/// An event of one conversation.
public protocol ConversationEvent: DomainEvent {
  var phone: PhoneNumber { get }
  /// Who the phone belongs to, where only one patient can be meant.
  var patient: PatientID? { get }
}

extension ConversationEvent {
  public var subject: EventSubject { patient.map(EventSubject.patient) ?? .phone(phone) }
  public var tags: [String] {
    ["conversation:\(phone)"] + [patient?.tag].compactMap { $0 }
  }
}
