public import PortalDomain

/// What the bot makes of a message: what it says, what it wants done, and where the dialogue
/// stands then.
public struct Turn: Sendable {
  public var replies: [String] = []
  public var dialogue: Dialogue
  public let intent: Intent
  /// What is to be done before the turn is over; its outcome goes back to the bot.
  public var action: Action?
  /// What staff have to know.
  public var notes: [Note] = []

  init(_ dialogue: Dialogue, _ intent: Intent) {
    self.dialogue = dialogue
    self.intent = intent
  }

  /// Something that only the application can do.
  public enum Action: Sendable {
    case signIn(pin: String)
    case prescriptions(Prescriptions.Command)
  }

  /// How an action ended.
  public enum Outcome: Sendable {
    case signedIn(PatientID)
    case signInFailed(Account.Failure)
    case done([any DomainEvent])
    case refused(any Refusal)
  }

  public enum Note: Sendable {
    case safety(SafetyConcern)
    case handOff
  }
}

/// What the bot may look at. It reads; it never writes.
public protocol ClinicFacts: Sendable {
  var context: Context { get }
  var clinic: ClinicProfile { get }
  func patients(withPhone phone: PhoneNumber) throws -> [PatientID]
  func profile(of patient: PatientID) throws -> Profile?
  func prescriptions(of patient: PatientID) throws -> Prescriptions.State
}
