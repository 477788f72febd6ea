/// How patients prove who they are elsewhere than by text: username, password, a second factor; and
/// the sessions that begin with it.
public enum Credentials: Feature {
  public static let events: [any DomainEvent.Type] = [
    UsernameChosen.self, PasswordSet.self, PasswordFailed.self, SecondFactorChosen.self,
    SecurityQuestionsSet.self, SessionStarted.self, SessionEnded.self, SessionsEnded.self,
    CredentialsReset.self,
  ]

  public static let initial = State()

  /// What was given is compared with hashes of the state before a command is decided.
  public enum Command: Sendable {
    case chooseUsername(PatientID, Username)
    /// The patient is signed in, and gave their old password or PIN.
    case setPassword(PatientID, hash: String)
    case chooseSecondFactor(PatientID, SecondFactor)
    case setQuestions(PatientID, [SecurityQuestion])
    /// A password was given: signed in where no code is needed, counted where it's wrong.
    case givePassword(PatientID, matches: Bool, device: String?, Reason?)
    /// The code that was sent for a password that was right.
    case giveCode(PatientID, CodeCheck, device: String?, Reason?)
    /// A code, or its link, instead of a lost password; with the answers, where they're asked.
    case resetPassword(PatientID, CodeCheck, answersMatch: Bool?, hash: String)
    case endSession(PatientID, SessionID)
    case endAllSessions(PatientID)
    /// The help desk: what is lost is taken away.
    case reset(PatientID)

    public var patient: PatientID {
      switch self {
      case .chooseUsername(let patient, _), .setPassword(let patient, _),
        .chooseSecondFactor(let patient, _), .setQuestions(let patient, _),
        .givePassword(let patient, _, _, _), .giveCode(let patient, _, _, _),
        .resetPassword(let patient, _, _, _), .endSession(let patient, _),
        .endAllSessions(let patient), .reset(let patient):
        patient
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    let tag = command.patient.tag
    func own(_ types: any DomainEvent.Type...) -> Boundary.Item {
      Boundary.Item(tags: [tag], types: [Account.Enrolled.self] + types)
    }
    // What a sign-in depends on.
    let signIn = own(
      UsernameChosen.self, PasswordSet.self, PasswordFailed.self, SecondFactorChosen.self,
      SecurityQuestionsSet.self, SessionStarted.self, Account.Unlocked.self, CredentialsReset.self)
    switch command {
    case .chooseUsername(_, let username):
      return Boundary([
        own(UsernameChosen.self), .init(tags: [username.tag], types: [UsernameChosen.self]),
      ])
    case .setPassword: return Boundary([own(PasswordSet.self, CredentialsReset.self)])
    case .chooseSecondFactor: return Boundary([own(SecondFactorChosen.self)])
    case .setQuestions: return Boundary([own(SecurityQuestionsSet.self, CredentialsReset.self)])
    case .givePassword: return Boundary([signIn])
    case .giveCode(_, let check, _, _), .resetPassword(_, let check, _, _):
      return Boundary([signIn, OneTimeCodes.boundary(of: check)])
    case .endSession(_, let session):
      return Boundary([
        .init(tags: [session.tag], types: [SessionStarted.self, SessionEnded.self]),
        own(SessionsEnded.self, CredentialsReset.self),
      ])
    case .endAllSessions: return Boundary([own(SessionStarted.self, SessionsEnded.self)])
    case .reset: return Boundary([own(PasswordSet.self, CredentialsReset.self)])
    }
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .endAllSessions, .reset: [.administrator, .frontDesk]
    default: []
    }
  }
}
