public import Foundation

extension Account {
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
    /// As it stands in the clinic's records, where it does.
    public let sex: Sex?

    public init(
      patient: PatientID, givenName: String, familyName: String, birthDate: LocalDate,
      clinicNumber: String?, phone: PhoneNumber?, source: String? = nil, sex: Sex? = nil
    ) {
      self.patient = patient
      self.givenName = givenName
      self.familyName = familyName
      self.birthDate = birthDate
      self.clinicNumber = clinicNumber
      self.phone = phone
      self.source = source
      self.sex = sex
    }

    public var tags: [String] {
      [patient.tag]
        + [
          phone.map(\.tag), clinicNumber.map { "clinicNumber:\($0)" },
          source.map { "source:\($0)" },
        ].compactMap { $0 }
    }
  }

  /// A patient has a new PIN.
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

  /// A patient proved who they are, with their PIN.
  public struct SignedIn: PatientEvent {
    public static let name = "account.signedIn.v1"
    public let patient: PatientID

    public init(patient: PatientID) {
      self.patient = patient
    }
  }

  /// A wrong PIN was given.
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
    /// Reminders of visits, and that a form or a refill waits.
    case remindersByText
    /// That a message of the care team waits; not what it says.
    case messagesByText
    /// The clinic's news.
    case announcementsByText
    /// Medicine names and results in e-mail.
    case healthDetailsByEmail
  }

  /// A patient agreed to something.
  public struct ConsentGiven: PatientEvent {
    public static let name = "consent.given.v1"
    public let patient: PatientID
    public let topic: Topic
    /// For which number alone; without one, for all of them.
    public let phone: PhoneNumber?

    public init(patient: PatientID, topic: Topic, phone: PhoneNumber? = nil) {
      self.patient = patient
      self.topic = topic
      self.phone = phone
    }
  }

  /// A patient doesn't agree, or no longer.
  public struct ConsentWithdrawn: PatientEvent {
    public static let name = "consent.withdrawn.v1"
    public let patient: PatientID
    public let topic: Topic
    /// For which number alone; without one, for all of them.
    public let phone: PhoneNumber?

    public init(patient: PatientID, topic: Topic, phone: PhoneNumber? = nil) {
      self.patient = patient
      self.topic = topic
      self.phone = phone
    }
  }

  /// Staff lifted a lock-out, of the PIN and of the password.
  public struct Unlocked: PatientEvent {
    public static let name = "account.unlocked.v1"
    public let patient: PatientID

    public init(patient: PatientID) {
      self.patient = patient
    }
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

extension PhoneNumber {
  /// The tag of what is about a number.
  public var tag: String { "phone:\(value)" }
}
