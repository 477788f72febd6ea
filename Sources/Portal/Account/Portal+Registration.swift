internal import EventStore
internal import PortalCrypto
public import PortalDomain

/// From an activation code to an account.
extension Portal {
  /// How a patient will prove who they are.
  public enum NewCredential: Sendable {
    case pin(String)
    case password(username: String, password: String)
  }

  /// Makes an activation code for a patient; an earlier one is good no more.
  ///
  /// - Returns: the code, like `483-920`, for the patient's letter and nobody else.
  public func issueActivation(
    to patient: PatientID, as origin: Origin
  ) async throws -> String {
    let digits = OneTimeCode.digits()
    let code = "\(digits.prefix(3))-\(digits.suffix(3))"
    try await issueActivation(code, to: patient, as: origin)
    return code
  }

  @discardableResult
  func issueActivation(
    _ code: String, to patient: PatientID, as origin: Origin
  ) async throws -> [RecordedChange] {
    try await perform(
      Registration.self, .issueActivation(patient, hash: hash(activation: code, of: patient)),
      as: origin)
  }

  /// Registers a patient. What doesn't match is never told apart, nor whether there is an account.
  ///
  /// - Returns: who it is, and what was recorded; nothing where it was so already.
  /// - Throws: `Registration.Failure`, `Account.Failure.weakPIN`, or `Credentials.Failure` for a
  ///   username or password that can't be.
  public func register(
    clinicNumber: String, activationCode: String, _ application: Registration.Application,
    _ credential: NewCredential? = nil, as origin: Origin
  ) async throws -> (patient: PatientID, changes: [RecordedChange]) {
    // Hashed in any case, so that the time tells nothing.
    let first = try await hashed(credential, application)
    return try await paced {
      let patient = try patient(withClinicNumber: clinicNumber) ?? PatientID("nobody")
      let query = query(
        of: Registration.self,
        Boundary([.init(tags: [patient.tag], types: [Registration.ActivationIssued.self])]))
      let expected = try load(Registration.self, query).0.activation?.hash ?? ""
      let matches = Self.areEqual(hash(activation: activationCode, of: patient), expected)
      let changes = try await perform(
        Registration.self, .register(patient, application, codeMatches: matches, first),
        as: origin)
      if changes.contains(where: { $0.event is Registration.ActivationFailed }) {
        throw Registration.Failure.noMatch
      }
      return (patient, changes)
    }
  }

  private func hashed(
    _ credential: NewCredential?, _ application: Registration.Application
  ) async throws -> Registration.FirstCredential? {
    switch credential {
    case nil: return nil
    case .pin(let pin):
      try Account.checkPIN(pin, policy.account)
      return .pin(hash: try await Self.offPool { try Password.hash(pin) })
    case .password(let username, let password):
      try Username.check(username, policy.account)
      let owner = PasswordRules.Owner(
        names: [application.givenName, application.familyName], birthDate: application.birthDate,
        username: username)
      return .password(
        username: Username(username, key: usernameKey(username)),
        hash: try await hash(password, for: owner))
    }
  }

  private func hash(activation code: String, of patient: PatientID) -> String {
    log.keyedHash("\(patient) \(code.filter(\.isWholeNumber))", for: "activation")
  }
}
