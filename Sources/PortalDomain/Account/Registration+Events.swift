extension Registration {
  /// Staff gave a patient a code to register with.
  public struct ActivationIssued: PatientEvent {
    public static let name = "account.activationIssued.v1"
    public let patient: PatientID
    /// Of the code, under a key of the store: see ``OneTimeCodes/CodeIssued``.
    public let hash: String
    /// The last day on which it's taken.
    public let expiresOn: LocalDate

    public init(patient: PatientID, hash: String, expiresOn: LocalDate) {
      self.patient = patient
      self.hash = hash
      self.expiresOn = expiresOn
    }
  }

  /// Somebody tried to register as a patient, with something wrong.
  public struct ActivationFailed: PatientEvent {
    public static let name = "account.activationFailed.v1"
    public let patient: PatientID

    public init(patient: PatientID) {
      self.patient = patient
    }
  }

  /// A patient has an account of their own.
  public struct Registered: PatientEvent {
    public static let name = "account.registered.v1"
    public let patient: PatientID
    public let email: EmailAddress
    /// The version of the terms and conditions that they accepted.
    public let terms: String
    /// The hash of the activation code that is used up with it.
    public let activation: String

    public init(patient: PatientID, email: EmailAddress, terms: String, activation: String) {
      self.patient = patient
      self.email = email
      self.terms = terms
      self.activation = activation
    }
  }

  /// A patient accepted a later version of the terms and conditions.
  public struct TermsAccepted: PatientEvent {
    public static let name = "account.termsAccepted.v1"
    public let patient: PatientID
    public let terms: String

    public init(patient: PatientID, terms: String) {
      self.patient = patient
      self.terms = terms
    }
  }
}
