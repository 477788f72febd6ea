public import PortalDomain

/// Changes of phone, e-mail and address.
extension Portal {
  /// What was started: a code is on its way over the old phone or e-mail.
  public struct StartedChange: Sendable {
    public let change: ContactChangeID
    public let code: IssuedCode
  }

  /// Starts a change. The code goes to what is to be changed, as long as it's there; so nobody takes
  /// an account along who has not what it hangs on.
  ///
  /// - Returns: `nil` where it's so already.
  /// - Throws: `ContactDetails.Failure`, or `OneTimeCodes.Failure.tooMany`.
  public func requestContactChange(
    _ detail: ContactDetails.Detail, of patient: PatientID, as origin: Origin
  ) async throws -> StartedChange? {
    guard let profile = try profile(of: patient) else {
      throw ContactDetails.Failure.unknownPatient
    }
    let phone = profile.phone.map(ContactPoint.phone)
    let email = profile.email.map(ContactPoint.email)
    guard let old = detail.email == nil ? phone ?? email : email ?? phone else {
      throw ContactDetails.Failure.noWay
    }
    let changes = try await perform(ContactDetails.self, .request(patient, detail), as: origin)
    guard let request = changes.first?.event as? ContactDetails.ChangeRequested else { return nil }
    return StartedChange(
      change: request.change,
      code: try await issueCode(to: patient, for: .contactChange, at: old, as: origin))
  }

  /// Ends a change with the code that came over the old way.
  ///
  /// - Throws: `ContactDetails.Failure`; `.code(.notAccepted)` for a wrong or old code.
  @discardableResult
  public func confirmContactChange(
    _ change: ContactChangeID, of patient: PatientID, code id: CodeID, _ code: String,
    as origin: Origin
  ) async throws -> [RecordedChange] {
    let (check, _) = try check(id, code)
    let changes = try await perform(
      ContactDetails.self, .confirm(patient, change, check), as: origin)
    if changes.contains(where: { $0.event is OneTimeCodes.CodeFailed }) {
      throw ContactDetails.Failure.code(.notAccepted)
    }
    return changes
  }
}
