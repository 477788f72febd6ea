/// The numbers that get no text messages: STOP and START (47 CFR 64.1200).
///
/// A stop is one of a number, whoever holds it; it outlives the erasure of a patient.
public enum OptOuts: Feature {
  public static let events: [any DomainEvent.Type] = [TextsStopped.self, TextsStarted.self]

  // MARK: Events

  /// A number wants no text messages any more.
  public struct TextsStopped: DomainEvent {
    public static let name = "consent.textsStopped.v1"
    public let phone: PhoneNumber

    public init(phone: PhoneNumber) { self.phone = phone }

    public var subject: EventSubject { .phone(phone) }
    public var tags: [String] { [phone.tag] }
  }

  /// A number wants text messages again.
  public struct TextsStarted: DomainEvent {
    public static let name = "consent.textsStarted.v1"
    public let phone: PhoneNumber

    public init(phone: PhoneNumber) { self.phone = phone }

    public var subject: EventSubject { .phone(phone) }
    public var tags: [String] { [phone.tag] }
  }

  // MARK: State

  public struct State: Sendable {
    public var isStopped = false
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case is TextsStopped: state.isStopped = true
    case is TextsStarted: state.isStopped = false
    default: break
    }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    case stop(PhoneNumber)
    case start(PhoneNumber)
  }

  public enum Failure: Refusal {
    public var code: String { switch self {} }
    public var message: String { switch self {} }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .stop(let phone), .start(let phone): Boundary(tags: phone.tag)
    }
  }

  /// Only the number itself starts messages again; staff may stop them.
  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .stop: [.administrator, .frontDesk, .nurse]
    case .start: []
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .stop(let phone): state.isStopped ? [] : [TextsStopped(phone: phone)]
    case .start(let phone): state.isStopped ? [TextsStarted(phone: phone)] : []
    }
  }
}
