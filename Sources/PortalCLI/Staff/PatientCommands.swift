import ArgumentParser
import Foundation
import Portal
import PortalDomain

extension StaffCommand {
  /// Who the patients are, and their accounts.
  static let patientAccounts: [any ParsableCommand.Type] = [
    ShowPatient.self, Enrol.self, IssueActivation.self, SetPIN.self, SetConsent.self,
    SetPreferences.self, ChangeContact.self, StopTexts.self, ListProxies.self, AddProxy.self,
    EndProxy.self, ShowCareTeam.self, AssignProvider.self, UnassignProvider.self,
    ListHelpRequests.self, CloseHelpRequest.self, ResetCredentials.self, Unlock.self, SignOut.self,
  ]

  struct ShowPatient: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "patient", abstract: "Who a patient is, and what they agreed to.",
      discussion: "That it was shown is recorded.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(self.patient)
      guard let profile = try desk.portal.profile(of: patient) else {
        throw Portal.NamedPatientFailure.nobody
      }
      try await desk.noteAccess(to: patient, [.account])
      let isStopped = try profile.phone.map(desk.portal.isStopped) ?? false
      try desk.show(text(profile, isStopped), object(profile, isStopped))
    }

    private func text(_ profile: Profile, _ isStopped: Bool) -> String {
      [
        ("patient", profile.patient.value), ("name", profile.fullName),
        ("born", profile.birthDate.description), ("sex", profile.sex?.rawValue ?? "-"),
        ("clinic number", profile.clinicNumber ?? "-"),
        ("phone", (profile.phone?.value ?? "-") + (isStopped ? " (said STOP)" : "")),
        ("e-mail", profile.email?.value ?? "-"),
        ("address", profile.address.map(Self.text) ?? "-"),
        ("account", profile.isRegistered ? "registered" : "not registered"),
        ("username", profile.username ?? "-"), ("PIN", profile.hasPIN ? "set" : "not set"),
        ("language", profile.settings.language.rawValue),
        ("reminders", profile.settings.reminders.rawValue),
        ("agreed to", profile.consents.map(\.rawValue).sorted().joined(separator: ", ")),
      ].map { "\($0): \($1)" }.joined(separator: "\n")
    }

    private func object(_ profile: Profile, _ isStopped: Bool) -> [String: JSONValue] {
      func text(_ value: String?) -> JSONValue { value.map(JSONValue.text) ?? .null }
      return [
        "patient": .text(profile.patient.value), "givenName": .text(profile.givenName),
        "familyName": .text(profile.familyName), "birthDate": .text("\(profile.birthDate)"),
        "sex": text(profile.sex?.rawValue),
        "clinicNumber": text(profile.clinicNumber), "phone": text(profile.phone?.value),
        "email": text(profile.email?.value), "address": text(profile.address.map(Self.text)),
        "isRegistered": .bool(profile.isRegistered), "username": text(profile.username),
        "hasPIN": .bool(profile.hasPIN), "hasPassword": .bool(profile.hasPassword),
        "terms": text(profile.acceptedTerms), "textsStopped": .bool(isStopped),
        "language": .text(profile.settings.language.rawValue),
        "reminders": .text(profile.settings.reminders.rawValue),
        "consents": .list(profile.consents.map(\.rawValue).sorted().map(JSONValue.text)),
      ]
    }

    private static func text(_ address: PostalAddress) -> String {
      "\(address.street), \(address.city), \(address.state) \(address.zip)"
    }
  }

  struct Enrol: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "enrol", abstract: "Take a person on as a patient.")

    @Option(help: "The given name.") var given: String
    @Option(help: "The family name.") var family: String
    @Option(help: ArgumentHelp("The birth date.", valueName: "date")) var born: LocalDate
    @Option(help: "female, male, other or unknown, as in the records.") var sex: Account.Sex?
    @Option(help: "The clinic number.") var number: String
    @Option(help: "The phone, like +15075550101.") var phone: PhoneNumber?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient: PatientID = desk.portal.context.newIdentifier("P")
      let changes = try await desk.portal.perform(
        Account.self,
        .enrol(
          Account.Enrolled(
            patient: patient, givenName: given, familyName: family, birthDate: born,
            clinicNumber: number, phone: phone, sex: sex)), as: desk.origin)
      for change in changes {
        try desk.show(
          "\(patient)  \(change.name) at position \(change.position)",
          [
            "patient": .text(patient.value), "clinicNumber": .text(number),
            "position": JSONValue(change.position), "type": .text(change.name),
          ])
      }
    }
  }

  struct IssueActivation: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "activation", abstract: "Make the code that a patient registers with.",
      discussion: "It's printed once, and kept nowhere; an earlier one is good no more.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(self.patient)
      let code = try await desk.portal.issueActivation(to: patient, as: desk.origin)
      let last = desk.portal.context.today
        .adding(days: desk.portal.policy.account.activationDays)
      try desk.show(
        "\(code), good until \(last)",
        ["patient": .text(patient.value), "code": .text(code), "expiresOn": .text("\(last)")])
    }
  }

  struct SetPIN: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "set-pin", abstract: "Set the PIN that a patient texts with.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @Option(
      name: .customLong("pin-fd"),
      help: ArgumentHelp("Read it from a file descriptor: its first line.", valueName: "n"))
    var descriptor: Int32?
    @OptionGroup var options: StaffOptions

    func validate() throws { try PassphrasePrompt.check(descriptor) }

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(self.patient)
      guard let pin = try StaffSecret.read(from: descriptor, asking: "New PIN: ", isNew: true)
      else {
        throw Complaint("there is no terminal to ask for it at; give it with --pin-fd")
      }
      try desk.show(try await desk.portal.setPIN(pin, of: patient, as: desk.origin))
    }
  }

  struct SetConsent: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "consent", abstract: "Record what a patient agrees to, or no longer does.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @Argument(
      help: ArgumentHelp(
        "What: \(Account.Topic.allCases.map(\.rawValue).joined(separator: ", ")).",
        valueName: "topic"))
    var topic: Account.Topic
    @Flag(inversion: .prefixedNo, help: "Whether they agree.") var given: Bool
    @Option(help: "For this number alone.") var phone: PhoneNumber?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Account.self, .consent(try desk.patient(patient), topic, phone: phone, given: given))
    }
  }

  struct SetPreferences: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "preferences", abstract: "Set how a patient wants to be dealt with.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @Option(help: "The language: en, es.") var language: Preferences.Language?
    @Option(help: "How reminders come: text, email, both, off.")
    var reminders: Preferences.ReminderChannel?
    @Option(help: ArgumentHelp("When no message is sent.", valueName: "22:00-07:30"))
    var quiet: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let change = Preferences.Change(
        language: language, reminders: reminders, quietHours: try quiet.map(Self.hours))
      try await desk.perform(Preferences.self, .change(try desk.patient(patient), change))
    }

    private static func hours(_ text: String) throws -> Preferences.QuietHours {
      let minutes = text.split(separator: "-").compactMap { time -> Int? in
        let parts = time.split(separator: ":")
        guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
          (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        return hour * 60 + minute
      }
      guard minutes.count == 2,
        let hours = Preferences.QuietHours(from: minutes[0], until: minutes[1])
      else { throw Complaint("'\(text)' are no hours; write them like 22:00-07:30") }
      return hours
    }
  }

  struct ChangeContact: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "contact", abstract: "Change a patient's phone, e-mail or address.",
      discussion: "For a patient who was seen. By text it takes a code over the old way.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @Option(name: .customLong("new-phone"), help: "The new phone.") var phone: PhoneNumber?
    @Option(name: .customLong("new-email"), help: "The new e-mail address.")
    var email: EmailAddress?
    @Option(
      name: .customLong("new-address"),
      help: ArgumentHelp("The new address.", valueName: "street, city, state zip"))
    var address: PostalAddress?
    @OptionGroup var options: StaffOptions

    func validate() throws {
      guard phone != nil || email != nil || address != nil else {
        throw ValidationError("say what changes: --new-phone, --new-email or --new-address")
      }
    }

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(self.patient)
      let details = [
        phone.map(ContactDetails.Detail.phone), email.map(ContactDetails.Detail.email),
        address.map(ContactDetails.Detail.address),
      ].compactMap(\.self)
      for detail in details {
        try await desk.perform(ContactDetails.self, .correct(patient, detail))
      }
    }
  }

  struct StopTexts: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "stop-texts", abstract: "Send a number no texts any more.",
      discussion: "Only the number itself starts them again, with START.")

    @Argument(help: "The number.") var phone: PhoneNumber
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(OptOuts.self, .stop(phone))
    }
  }
}
