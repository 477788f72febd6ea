public import Foundation

extension Credentials {
  public enum Failure: Refusal, Equatable {
    case unknownPatient
    case badUsername(length: ClosedRange<Int>)
    case usernameTaken
    case weakPassword(PasswordRules.Weakness)
    /// No such username, no password, or a wrong one: it's never told which.
    case notSignedIn
    case locked(until: Date)
    case code(OneTimeCodes.Failure)
    case secondFactorNeeded
    case questionsOff
    case questionCount(Int)

    public var code: String {
      switch self {
      case .unknownPatient: "account.unknown"
      case .badUsername: "account.badUsername"
      case .usernameTaken: "account.usernameTaken"
      case .weakPassword(let weakness): "account.weakPassword.\(weakness.code)"
      case .notSignedIn: "account.notSignedIn"
      case .locked: "account.locked"
      case .code(let failure): failure.code
      case .secondFactorNeeded: "account.secondFactorNeeded"
      case .questionsOff: "account.questionsOff"
      case .questionCount: "account.questionCount"
      }
    }

    public var message: String {
      switch self {
      case .unknownPatient: "I can't do that here. Please call the clinic."
      case .badUsername(let length):
        "A username has \(length.lowerBound) to \(length.upperBound) letters, digits, or . _ - @ +. "
          + "Please choose another."
      case .usernameTaken: "That username is taken. Please choose another."
      case .weakPassword(let weakness): weakness.message
      case .notSignedIn: "That username and password don't match. Please try again."
      case .locked: "Too many wrong tries. For your safety, please wait a while and try again."
      case .code(let failure): failure.message
      case .secondFactorNeeded:
        "The clinic asks for a code at each sign-in. You can choose a text or an e-mail."
      case .questionsOff: "The clinic doesn't use security questions."
      case .questionCount(let count): "Please choose \(count) different questions and answers."
      }
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    guard state.isEnrolled else { throw .unknownPatient }
    let policy = context.policy.account
    switch command {
    case .chooseUsername(let patient, let username):
      try Username.check(username.value, policy)
      if let owner = state.owners[username.key], owner != patient { throw .usernameTaken }
      let previous = state.usernames[patient]
      return previous == username
        ? []
        : [UsernameChosen(patient: patient, username: username, previous: previous?.key)]
    case .setPassword(let patient, let hash):
      return state.passwordHash == hash
        ? [] : [PasswordSet(patient: patient, hash: hash), SessionsEnded(patient: patient)]
    case .chooseSecondFactor(let patient, let factor):
      guard factor != .off || !policy.needsSecondFactor else { throw .secondFactorNeeded }
      return state.secondFactor == factor
        ? [] : [SecondFactorChosen(patient: patient, factor: factor)]
    case .setQuestions(let patient, let questions):
      guard policy.securityQuestions else { throw .questionsOff }
      guard questions.count == policy.questionCount,
        Set(questions.map(\.question)).count == questions.count
      else { throw .questionCount(policy.questionCount) }
      return state.questions == questions
        ? [] : [SecurityQuestionsSet(patient: patient, questions: questions)]
    case .givePassword, .giveCode, .resetPassword:
      return try prove(command, state, context)
    case .endSession(let patient, let session):
      return state.sessions[session]?.patient == patient
        ? [SessionEnded(patient: patient, session: session)] : []
    case .endAllSessions(let patient):
      return state.sessions.values.contains { $0.expiresAt > context.now }
        ? [SessionsEnded(patient: patient)] : []
    case .reset(let patient):
      return state.passwordHash == nil ? [] : [CredentialsReset(patient: patient)]
    }
  }

  private static func prove(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let patient = command.patient
    if case .resetPassword(_, let check, let answersMatch, let hash) = command {
      let code = try redeem(check, .passwordReset, patient, state, context)
      guard code is OneTimeCodes.CodeUsed else { return [code] }
      let asksQuestions = context.policy.account.securityQuestions && !state.questions.isEmpty
      guard !asksQuestions || answersMatch == true else {
        // The right code with wrong answers is a failed try like any other.
        return [OneTimeCodes.CodeFailed(patient: patient, code: check.code)]
      }
      return [
        code, PasswordSet(patient: patient, hash: hash), Account.Unlocked(patient: patient),
        SessionsEnded(patient: patient),
      ]
    }
    guard state.passwordHash != nil else { throw .notSignedIn }
    if let until = state.lockedUntil, until > context.now { throw .locked(until: until) }
    switch command {
    case .givePassword(_, let matches, let device, let reason):
      guard matches else {
        let until = context.lockOut(afterFailures: state.failures + 1)
        return [PasswordFailed(patient: patient, lockedUntil: until)]
      }
      if state.needsCode(device: device, context.policy.account) { return [] }
      return [session(of: patient, device, reason, context)]
    case .giveCode(_, let check, let device, let reason):
      let purpose: OneTimeCodes.Purpose = state.purpose(context.policy.account)
      let code = try redeem(check, purpose, patient, state, context)
      guard code is OneTimeCodes.CodeUsed else { return [code] }
      return [code, session(of: patient, device, reason, context)]
    default: return []
    }
  }

  private static func redeem(
    _ check: CodeCheck, _ purpose: OneTimeCodes.Purpose, _ patient: PatientID, _ state: State,
    _ context: Context
  ) throws(Failure) -> any PatientEvent {
    do throws(OneTimeCodes.Failure) {
      return try OneTimeCodes.redeem(check, for: purpose, of: patient, state.codes, context)
    } catch { throw .code(error) }
  }

  private static func session(
    of patient: PatientID, _ device: String?, _ reason: Reason?, _ context: Context
  ) -> SessionStarted {
    SessionStarted(
      patient: patient, session: context.newIdentifier("S"), startedAt: context.now,
      expiresAt: context.after(seconds: context.policy.account.sessionSeconds), reason: reason,
      device: device)
  }
}

extension Credentials.State {
  /// What the code of a sign-in is for.
  public func purpose(_ policy: AccountPolicy) -> OneTimeCodes.Purpose {
    policy.needsSecondFactor || secondFactor.map { $0 != .off } ?? true
      ? .secondFactor : .unknownDevice
  }
}
