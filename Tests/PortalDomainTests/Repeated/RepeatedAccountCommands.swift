import Foundation
import PortalDomain
import Testing

/// What patients and the desk set up, given twice.
struct RepeatedAccountCommands {
  let patient = PatientID("p1")

  var lines: [Repeated] {
    get throws { try enrolment + registration + contact + proxies + helpDesk + callbacks }
  }

  private func phone(_ text: String = "+15075550142") throws -> PhoneNumber {
    try #require(PhoneNumber(text))
  }

  private var enrolment: [Repeated] {
    get throws {
      let person = try enrolled("p1")
      let phone = try phone()
      let stopped = OptOuts.TextsStopped(phone: phone)
      let preferences = Preferences.Change(language: .spanish)
      return [
        Repeated(Given(Account.self), .enrol(person)),
        Repeated(Given(Account.self, person), .setPIN(patient, hash: "h")),
        Repeated(
          Given(Account.self, person), .consent(patient, .billingByText, phone: phone, given: true)),
        Repeated(
          Given(
            Account.self, person, Account.ConsentGiven(patient: patient, topic: .billingByText)),
          .consent(patient, .billingByText, given: false)),
        Repeated(Given(Preferences.self, person), .change(patient, preferences)),
        Repeated(Given(OptOuts.self), .stop(phone)),
        Repeated(Given(OptOuts.self, stopped), .start(phone)),
      ]
    }
  }

  private var registration: [Repeated] {
    get throws {
      let person = try enrolled("p1")
      let issued = Registration.ActivationIssued(
        patient: patient, hash: "code", expiresOn: try day("2026-04-01"))
      let application = Registration.Application(
        givenName: "maria", familyName: "Alvarez", birthDate: try day("1980-01-01"),
        email: try #require(EmailAddress("a@example.org")), terms: "2026-01")
      return [
        Repeated(
          Given(Registration.self, person), .issueActivation(patient, hash: "code"),
          .again(because: "a letter was lost, and the code of the next one has its own days")),
        Repeated(
          Given(Registration.self, person, issued),
          .register(patient, application, codeMatches: true, .pin(hash: "h"))),
        Repeated(
          Given(Registration.self, person, issued),
          .register(patient, application, codeMatches: false, nil),
          .again(because: "every wrong try counts")),
        Repeated(Given(Registration.self, person), .acceptTerms(patient, version: "2026-01")),
      ]
    }
  }

  private var contact: [Repeated] {
    get throws {
      let detail = ContactDetails.Detail.phone(try phone("+15075550143"))
      let change = ContactChangeID("CCODE")
      let at = try instant("2026-03-02T16:00:00Z")
      let given = Given(ContactDetails.self, try enrolled("p1"))
      let asked = given.and(
        ContactDetails.ChangeRequested(patient: patient, change: change, detail: detail),
        OneTimeCodes.CodeIssued(
          patient: patient, code: CodeID("K1"), purpose: .contactChange, hash: "h", linkHash: nil,
          to: .phone(try phone()), issuedAt: at, expiresAt: at.addingTimeInterval(600)))
      return [
        Repeated(
          given, .request(patient, detail),
          .again(because: "whoever lost the code asks anew; nothing changes before a code is given")
        ),
        Repeated(asked, .confirm(patient, change, CodeCheck(CodeID("K1"), matches: true))),
        Repeated(given, .correct(patient, detail)),
      ]
    }
  }

  private var proxies: [Repeated] {
    get throws {
      let (parent, child) = (PatientID("wei"), PatientID("mia"))
      let family = Given(
        Proxies.self, try enrolled("wei", born: "1984-06-01"),
        try enrolled("mia", born: "2017-05-20"))
      let wish = Proxies.Wish(patient: child, proxy: parent, relation: .parent, scope: .full)
      var granted = family
      granted.history += try family.when(.grant(wish))
      return [
        Repeated(family, .grant(wish)),
        Repeated(granted, .end(child, proxy: parent, reason: "moved")),
      ]
    }
  }

  private var callbacks: [Repeated] {
    get throws {
      let wanted = Conversations.HandedOff(phone: try phone(), patient: patient)
      return [
        Repeated(
          Given(Callbacks.self, wanted),
          .attend(try phone(), patient, reasons: 1, outcome: "called back"))
      ]
    }
  }

  private var helpDesk: [Repeated] {
    get throws {
      let id = HelpID("H1")
      let requested = HelpDesk.Requested(
        patient: patient, request: id, phone: try phone(), at: try instant("2026-03-02T16:00:00Z"))
      return [
        Repeated(Given(HelpDesk.self), .request(id, patient, from: try phone())),
        Repeated(Given(HelpDesk.self), .request(id, nil, from: try phone())),
        Repeated(
          Given(HelpDesk.self, requested), .close(patient, id, outcome: "a new code was sent")),
      ]
    }
  }
}
