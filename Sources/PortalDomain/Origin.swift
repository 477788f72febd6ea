/// Who does something, and by which way it came.
public struct Origin: Codable, Hashable, Sendable {
  public var actor: Actor
  public var channel: Channel
  /// The conversation that it belongs to, if any.
  public var conversation: String?
  /// The message that asked for it, if a carrier delivered one. Whatever it led to bears its tag.
  public var message: TextID?

  public init(
    actor: Actor, channel: Channel, conversation: String? = nil, message: TextID? = nil
  ) {
    self.actor = actor
    self.channel = channel
    self.conversation = conversation
    self.message = message
  }

  public enum Actor: Codable, Hashable, Sendable {
    case patient(PatientID)
    /// Someone who acts for a patient: who, and for whom.
    case proxy(PatientID, for: PatientID)
    case staff(String)
    case system
    /// A phone whose owner has not proven who they are.
    case unknown
  }

  public enum Channel: String, Codable, Sendable {
    case chat, sms, staff, feed, system
  }
}

/// What is recorded beside every event.
public struct EventMetadata: Codable, Hashable, Sendable {
  public var origin: Origin
  /// The version of the policy that decided.
  public var policy: Int

  public init(origin: Origin, policy: Int) {
    self.origin = origin
    self.policy = policy
  }
}
