public import Foundation

public enum TextEntity {}
/// A text message that a carrier delivered, by the carrier's own name for it: `twilio:SM0123…`. Nothing
/// is taken in twice under one name.
public typealias TextID = Identifier<TextEntity>

extension TextID {
  public var tag: String { "text:\(value)" }
  /// The name under which a carrier is told of the answer to it, so that it sends that once.
  public var replyKey: String { "reply.\(value)" }
}

/// Messages by way of a carrier: each is accepted once, answered once, and its answer sent.
extension Conversations {
  /// A carrier delivered a message; what it says stands in ``MessageReceived``, recorded with it.
  public struct Accepted: TextEvent {
    public static let name = "conversation.accepted.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let message: TextID
    /// The files that came with it, where the carrier keeps them.
    public let files: [FileReference]
    /// What the carrier took the message for, and answered by itself.
    public let keyword: Keyword?

    public init(
      phone: PhoneNumber, patient: PatientID?, message: TextID, files: [FileReference],
      keyword: Keyword?
    ) {
      self.phone = phone
      self.patient = patient
      self.message = message
      self.files = files
      self.keyword = keyword
    }
  }

  /// Where a carrier keeps a file that came with a message.
  public struct FileReference: Codable, Hashable, Sendable {
    public let url: String
    /// `image/jpeg`.
    public let mediaType: String

    public init(url: String, mediaType: String) {
      self.url = url
      self.mediaType = mediaType
    }
  }

  /// What a carrier does by itself: it stops or starts sending to the number, or tells who we are.
  public enum Keyword: String, Codable, Sendable {
    case stop, start, help
  }

  /// A message was answered: by the ``Replied`` that was recorded with it.
  public struct Answered: TextEvent {
    public static let name = "conversation.answered.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let message: TextID
    /// Whether the answer is still to be sent.
    public let isToBeSent: Bool

    public init(phone: PhoneNumber, patient: PatientID?, message: TextID, isToBeSent: Bool) {
      self.phone = phone
      self.patient = patient
      self.message = message
      self.isToBeSent = isToBeSent
    }
  }

  /// An answer left the house.
  public struct ReplySent: TextEvent {
    public static let name = "conversation.replySent.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let message: TextID

    public init(phone: PhoneNumber, patient: PatientID?, message: TextID) {
      self.phone = phone
      self.patient = patient
      self.message = message
    }
  }

  /// An answer could not be sent, and is tried again.
  public struct ReplyFailed: TextEvent {
    public static let name = "conversation.replyFailed.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let message: TextID
    /// Which try it was, from 1 on.
    public let attempt: Int
    /// A code of the carrier's; no address, no text.
    public let reason: String
    public let nextTry: Date

    public init(
      phone: PhoneNumber, patient: PatientID?, message: TextID, attempt: Int, reason: String,
      nextTry: Date
    ) {
      self.phone = phone
      self.patient = patient
      self.message = message
      self.attempt = attempt
      self.reason = reason
      self.nextTry = nextTry
    }
  }

  /// An answer could not be sent, and isn't tried again.
  public struct ReplyGaveUp: TextEvent {
    public static let name = "conversation.replyGaveUp.v1"
    public let phone: PhoneNumber
    public let patient: PatientID?
    public let message: TextID
    public let reason: String

    public init(phone: PhoneNumber, patient: PatientID?, message: TextID, reason: String) {
      self.phone = phone
      self.patient = patient
      self.message = message
      self.reason = reason
    }
  }

  /// A carrier said how far a text of ours has come.
  public struct TextReported: DomainEvent, Equatable {
    public static let name = "conversation.textReported.v1"
    /// What the text was sent under: a notice, or the answer to a message.
    public let key: String
    public let state: TextState
    /// The carrier's code where it could not be delivered.
    public let code: String?

    public init(key: String, state: TextState, code: String?) {
      self.key = key
      self.state = state
      self.code = code
    }

    public var subject: EventSubject { .clinic }
    public var tags: [String] { ["sent:\(key)"] }
  }
}

/// How far a text of ours has come at the carrier's.
public enum TextState: String, Codable, Sendable, CaseIterable {
  case queued, sent, delivered, undelivered

  /// Reports come in whatever order: a later state is never taken back by an earlier one.
  public func follows(_ known: TextState?) -> Bool {
    guard let known else { return true }
    return stage > known.stage
  }

  private var stage: Int {
    switch self {
    case .queued: 0
    case .sent: 1
    case .delivered, .undelivered: 2
    }
  }
}

/// An event of one message of a carrier's.
public protocol TextEvent: ConversationEvent {
  var message: TextID { get }
}

extension TextEvent {
  public var tags: [String] {
    ["conversation:\(phone)", message.tag] + [patient?.tag].compactMap(\.self)
  }
}
