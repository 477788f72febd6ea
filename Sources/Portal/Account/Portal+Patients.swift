public import PortalDomain

/// Finding a patient by what people call them by.
extension Portal {
  /// Why a text names no one patient.
  public enum NamedPatientFailure: Refusal, Equatable {
    case nobody
    /// A phone that several share.
    case several([PatientID])

    public var code: String {
      switch self {
      case .nobody: "patient.unknown"
      case .several: "patient.several"
      }
    }

    public var message: String {
      switch self {
      case .nobody: "no patient has that id, clinic number or phone; check it"
      case .several(let patients):
        "several patients share that phone; name one: "
          + patients.map(\.value).joined(separator: ", ")
      }
    }
  }

  /// The patient whom a text names.
  ///
  /// - Parameter text: an id, a clinic number, or a phone that only one patient is known by.
  /// - Throws: ``NamedPatientFailure``, or `LogError`.
  public func patient(named text: String) throws -> PatientID {
    if let patient = try patient(withClinicNumber: text) { return patient }
    if try profile(of: PatientID(text)) != nil { return PatientID(text) }
    guard let phone = PhoneNumber(text) else { throw NamedPatientFailure.nobody }
    let patients = try patients(withPhone: phone)
    guard patients.count <= 1 else { throw NamedPatientFailure.several(patients) }
    guard let patient = patients.first else { throw NamedPatientFailure.nobody }
    return patient
  }
}
