import ArgumentParser
import Portal
import PortalDomain

/// Who acts for a patient, and who cares for them.
extension StaffCommand {
  struct ListProxies: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "proxies", abstract: "Who acts for a patient, and for whom the patient acts.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(self.patient)
      try await desk.noteAccess(to: patient, [.account])
      let today = desk.portal.context.today
      let relations = try desk.portal.relations(of: patient)
      for grant in relations.proxies + relations.principals {
        let scope = grant.scope(on: today)?.rawValue ?? "over"
        let dates =
          "from \(grant.startsOn)" + (grant.endsOn.map { " until \($0)" } ?? "")
        try desk.show(
          "\(grant.proxy) for \(grant.patient)  \(grant.relation.rawValue)  \(scope)  \(dates)",
          [
            "grant": .text(grant.id.value), "patient": .text(grant.patient.value),
            "proxy": .text(grant.proxy.value), "relation": .text(grant.relation.rawValue),
            "scope": .text(scope), "startsOn": .text("\(grant.startsOn)"),
            "endsOn": grant.endsOn.map { .text("\($0)") } ?? .null,
          ])
      }
      if relations.proxies.isEmpty, relations.principals.isEmpty { desk.say("Nobody.") }
    }
  }

  struct AddProxy: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "add-proxy", abstract: "Let somebody act for a patient.",
      discussion: """
        For a child it ends when they come of age; for a teen it is limited: appointments, bills and \
        forms, no notes, results, messages or medicines.
        """)

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "Who acts for them: id or clinic number.") var proxy: String
    @Option(help: "parent, guardian, spouse, child, caregiver or other.")
    var relation: Proxies.Relation
    @Option(help: "full or limited.") var scope: Proxies.Scope = .limited
    @Option(help: ArgumentHelp("The first day; today without it.", valueName: "date"))
    var from: LocalDate?
    @Option(help: ArgumentHelp("The first day on which it's over.", valueName: "date"))
    var until: LocalDate?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let wish = Proxies.Wish(
        patient: try desk.patient(patient), proxy: try desk.patient(proxy), relation: relation,
        scope: scope, startsOn: from, endsOn: until)
      try await desk.perform(Proxies.self, .grant(wish))
    }
  }

  struct EndProxy: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "end-proxy", abstract: "Let somebody act for a patient no longer.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "Who acted for them: id or clinic number.") var proxy: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Proxies.self,
        .end(try desk.patient(patient), proxy: try desk.patient(proxy), reason: reason))
    }
  }

  struct ShowCareTeam: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "care-team", abstract: "Who cares for a patient.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(self.patient)
      try await desk.noteAccess(to: patient, [.account], for: .treatment)
      let team = try desk.portal.careTeam(of: patient)
      for member in team {
        try desk.show(
          "\(member.provider)  \(member.name)  \(member.role)",
          [
            "patient": .text(patient.value), "provider": .text(member.provider.value),
            "name": .text(member.name), "role": .text(member.role),
          ])
      }
      if team.isEmpty { desk.say("Nobody yet.") }
    }
  }

  struct AssignProvider: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "assign", abstract: "Put a provider on a patient's care team.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The provider's id; see 'portal staff providers'.") var provider: String
    @Option(help: "What they are to the patient: primary care.") var role: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        CareTeams.self, .assign(try desk.patient(patient), ProviderID(provider), role: role))
    }
  }

  struct UnassignProvider: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "unassign", abstract: "Take a provider off a patient's care team.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The provider's id.") var provider: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        CareTeams.self, .end(try desk.patient(patient), ProviderID(provider)))
    }
  }
}
