package import PortalDomain

/// Who the patients are, whom a phone, number or name belongs to, and who acts for whom.
package enum Directory: ReadModel {
  package static let name = "directory"
  package static let version: UInt32 = 3
  package static let events: [any DomainEvent.Type] =
    Account.events + Registration.events + Credentials.events + Preferences.events
    + ContactDetails.events + Proxies.events + CareTeams.events + OptOuts.events

  package enum Row: Codable, Sendable {
    case profile(Profile)
    case relations(Relations)
    case careTeam([CareTeams.Place])
    /// The patients that a phone or an e-mail address is known by.
    case patients([PatientID])
    /// Whose a clinic number or a username is.
    case patient(PatientID)
    /// Whether a number gets no text messages.
    case isStopped(Bool)
  }

  // Of a patient.
  package static let profileKey = "profile"
  package static let relationsKey = "relations"
  package static let careTeamKey = "careTeam"
  // Of a phone.
  package static let phoneKey = "phone"
  package static let optOutKey = "optOut"
  // Of the clinic.
  package static func clinicNumberKey(_ number: String) -> String { "clinicNumber:\(number)" }
  package static func usernameKey(_ key: String) -> String { "username:\(key)" }
  package static func emailKey(_ email: EmailAddress) -> String { "email:\(email)" }

  package static func keys(of event: any DomainEvent) -> [RowKey] {
    switch event {
    case let event as Account.Enrolled:
      [RowKey(event.subject, profileKey), RowKey(event.subject, relationsKey)]
        + [event.phone.map(phone), event.clinicNumber.map(clinicNumber)].compactMap(\.self)
    case is Account.PINSet, is Account.ConsentGiven, is Account.ConsentWithdrawn,
      is Registration.TermsAccepted, is Credentials.PasswordSet, is Credentials.CredentialsReset,
      is Credentials.SecondFactorChosen, is Preferences.Changed:
      [RowKey(event.subject, profileKey)]
    case let event as Registration.Registered:
      [RowKey(event.subject, profileKey), email(event.email)]
    case let event as Credentials.UsernameChosen:
      // Where only its case changed, the username stays in its place.
      [RowKey(event.subject, profileKey), username(event.username.key)]
        + [event.previous].compactMap { $0 == event.username.key ? nil : $0.map(username) }
    case let event as ContactDetails.Changed:
      [RowKey(event.subject, profileKey)] + keys(of: event)
    case let event as Proxies.Granted: [relations(event.grant.proxy)]
    case let event as Proxies.Appointed: [relations(event.grant.patient)]
    case let event as Proxies.Ended: [relations(event.proxy)]
    case let event as Proxies.Released: [relations(event.principal)]
    case is CareTeams.Assigned, is CareTeams.Ended: [RowKey(event.subject, careTeamKey)]
    case is OptOuts.TextsStopped, is OptOuts.TextsStarted: [RowKey(event.subject, optOutKey)]
    default: []
    }
  }

  private static func keys(of event: ContactDetails.Changed) -> [RowKey] {
    let phones = [event.previous?.phone, event.detail.phone].compactMap(\.self)
    let emails = [event.previous?.email, event.detail.email].compactMap(\.self)
    return phones.map(phone) + emails.map(email)
  }

  private static func phone(_ phone: PhoneNumber) -> RowKey { RowKey(.phone(phone), phoneKey) }
  private static func email(_ email: EmailAddress) -> RowKey { RowKey(.clinic, emailKey(email)) }
  private static func username(_ key: String) -> RowKey { RowKey(.clinic, usernameKey(key)) }
  private static func clinicNumber(_ number: String) -> RowKey {
    RowKey(.clinic, clinicNumberKey(number))
  }
  private static func relations(_ patient: PatientID) -> RowKey {
    RowKey(.patient(patient), relationsKey)
  }

  /// A phone may be known for others too, and others may have the patient for a proxy.
  package static func forget(_ patient: PatientID, in row: inout Row?) {
    switch row {
    case .patients(let known): row = .patients(known, without: patient)
    case .patient(patient): row = nil
    case .relations(var relations):
      relations.forget(patient)
      row = .relations(relations)
    case .patient, .profile, .careTeam, .isStopped, nil: break
    }
  }

  package static func fold(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    switch key.name {
    case profileKey:
      if let event = event as? Account.Enrolled {
        row = .profile(Profile(event))
      } else if case .profile(var profile) = row {
        profile.evolve(event)
        row = .profile(profile)
      }
    case relationsKey:
      if event is Account.Enrolled {
        row = .relations(Relations())
      } else if case .relations(var relations) = row {
        relations.evolve(event)
        row = .relations(relations)
      }
    case careTeamKey:
      var team: [CareTeams.Place] = []
      if case .careTeam(let known) = row { team = known }
      CareTeams.evolve(&team, event)
      row = team.isEmpty ? nil : .careTeam(team)
    case optOutKey: row = event is OptOuts.TextsStopped ? .isStopped(true) : nil
    default: foldIndex(&row, event, at: key)
    }
  }

  /// The rows by which a patient is found.
  private static func foldIndex(_ row: inout Row?, _ event: any DomainEvent, at key: RowKey) {
    guard let patient = (event as? any PatientEvent)?.patient else { return }
    switch event {
    case let event as Account.Enrolled:
      row = key == event.phone.map(phone) ? .patients(row, with: patient) : .patient(patient)
    case is Registration.Registered: row = .patients(row, with: patient)
    case let event as Credentials.UsernameChosen:
      if key == username(event.username.key) {
        row = .patient(patient)
      } else if case .patient(patient) = row {
        row = nil
      }
    case let event as ContactDetails.Changed:
      let isNew = key == event.detail.phone.map(phone) || key == event.detail.email.map(email)
      if isNew {
        row = .patients(row, with: patient)
      } else if case .patients(let known) = row {
        row = .patients(known, without: patient)
      }
    default: break
    }
  }
}

extension Directory.Row {
  fileprivate static func patients(_ row: Self?, with patient: PatientID) -> Self {
    guard case .patients(let known) = row else { return .patients([patient]) }
    return .patients(known.contains(patient) ? known : known + [patient])
  }

  fileprivate static func patients(_ known: [PatientID], without patient: PatientID) -> Self? {
    let others = known.filter { $0 != patient }
    return others.isEmpty ? nil : .patients(others)
  }
}
