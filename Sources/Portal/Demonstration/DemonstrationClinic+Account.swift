internal import PortalDomain

/// Who works at the demonstration clinic, and what its patients have agreed to and set up.
extension DemonstrationClinic {
  /// Nobody of the staff has a password: whoever has the store is at the clinic.
  static let staff: [any DomainEvent] = [
    ("ann", "Ann Berg", .administrator, nil), ("nurse", "Nora Quinn", .nurse, nil),
    ("frontdesk", "Felix Ortiz", .frontDesk, nil), ("pharmacist", "Pat Lund", .pharmacist, nil),
    ("biller", "Bea Novak", .biller, nil), ("chen", "Dr. Grace Chen", .provider, "chen"),
    ("patel", "Dr. Anita Patel", .provider, "patel"),
  ].compactMap { (name: String, fullName: String, role: Role, provider: String?) in
    StaffName(name).map {
      Staff.Added(
        member: $0, fullName: fullName, roles: [role],
        provider: provider.map { ProviderID($0) })
    }
  }

  /// What Maria signs in with elsewhere than by text, and what Tom registers with.
  static let (mariasUsername, mariasPassword) = ("maria.alvarez", "seven quiet herons")
  static let tomsActivationCode = "483-920"

  static func fillAccounts(_ portal: Portal, _ origin: Origin) async throws {
    try await portal.record(staff, as: origin)
    let terms = portal.policy.account.termsVersion
    let registered = [
      ("maria", "maria.alvarez@example.org"), ("james", "j.okafor@example.org"),
      ("wei", "wei.lin@example.org"), ("rosa", "rosa.delgado@example.org"),
    ]
    for (patient, email) in registered {
      guard let email = EmailAddress(email) else { continue }
      try await portal.record(
        [
          Registration.Registered(
            patient: PatientID(patient), email: email, terms: terms, activation: "by letter")
        ], as: origin)
    }
    try await portal.chooseUsername(mariasUsername, of: PatientID("maria"), as: origin)
    try await portal.setPassword(mariasPassword, of: PatientID("maria"), as: origin)
    try await portal.issueActivation(tomsActivationCode, to: PatientID("tom"), as: origin)
    try await portal.perform(
      Preferences.self, .change(PatientID("rosa"), .init(language: .spanish)), as: origin)
    try await appointWei(portal, origin)
    try await assignCareTeams(portal, origin)
  }

  /// Wei acts for both children, for Jun within limits. The clock decides how old they are: once they
  /// are of age, nobody acts for them.
  private static func appointWei(_ portal: Portal, _ origin: Origin) async throws {
    let (today, policy) = (portal.context.today, portal.policy.account)
    for child in [PatientID("mia"), PatientID("jun")] {
      guard let birthDate = try portal.profile(of: child)?.birthDate else { continue }
      let age = birthDate.years(until: today)
      guard age < policy.adultAge else { continue }
      try await portal.perform(
        Proxies.self,
        .grant(
          Proxies.Wish(
            patient: child, proxy: PatientID("wei"), relation: .parent,
            scope: age < policy.teenAge ? .full : .limited)), as: origin)
    }
  }

  private static func assignCareTeams(_ portal: Portal, _ origin: Origin) async throws {
    let patel = ProviderID("patel")
    for patient in ["maria", "james", "wei", "mia", "jun", "rosa", "tom"].map({ PatientID($0) }) {
      try await portal.perform(
        CareTeams.self, .assign(patient, patel, role: "primary care"), as: origin)
    }
    for patient in ["maria", "james"].map({ PatientID($0) }) {
      try await portal.perform(
        CareTeams.self, .assign(patient, ProviderID("chen"), role: "cardiology"), as: origin)
    }
  }
}
