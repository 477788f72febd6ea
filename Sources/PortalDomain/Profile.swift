/// A patient, as the directory knows them.
public struct Profile: Codable, Hashable, Sendable {
  public let patient: PatientID
  public let givenName: String
  public let familyName: String
  public let birthDate: LocalDate
  public let clinicNumber: String?
  public let phone: PhoneNumber?
  /// In one order, so that equal profiles have equal bytes.
  private var sortedConsents: [Account.Topic] = []
  public var hasPIN = false

  public var consents: Set<Account.Topic> {
    get { Set(sortedConsents) }
    set { sortedConsents = newValue.sorted { $0.rawValue < $1.rawValue } }
  }

  public init(_ event: Account.Enrolled) {
    patient = event.patient
    givenName = event.givenName
    familyName = event.familyName
    birthDate = event.birthDate
    clinicNumber = event.clinicNumber
    phone = event.phone
  }
  private enum CodingKeys: String, CodingKey {
    case patient, givenName, familyName, birthDate, clinicNumber, phone, hasPIN
    case sortedConsents = "consents"
  }
}
