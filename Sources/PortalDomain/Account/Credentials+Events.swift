public import Foundation

public enum SessionEntity {}
public typealias SessionID = Identifier<SessionEntity>

extension Credentials {
  /// A patient has a username, or another one.
  public struct UsernameChosen: PatientEvent {
    public static let name = "account.usernameChosen.v1"
    public let patient: PatientID
    public let username: Username
    /// The key of the one that is free now.
    public let previous: String?

    public init(patient: PatientID, username: Username, previous: String?) {
      self.patient = patient
      self.username = username
      self.previous = previous
    }

    public var tags: [String] {
      let freed = previous.flatMap { $0 == username.key ? nil : Username.tag($0) }
      return [patient.tag, username.tag] + [freed].compactMap(\.self)
    }
  }

  /// A patient has a new password.
  public struct PasswordSet: PatientEvent {
    public static let name = "account.passwordSet.v1"
    public let patient: PatientID
    /// The password's Argon2id hash.
    public let hash: String

    public init(patient: PatientID, hash: String) {
      self.patient = patient
      self.hash = hash
    }
  }

  /// A wrong password was given.
  public struct PasswordFailed: PatientEvent {
    public static let name = "account.passwordFailed.v1"
    public let patient: PatientID
    /// Until when no further try is taken, where this one caused a lock-out.
    public let lockedUntil: Date?

    public init(patient: PatientID, lockedUntil: Date?) {
      self.patient = patient
      self.lockedUntil = lockedUntil
    }
  }

  /// By which way the second proof comes.
  public enum SecondFactor: String, Codable, Sendable, CaseIterable {
    case text, email
    /// None but where the device is unknown; only where the policy allows it.
    case off
  }

  /// A patient chose how they prove who they are the second time.
  public struct SecondFactorChosen: PatientEvent {
    public static let name = "account.secondFactorChosen.v1"
    public let patient: PatientID
    public let factor: SecondFactor

    public init(patient: PatientID, factor: SecondFactor) {
      self.patient = patient
      self.factor = factor
    }
  }

  /// A question that only the patient should know the answer to.
  public struct SecurityQuestion: Codable, Hashable, Sendable {
    public let question: String
    /// The answer's Argon2id hash.
    public let hash: String

    public init(question: String, hash: String) {
      self.question = question
      self.hash = hash
    }
  }

  /// A patient set up their security questions.
  public struct SecurityQuestionsSet: PatientEvent {
    public static let name = "account.securityQuestionsSet.v1"
    public let patient: PatientID
    public let questions: [SecurityQuestion]

    public init(patient: PatientID, questions: [SecurityQuestion]) {
      self.patient = patient
      self.questions = questions
    }
  }

  /// What a patient signs in for.
  public enum Reason: String, Codable, Sendable, CaseIterable {
    case appointments, billing, forms, medicines, messages, results, settings, other
  }

  /// A patient signed in with password and code.
  public struct SessionStarted: PatientEvent {
    public static let name = "account.sessionStarted.v1"
    public let patient: PatientID
    public let session: SessionID
    public let startedAt: Date
    public let expiresAt: Date
    public let reason: Reason?
    /// What the device is known by: a hash of what it keeps.
    public let device: String?

    public init(
      patient: PatientID, session: SessionID, startedAt: Date, expiresAt: Date, reason: Reason?,
      device: String?
    ) {
      self.patient = patient
      self.session = session
      self.startedAt = startedAt
      self.expiresAt = expiresAt
      self.reason = reason
      self.device = device
    }

    public var tags: [String] { [patient.tag, session.tag] }
  }

  /// A patient signed out.
  public struct SessionEnded: PatientEvent {
    public static let name = "account.sessionEnded.v1"
    public let patient: PatientID
    public let session: SessionID

    public init(patient: PatientID, session: SessionID) {
      self.patient = patient
      self.session = session
    }

    public var tags: [String] { [patient.tag, session.tag] }
  }

  /// All of a patient's sessions ended: they signed out everywhere, or their credentials changed.
  public struct SessionsEnded: PatientEvent {
    public static let name = "account.sessionsEnded.v1"
    public let patient: PatientID

    public init(patient: PatientID) {
      self.patient = patient
    }
  }

  /// Staff took a patient's password and questions away, since they were lost; a new activation code
  /// lets the patient set others.
  public struct CredentialsReset: PatientEvent {
    public static let name = "account.credentialsReset.v1"
    public let patient: PatientID

    public init(patient: PatientID) {
      self.patient = patient
    }
  }
}

extension SessionID {
  /// The tag of what is about one session.
  public var tag: String { "session:\(value)" }
}
