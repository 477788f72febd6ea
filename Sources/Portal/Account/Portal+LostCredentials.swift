public import PortalDomain

/// Lost passwords and PINs. Nothing here tells whether there is an account, in words or by its time.
extension Portal {
  /// Starts a reset: a code and a link go to the patient's phone or e-mail, if there is such a patient.
  ///
  /// - Parameters:
  ///   - name: a username, a clinic number, or an e-mail address.
  ///   - origin: who does it, and by which way.
  /// - Returns: what the code is asked for by; always there, whether or not one was sent.
  public func requestPasswordReset(of name: String, as origin: Origin) async throws -> CodeID {
    try await paced {
      guard let patient = try patient(withLogin: name), let profile = try profile(of: patient),
        profile.hasPassword, let to = try? contactPoint(of: profile)
      else { return context.newIdentifier("K") }
      do {
        return try await issueCode(to: patient, for: .passwordReset, at: to, as: origin).id
      } catch is OneTimeCodes.Failure {
        // Too many were sent: whoever may read them has some, and nobody else learns of it.
        return context.newIdentifier("K")
      }
    }
  }

  /// Takes the code of a reset, or its link, and a new password.
  ///
  /// - Parameters:
  ///   - id: which one.
  ///   - link: what stood in the link, or the code.
  ///   - answers: to the security questions, where the clinic asks them; never enough alone.
  ///   - password: as it was typed.
  ///   - origin: who does it, and by which way.
  /// - Throws: `Credentials.Failure`; `.code(.notAccepted)` for everything that is wrong with the code.
  @discardableResult
  public func resetPassword(
    _ id: CodeID, _ link: String, answers: [String] = [], to password: String, as origin: Origin
  ) async throws -> [RecordedChange] {
    let (check, issued) = try check(id, link)
    guard let patient = issued?.patient, let profile = try profile(of: patient) else {
      throw Credentials.Failure.code(.notAccepted)
    }
    // Only who has the code is told what is wrong with the password, and keeps the code.
    let hash = check.matches ? try await hash(password, for: .init(profile)) : ""
    let answersMatch = check.matches ? try await match(answers, patient) : nil
    let changes = try await perform(
      Credentials.self,
      .resetPassword(patient, check, answersMatch: answersMatch, hash: hash), as: origin)
    guard changes.isCodeUsed else { throw Credentials.Failure.code(.notAccepted) }
    return changes
  }

  /// Asks the help desk about a lost account.
  ///
  /// - Parameters:
  ///   - clinicNumber: as it was typed.
  ///   - birthDate: as it was typed.
  ///   - phone: where the request comes from.
  ///   - origin: who does it, and by which way.
  /// - Returns: the request's number; always there, whether or not there is such a patient.
  public func requestHelp(
    clinicNumber: String, birthDate: LocalDate, from phone: PhoneNumber?, as origin: Origin
  ) async throws -> HelpID {
    try await paced {
      let request: HelpID = context.newIdentifier("H")
      let known = try patient(withClinicNumber: clinicNumber)
      let patient = try known.flatMap { patient in
        try profile(of: patient)?.birthDate == birthDate ? patient : nil
      }
      try await perform(HelpDesk.self, .request(request, patient, from: phone), as: origin)
      return request
    }
  }

  private func patient(withLogin name: String) throws -> PatientID? {
    if let patient = try patient(withUsername: name) { return patient }
    if let patient = try patient(withClinicNumber: name) { return patient }
    guard let email = EmailAddress(name) else { return nil }
    let patients = try patients(withEmail: email)
    return patients.count == 1 ? patients[0] : nil
  }
}
