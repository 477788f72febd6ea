/// The rules of one feature: what a command changes, given what happened before.
///
/// Pure: no clock, no randomness, no input or output. `decide` answers the events that a command
/// causes, or refuses; `evolve` folds events into what `decide` needs to know.
public protocol Feature {
  associatedtype Command: Sendable
  associatedtype State: Sendable
  associatedtype Failure: Refusal

  /// The events of the feature, for the catalogue.
  static var events: [any DomainEvent.Type] { get }
  /// What is known before anything happened.
  static var initial: State { get }
  /// Which events the decision depends on.
  static func boundary(of command: Command) -> Boundary

  /// Who of the clinic's staff may give a command; patients are held by the rules alone.
  static func roles(for command: Command) -> Set<Role>

  /// The same as things stand, where it hangs on more than the command.
  static func roles(for command: Command, _ state: State) -> Set<Role>

  /// Which part of a patient's affairs a command is about, for those who act for a patient within
  /// limits.
  static func matter(of command: Command) -> Disclosures.Matter?

  static func evolve(_ state: inout State, _ event: any DomainEvent)
  static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent]
}

extension Feature {
  /// Where nothing is said, everyone on the staff.
  public static func roles(for command: Command) -> Set<Role> { Set(Role.allCases) }

  public static func roles(for command: Command, _ state: State) -> Set<Role> {
    roles(for: command)
  }

  /// Where nothing is said, only who may see and do everything for a patient gives the command.
  public static func matter(of command: Command) -> Disclosures.Matter? { nil }
}

/// Why a command was not carried out.
///
/// It says so twice: in words fit for a patient, and in a code fit for a program.
public protocol Refusal: Error, Sendable {
  /// A stable code: `refill.tooSoon`.
  var code: String { get }
  /// A sentence or two for the patient: what can't be done, and what can.
  var message: String { get }
}
