public import Foundation

extension Credentials {
  public struct State: Sendable {
    public var isEnrolled = false
    /// The usernames of those whom the command is about.
    public var usernames: [PatientID: Username] = [:]
    /// Whose usernames are, by their keys.
    public var owners: [String: PatientID] = [:]
    public var passwordHash: String?
    public var secondFactor: SecondFactor?
    public var questions: [SecurityQuestion] = []
    public var failures = 0
    public var lockedUntil: Date?
    /// The devices that a patient signed in from.
    public var devices: Set<String> = []
    /// The sessions that nobody ended; some may have run out.
    public var sessions: [SessionID: SessionStarted] = [:]
    public var codes = OneTimeCodes.initial

    /// Whether a password alone does not do.
    public func needsCode(device: String?, _ policy: AccountPolicy) -> Bool {
      if policy.needsSecondFactor || secondFactor.map({ $0 != .off }) ?? true { return true }
      return !(device.map(devices.contains) ?? false)
    }
  }

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case is Account.Enrolled: state.isEnrolled = true
    case let event as UsernameChosen:
      if let previous = event.previous, state.owners[previous] == event.patient {
        state.owners[previous] = nil
      }
      state.owners[event.username.key] = event.patient
      state.usernames[event.patient] = event.username
    case let event as PasswordSet: state.passwordHash = event.hash
    case let event as SecondFactorChosen: state.secondFactor = event.factor
    case let event as SecurityQuestionsSet: state.questions = event.questions
    case let event as PasswordFailed:
      state.failures += 1
      state.lockedUntil = event.lockedUntil ?? state.lockedUntil
    case let event as SessionStarted:
      state.forgetFailures()
      state.sessions[event.session] = event
      if let device = event.device { state.devices.insert(device) }
    case let event as SessionEnded: state.sessions[event.session] = nil
    case is SessionsEnded: state.sessions = [:]
    case is Account.Unlocked: state.forgetFailures()
    case is CredentialsReset:
      state.passwordHash = nil
      state.questions = []
      state.devices = []
      state.sessions = [:]
      state.forgetFailures()
    default: OneTimeCodes.evolve(&state.codes, event)
    }
  }
}

extension Credentials.State {
  fileprivate mutating func forgetFailures() {
    failures = 0
    lockedUntil = nil
  }
}
