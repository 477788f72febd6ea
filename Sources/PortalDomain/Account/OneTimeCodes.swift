public import Foundation

/// Codes that prove, once, that somebody reads a patient's phone or e-mail.
///
/// Other features take a code as part of a decision of their own, by `redeem(_:for:of:_:_:)`, so that
/// the code is used up with what it was good for, or not at all.
public enum OneTimeCodes: Feature {
  public static let events: [any DomainEvent.Type] = [
    CodeIssued.self, CodeUsed.self, CodeFailed.self,
  ]

  // MARK: State

  public struct State: Sendable {
    /// Codes that were issued, the oldest first.
    public var issued: [CodeIssued] = []
    public var used: Set<CodeID> = []
    public var failures: [CodeID: Int] = [:]

    public init() {}

    public subscript(code: CodeID) -> CodeIssued? { issued.last { $0.code == code } }
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as CodeIssued: state.issued.append(event)
    case let event as CodeUsed: state.used.insert(event.code)
    case let event as CodeFailed: state.failures[event.code, default: 0] += 1
    default: break
    }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    /// The application made a code and hashed it.
    case issue(
      PatientID, CodeID, Purpose, hash: String, linkHash: String?, to: ContactPoint)
    case redeem(PatientID, CodeCheck, for: Purpose)
  }

  public enum Failure: Refusal, Equatable {
    /// A wrong, used or expired code, or one that nobody was sent: one answer for all.
    case notAccepted
    case tooMany(until: Date)

    public var code: String {
      switch self {
      case .notAccepted: "code.notAccepted"
      case .tooMany: "code.tooMany"
      }
    }

    public var message: String {
      switch self {
      case .notAccepted:
        "That code doesn't match, or it no longer works. Check it, or ask for a new one."
      case .tooMany: "I sent you several codes already. Please wait a while and try again."
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    switch command {
    case .issue(let patient, _, _, _, _, _):
      Boundary([.init(tags: [patient.tag], types: [CodeIssued.self])])
    case .redeem(_, let check, _): Boundary([boundary(of: check)])
    }
  }

  /// What a decision depends on that takes a code.
  static func boundary(of check: CodeCheck) -> Boundary.Item {
    Boundary.Item(tags: [check.code.tag], types: events)
  }

  /// The codes themselves come to the patients alone.
  public static func roles(for command: Command) -> Set<Role> { [] }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    switch command {
    case .issue(let patient, let code, let purpose, let hash, let linkHash, let to):
      let policy = context.policy.account
      let window = Double(policy.codeWindowSeconds)
      let recent = state.issued.map(\.issuedAt).filter {
        $0.addingTimeInterval(window) > context.now
      }.suffix(policy.codesPerWindow)
      if recent.count == policy.codesPerWindow, let first = recent.min() {
        throw .tooMany(until: first.addingTimeInterval(window))
      }
      return [
        CodeIssued(
          patient: patient, code: code, purpose: purpose, hash: hash, linkHash: linkHash, to: to,
          issuedAt: context.now, expiresAt: context.after(seconds: policy.codeSeconds))
      ]
    case .redeem(let patient, let check, let purpose):
      return [try redeem(check, for: purpose, of: patient, state, context)]
    }
  }

  /// Takes a code: it's used up, or the try is counted.
  ///
  /// - Returns: ``CodeUsed``, or ``CodeFailed`` for a wrong one that was counted.
  /// - Throws: where no try is taken at all.
  static func redeem(
    _ check: CodeCheck, for purpose: Purpose, of patient: PatientID, _ state: State,
    _ context: Context
  ) throws(Failure) -> any PatientEvent {
    guard let issued = state[check.code], issued.patient == patient, issued.purpose == purpose,
      issued.expiresAt > context.now, !state.used.contains(check.code),
      state.failures[check.code, default: 0] < context.policy.account.codeTries
    else { throw .notAccepted }
    return check.matches
      ? CodeUsed(patient: patient, code: check.code)
      : CodeFailed(patient: patient, code: check.code)
  }
}
