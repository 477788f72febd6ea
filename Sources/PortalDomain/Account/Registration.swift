internal import Foundation

/// How a patient of the clinic comes to an account: with a clinic number, and an activation code that
/// staff gave them.
public enum Registration: Feature {
  public static let events: [any DomainEvent.Type] = [
    ActivationIssued.self, ActivationFailed.self, Registered.self, TermsAccepted.self,
  ]

  // MARK: State

  public struct State: Sendable {
    public var enrolled: Account.Enrolled?
    public var activation: ActivationIssued?
    public var failures = 0
    public var registered: Registered?
    public var acceptedTerms: String?
    var credentials = Credentials.initial
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case let event as Account.Enrolled: state.enrolled = event
    case let event as ActivationIssued:
      state.activation = event
      state.failures = 0
    case is ActivationFailed: state.failures += 1
    case let event as Registered:
      state.registered = event
      state.acceptedTerms = event.terms
    case let event as TermsAccepted: state.acceptedTerms = event.terms
    default: break
    }
    Credentials.evolve(&state.credentials, event)
  }

  // MARK: Decisions

  /// What somebody says who registers.
  public struct Application: Sendable {
    public var givenName: String
    public var familyName: String
    public var birthDate: LocalDate
    public var email: EmailAddress
    /// The version of the terms that they were shown and accepted; `nil` where they did not.
    public var terms: String?

    public init(
      givenName: String, familyName: String, birthDate: LocalDate, email: EmailAddress,
      terms: String?
    ) {
      self.givenName = givenName
      self.familyName = familyName
      self.birthDate = birthDate
      self.email = email
      self.terms = terms
    }
  }

  /// How they prove who they are from then on: hashes, made before.
  public enum FirstCredential: Sendable {
    case pin(hash: String)
    case password(username: Username, hash: String)
  }

  public enum Command: Sendable {
    /// Staff gave out a code; the application hashed it.
    case issueActivation(PatientID, hash: String)
    /// Whether the code was the right one was found out with the hash of the state.
    case register(PatientID, Application, codeMatches: Bool, FirstCredential?)
    case acceptTerms(PatientID, version: String)

    public var patient: PatientID {
      switch self {
      case .issueActivation(let patient, _), .register(let patient, _, _, _),
        .acceptTerms(let patient, _):
        patient
      }
    }
  }

  public enum Failure: Refusal, Equatable {
    /// Number, code, name or birth date: it's never told which, nor whether there is an account.
    case noMatch
    case tooYoung(minimum: Int)
    case termsNotAccepted(version: String)
    case usernameTaken

    public var code: String {
      switch self {
      case .noMatch: "registration.noMatch"
      case .tooYoung: "registration.tooYoung"
      case .termsNotAccepted: "registration.termsNotAccepted"
      case .usernameTaken: "account.usernameTaken"
      }
    }

    public var message: String {
      switch self {
      case .noMatch:
        "I can't match that. Check your clinic number, code, name and birth date, or call the clinic "
          + "for a new code."
      case .tooYoung(let minimum):
        "You must be \(minimum) or older for an account of your own. A parent can act for you; "
          + "please call the clinic."
      case .termsNotAccepted(let version):
        "Please read and accept the terms of use (version \(version)) first."
      case .usernameTaken: "That username is taken. Please choose another."
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    let tag = command.patient.tag
    var items = [
      Boundary.Item(tags: [tag], types: events + [Account.Enrolled.self])
    ]
    if case .register(_, _, _, .password(let username, _)) = command {
      items.append(.init(tags: [tag], types: [Credentials.UsernameChosen.self]))
      items.append(.init(tags: [username.tag], types: [Credentials.UsernameChosen.self]))
    }
    return Boundary(items)
  }

  public static func roles(for command: Command) -> Set<Role> {
    switch command {
    case .issueActivation: [.administrator, .frontDesk]
    case .register, .acceptTerms: []
    }
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    let policy = context.policy.account
    switch command {
    case .issueActivation(let patient, let hash):
      guard state.enrolled != nil else { throw .noMatch }
      return [
        ActivationIssued(
          patient: patient, hash: hash, expiresOn: context.today.adding(days: policy.activationDays)
        )
      ]
    case .acceptTerms(let patient, let version):
      guard state.enrolled != nil else { throw .noMatch }
      guard version == policy.termsVersion else {
        throw .termsNotAccepted(version: policy.termsVersion)
      }
      return state.acceptedTerms == version
        ? [] : [TermsAccepted(patient: patient, terms: version)]
    case .register(let patient, let application, let codeMatches, let credential):
      // First what doesn't depend on whether there is an account.
      guard application.birthDate.years(until: context.today) >= policy.minimumAge else {
        throw .tooYoung(minimum: policy.minimumAge)
      }
      guard application.terms == policy.termsVersion else {
        throw .termsNotAccepted(version: policy.termsVersion)
      }
      guard let enrolled = state.enrolled, let activation = state.activation,
        activation.expiresOn >= context.today, state.failures < policy.activationTries
      else { throw .noMatch }
      guard codeMatches, application.isOf(enrolled) else {
        return [ActivationFailed(patient: patient)]
      }
      // Once registered, the code is used up; the same again changes nothing.
      guard state.registered?.activation != activation.hash else {
        guard state.registered?.email == application.email else { throw .noMatch }
        return []
      }
      return [
        Registered(
          patient: patient, email: application.email, terms: policy.termsVersion,
          activation: activation.hash)
      ] + (try first(credential, patient, state))
    }
  }

  private static func first(
    _ credential: FirstCredential?, _ patient: PatientID, _ state: State
  ) throws(Failure) -> [any DomainEvent] {
    switch credential {
    case nil: return []
    case .pin(let hash): return [Account.PINSet(patient: patient, hash: hash)]
    case .password(let username, let hash):
      if let owner = state.credentials.owners[username.key], owner != patient {
        throw .usernameTaken
      }
      return [
        Credentials.UsernameChosen(
          patient: patient, username: username, previous: state.credentials.usernames[patient]?.key),
        Credentials.PasswordSet(patient: patient, hash: hash),
      ]
    }
  }
}

extension Registration.Application {
  /// Whether it's the person whom the clinic enrolled; names without regard to case and accents.
  func isOf(_ enrolled: Account.Enrolled) -> Bool {
    birthDate == enrolled.birthDate
      && Self.folded(givenName) == Self.folded(enrolled.givenName)
      && Self.folded(familyName) == Self.folded(enrolled.familyName)
  }

  private static func folded(_ name: String) -> String {
    name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .filter { $0.isLetter || $0.isNumber }
  }
}
