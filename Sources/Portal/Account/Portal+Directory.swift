internal import EventStore
public import PortalDomain
internal import Projections

/// Who the patients are, and whom a phone, number or name belongs to.
extension Portal {
  /// The patients whom a phone is known by.
  public func patients(withPhone phone: PhoneNumber) throws -> [PatientID] {
    if case .patients(let patients) = try row(Directory.phoneKey, of: .phone(phone)) {
      return patients
    }
    return []
  }

  /// Who a patient is; `nil` for nobody known, and for who was erased.
  public func profile(of patient: PatientID) throws -> Profile? {
    if case .profile(let profile) = try row(Directory.profileKey, of: .patient(patient)) {
      return profile
    }
    return nil
  }

  /// Whose a clinic number is; `nil` where nobody has it.
  public func patient(withClinicNumber number: String) throws -> PatientID? {
    if case .patient(let patient) = try row(Directory.clinicNumberKey(number), of: .clinic) {
      return patient
    }
    return nil
  }

  /// Whose a username is, without regard to case; `nil` where nobody has it.
  public func patient(withUsername username: String) throws -> PatientID? {
    if case .patient(let patient) = try row(
      Directory.usernameKey(usernameKey(username)), of: .clinic)
    {
      return patient
    }
    return nil
  }

  /// The patients who have an e-mail address.
  public func patients(withEmail email: EmailAddress) throws -> [PatientID] {
    guard case .patients(let patients) = try row(Directory.emailKey(email), of: .clinic) else {
      return []
    }
    return try patients.filter { try profile(of: $0)?.email == email }
  }

  /// Whether a number said STOP.
  public func isStopped(_ phone: PhoneNumber) throws -> Bool {
    if case .isStopped(let isStopped) = try row(Directory.optOutKey, of: .phone(phone)) {
      return isStopped
    }
    return false
  }

  /// Whether a patient may be sent a text about something: the number has not said STOP, and the
  /// patient agreed to the topic, or it's taken as agreed to.
  ///
  /// - Parameters:
  ///   - topic: what it would be about.
  ///   - patient: whose it is.
  ///   - phone: to which number.
  public func mayText(
    _ topic: Account.Topic, to patient: PatientID, at phone: PhoneNumber
  ) throws -> Bool {
    guard let profile = try profile(of: patient), try !isStopped(phone) else { return false }
    return profile.allows(topic, at: phone, policy)
  }

  /// One who cares for a patient.
  public struct CareTeamMember: Sendable {
    public let provider: ProviderID
    public let name: String
    public let specialty: String?
    /// What they are to the patient: `primary care`.
    public let role: String
  }

  /// A patient's people, in the order in which they came.
  public func careTeam(of patient: PatientID) throws -> [CareTeamMember] {
    guard case .careTeam(let team) = try row(Directory.careTeamKey, of: .patient(patient)) else {
      return []
    }
    return try team.map { place in
      let provider = try provider(place.provider)
      return CareTeamMember(
        provider: place.provider, name: provider?.name ?? place.provider.value,
        specialty: provider?.specialty, role: place.role)
    }
  }

  /// What a username is found by.
  func usernameKey(_ username: String) -> String {
    log.keyedHash(Username.compared(username), for: "username")
  }

  func row(_ name: String, of owner: EventSubject) throws -> Directory.Row? {
    try log.views { rows, snapshot in
      try engine.reader(Directory.self).row(name, of: owner, rows, snapshot)
    }
  }
}
