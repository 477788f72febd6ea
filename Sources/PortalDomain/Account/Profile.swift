/// A patient, as the directory knows them.
public struct Profile: Codable, Hashable, Sendable {
  public let patient: PatientID
  public let givenName: String
  public let familyName: String
  public let birthDate: LocalDate
  public let sex: Account.Sex?
  public let clinicNumber: String?
  public private(set) var phone: PhoneNumber?
  public private(set) var email: EmailAddress?
  public private(set) var address: PostalAddress?
  /// What the patient agreed to and what not.
  public private(set) var consentList = Account.ConsentList()
  public private(set) var hasPIN = false
  public private(set) var username: String?
  public private(set) var hasPassword = false
  /// Whether the patient has an account of their own.
  public private(set) var isRegistered = false
  /// The version of the terms that the patient accepted last.
  public private(set) var acceptedTerms: String?
  public private(set) var secondFactor: Credentials.SecondFactor?
  public private(set) var settings = Preferences.Settings()

  /// `Maria Alvarez`.
  public var fullName: String { "\(givenName) \(familyName)" }

  /// What the patient agreed to, for every number; see ``allows(_:at:_:)``.
  public var consents: Set<Account.Topic> { consentList.topics }

  /// Whether a topic may be sent to a number of the patient, or to any of them.
  public func allows(_ topic: Account.Topic, at phone: PhoneNumber?, _ policy: Policy) -> Bool {
    consentList.allows(topic, at: phone, policy)
  }

  public init(_ event: Account.Enrolled) {
    patient = event.patient
    givenName = event.givenName
    familyName = event.familyName
    birthDate = event.birthDate
    sex = event.sex
    clinicNumber = event.clinicNumber
    phone = event.phone
  }

  /// Takes in a later event of this patient.
  public mutating func evolve(_ event: any DomainEvent) {
    switch event {
    case is Account.PINSet: hasPIN = true
    case is Account.ConsentGiven, is Account.ConsentWithdrawn: consentList.evolve(event)
    case let event as Registration.Registered:
      isRegistered = true
      email = event.email
      acceptedTerms = event.terms
    case let event as Registration.TermsAccepted: acceptedTerms = event.terms
    case let event as Credentials.UsernameChosen: username = event.username.value
    case is Credentials.PasswordSet: hasPassword = true
    case is Credentials.CredentialsReset: hasPassword = false
    case let event as Credentials.SecondFactorChosen: secondFactor = event.factor
    case let event as ContactDetails.Changed:
      phone = event.detail.phone ?? phone
      email = event.detail.email ?? email
      address = event.detail.address ?? address
    case let event as Preferences.Changed: settings.apply(event.change)
    default: break
    }
  }
}
