public import Foundation

/// Tries to sign in as nobody the clinic knows: a phone or a username without an account. They are
/// counted and locked out as those of an account are, so that the answers are the same.
public enum StrangerSignIns: Feature {
  public static let events: [any DomainEvent.Type] = [Failed.self]

  /// A try of somebody unknown.
  public struct Failed: DomainEvent {
    public static let name = "account.strangerFailed.v1"
    /// The phone or username, as a hash under a key of the store.
    public let key: String
    /// Until when no further try is taken, where this one caused a lock-out.
    public let lockedUntil: Date?

    public init(key: String, lockedUntil: Date?) {
      self.key = key
      self.lockedUntil = lockedUntil
    }

    public var subject: EventSubject { .clinic }
    public var tags: [String] { ["stranger:\(key)"] }
  }

  public struct State: Sendable {
    public var failures = 0
    public var lockedUntil: Date?
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    guard let event = event as? Failed else { return }
    state.failures += 1
    state.lockedUntil = event.lockedUntil ?? state.lockedUntil
  }

  public enum Command: Sendable {
    case fail(key: String)
  }

  public enum Failure: Refusal, Equatable {
    case locked(until: Date)

    public var code: String { "account.locked" }
    public var message: String {
      "Too many wrong tries. For your safety, please wait a while and try again."
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .fail(let key): Boundary(tags: "stranger:\(key)")
    }
  }

  public static func roles(for command: Command) -> Set<Role> { [] }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .fail(let key):
      if let until = state.lockedUntil, until > context.now { throw .locked(until: until) }
      return [
        Failed(key: key, lockedUntil: context.lockOut(afterFailures: state.failures + 1))
      ]
    }
  }
}
