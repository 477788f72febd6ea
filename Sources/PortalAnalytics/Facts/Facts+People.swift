internal import Foundation
internal import GRDB
internal import PortalDomain

extension Facts {
  /// The patients themselves, and their signing in.
  func takePeople(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    switch event {
    case let event as Account.Enrolled:
      let today = LocalDate(time, in: .gmt)
      try know(person)
      try set(
        "patients", "patient", person.key,
        [
          "age_band": SafeHarbor.ageBand(years: event.birthDate.years(until: today)),
          "sex": event.sex?.rawValue, "enrolled_on": harbor.day(today, of: person),
        ])
    case is Registration.Registered:
      try set("patients", "patient", person.key, ["registered_on": day(person)])
    case let event as ContactDetails.Changed:
      guard let address = event.detail.address else { return }
      try set("patients", "patient", person.key, ["region": SafeHarbor.region(zip: address.zip)])
    case let event as Preferences.Changed:
      if let language = event.change.language {
        try set("patients", "patient", person.key, ["language": language.rawValue])
      }
      if let reminders = event.change.reminders {
        try set("patients", "patient", person.key, ["reminders": reminders.rawValue])
      }
    case let event as Account.ConsentGiven: try take(event.topic, isGiven: true, person)
    case let event as Account.ConsentWithdrawn: try take(event.topic, isGiven: false, person)
    default: try takeSignIns(event, person)
    }
  }

  private func take(_ topic: Account.Topic, isGiven: Bool, _ person: SafeHarbor.Person) throws {
    switch topic {
    case .healthDetailsByText:
      try set("patients", "patient", person.key, ["texts_health": isGiven ? 1 : 0])
    case .billingByText:
      try set("patients", "patient", person.key, ["texts_billing": isGiven ? 1 : 0])
    default: break
    }
  }

  private func takeSignIns(_ event: any DomainEvent, _ person: SafeHarbor.Person) throws {
    switch event {
    case is Account.SignedIn: try signIn("pin", "done", person)
    case let event as Account.SignInFailed:
      try signIn("pin", event.lockedUntil == nil ? "failed" : "lockedOut", person)
    case is Credentials.SessionStarted: try signIn("password", "done", person)
    case let event as Credentials.PasswordFailed:
      try signIn("password", event.lockedUntil == nil ? "failed" : "lockedOut", person)
    default: break
    }
  }

  private func signIn(_ way: String, _ outcome: String, _ person: SafeHarbor.Person) throws {
    let moment = harbor.moment(time, of: person)
    try add(
      "sign_ins", of: person,
      [
        "sign_in": harbor.key("sign-in", position), "tried_at": moment, "way": way,
        "outcome": outcome,
      ])
    if outcome == "done" {
      try set("patients", "patient", person.key, ["last_sign_in_on": day(person)])
    }
  }
}
