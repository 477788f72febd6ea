/// A patient, as the directory knows them.
public struct Profile: Codable, Hashable, Sendable {
  public let patient: PatientID
  public let givenName: String
  public let familyName: String
  public let birthDate: LocalDate
  public let clinicNumber: String?
  public let phone: PhoneNumber?
  public var consents: Set<Account.Topic> = []
  public var hasPIN = false

  public init(_ event: Account.Enrolled) {
    patient = event.patient
    givenName = event.givenName
    familyName = event.familyName
    birthDate = event.birthDate
    clinicNumber = event.clinicNumber
    phone = event.phone
  }
}
