public import Foundation

/// Who the patients are, how they prove it, and what they agreed to.
public enum Account: Feature {
  public static let events: [any DomainEvent.Type] = [
    Enrolled.self, PINSet.self, SignedIn.self, SignInFailed.self, ConsentGiven.self,
    ConsentWithdrawn.self,
  ]

  // MARK: Events

  /// The clinic took a person on as a patient.
  public struct Enrolled: PatientEvent {
    public static let name = "account.enrolled.v1"
    public let patient: PatientID
    public let givenName: String
    public let familyName: String
    public let birthDate: LocalDate
    public let clinicNumber: String?
    public let phone: PhoneNumber?
    /// Where the record came from, if from elsewhere: `fhir:Patient/…`.
    public let source: String?

    public init(
      patient: PatientID, givenName: String, familyName: String, birthDate: LocalDate,
      clinicNumber: String?, phone: PhoneNumber?, source: String? = nil
    ) {
      self.patient = patient
      self.givenName = givenName
      self.familyName = familyName
      self.birthDate = birthDate
      self.clinicNumber = clinicNumber
      self.phone = phone
      self.source = source
    }

    public var tags: [String] {
      [patient.tag]
        + [phone.map { "phone:\($0)" }, source.map { "source:\($0)" }].compactMap { $0 }
    }
  }

  public struct PINSet: PatientEvent {
    public static let name = "account.pinSet.v1"
    public let patient: PatientID
    /// The PIN's Argon2id hash.
    public let hash: String

    public init(patient: PatientID, hash: String) {
      self.patient = patient
      self.hash = hash
    }
  }

  public struct SignedIn: PatientEvent {
    public static let name = "account.signedIn.v1"
    public let patient: PatientID

    public init(patient: PatientID) {
      self.patient = patient
    }
  }

  public struct SignInFailed: PatientEvent {
    public static let name = "account.signInFailed.v1"
    public let patient: PatientID
    /// Until when no further try is taken, where this one caused a lock-out.
    public let lockedUntil: Date?

    public init(patient: PatientID, lockedUntil: Date?) {
      self.patient = patient
      self.lockedUntil = lockedUntil
    }
  }

  /// What a patient may agree to.
  public enum Topic: String, Codable, Sendable, CaseIterable {
    /// Medicine names and results in text messages.
    case healthDetailsByText
    case billingByText
  }

  public struct ConsentGiven: PatientEvent {
    public static let name = "consent.given.v1"
    public let patient: PatientID
    public let topic: Topic

    public init(patient: PatientID, topic: Topic) {
      self.patient = patient
      self.topic = topic
    }
  }

  public struct ConsentWithdrawn: PatientEvent {
    public static let name = "consent.withdrawn.v1"
    public let patient: PatientID
    public let topic: Topic

    public init(patient: PatientID, topic: Topic) {
      self.patient = patient
      self.topic = topic
    }
  }

  // MARK: State

  public struct State: Sendable {
    public var isEnrolled = false
    public var pinHash: String?
    public var consents: Set<Topic> = []
    public var failures = 0
    public var lockedUntil: Date?
  }

  public static let initial = State()

  public static func evolve(_ state: inout State, _ event: any DomainEvent) {
    switch event {
    case is Enrolled: state.isEnrolled = true
    case let event as PINSet: state.pinHash = event.hash
    case is SignedIn:
      state.failures = 0
      state.lockedUntil = nil
    case let event as SignInFailed:
      state.failures += 1
      state.lockedUntil = event.lockedUntil ?? state.lockedUntil
    case let event as ConsentGiven: state.consents.insert(event.topic)
    case let event as ConsentWithdrawn: state.consents.remove(event.topic)
    default: break
    }
  }

  // MARK: Decisions

  public enum Command: Sendable {
    case enrol(Enrolled)
    case setPIN(PatientID, hash: String)
    case consent(PatientID, Topic, given: Bool)
    /// Someone gave a PIN; whether it was the right one was found out with the hash of the state.
    case signIn(PatientID, pinMatches: Bool)

    public var patient: PatientID {
      switch self {
      case .enrol(let event): event.patient
      case .setPIN(let patient, _), .consent(let patient, _, _), .signIn(let patient, _): patient
      }
    }
  }

  public enum Failure: Refusal, Equatable {
    case unknownPatient
    case wrongPIN
    case locked(until: Date)
    case noPIN

    public var code: String {
      switch self {
      case .unknownPatient: "account.unknown"
      case .wrongPIN: "account.wrongPIN"
      case .locked: "account.locked"
      case .noPIN: "account.noPIN"
      }
    }

    public var message: String {
      switch self {
      case .unknownPatient, .noPIN:
        "I can't check that PIN here. Please call the clinic to set up texting."
      case .wrongPIN: "That PIN doesn't match. Please try again."
      case .locked: "Too many wrong PINs. For your safety, please wait a while and try again."
      }
    }
  }

  public static func boundary(of command: Command) -> Boundary {
    Boundary(tags: command.patient.tag)
  }

  public static func decide(
    _ command: Command, _ state: State, _ context: Context
  ) throws(Failure) -> [any DomainEvent] {
    if case .enrol(let enrolled) = command { return state.isEnrolled ? [] : [enrolled] }
    guard state.isEnrolled else { throw .unknownPatient }
    switch command {
    case .enrol: return []
    case .setPIN(let patient, let hash): return [PINSet(patient: patient, hash: hash)]
    case .consent(let patient, let topic, let given):
      if state.consents.contains(topic) == given { return [] }
      return given
        ? [ConsentGiven(patient: patient, topic: topic)]
        : [ConsentWithdrawn(patient: patient, topic: topic)]
    case .signIn(let patient, let pinMatches):
      guard state.pinHash != nil else { throw .noPIN }
      if let until = state.lockedUntil, until > context.now { throw .locked(until: until) }
      guard !pinMatches else { return [SignedIn(patient: patient)] }
      return [
        SignInFailed(
          patient: patient, lockedUntil: lockOut(afterFailures: state.failures + 1, context))
      ]
    }
  }

  /// Every so many failures lock the account, each time for twice as long.
  private static func lockOut(afterFailures count: Int, _ context: Context) -> Date? {
    let policy = context.policy
    guard count % policy.signInAttempts == 0 else { return nil }
    let doublings = min(count / policy.signInAttempts - 1, 20)
    let seconds = min(policy.lockOutSeconds << doublings, policy.longestLockOutSeconds)
    return context.now.addingTimeInterval(Double(seconds))
  }
}

/// An event of one patient, found by the patient's tag.
public protocol PatientEvent: DomainEvent {
  var patient: PatientID { get }
}

extension PatientEvent {
  public var subject: EventSubject { .patient(patient) }
  public var tags: [String] { [patient.tag] }
}

extension PatientID {
  /// The tag of every event of the patient.
  public var tag: String { "patient:\(value)" }
}
