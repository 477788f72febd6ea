import ArgumentParser
import Portal
import PortalDomain

extension StaffCommand {
  /// Who the staff are.
  static let staffAccounts: [any ParsableCommand.Type] = [
    ListStaff.self, AddStaff.self, ChangeRoles.self, DisableStaff.self, EnableStaff.self,
    SetStaffPassword.self, ListProviders.self, AddProvider.self,
  ]

  struct ListStaff: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "The staff, with their roles.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      for member in try desk.portal.staff() {
        let roles = member.roles.map(\.rawValue)
        try desk.show(
          [
            member.name.value, member.fullName ?? "-", roles.joined(separator: ", "),
            member.hasPassword ? "password" : "no password", member.isDisabled ? "disabled" : "",
          ].filter { !$0.isEmpty }.joined(separator: "  "),
          [
            "name": .text(member.name.value),
            "fullName": member.fullName.map(JSONValue.text) ?? .null,
            "roles": .list(roles.map(JSONValue.text)),
            "provider": (member.provider?.value).map(JSONValue.text) ?? .null,
            "hasPassword": .bool(member.hasPassword), "isDisabled": .bool(member.isDisabled),
          ])
      }
    }
  }

  struct AddStaff: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add somebody to the staff.",
      discussion: """
        An administrator does; while there is none, anybody adds the first one. Without a password \
        whoever holds the store's keys may act as them: set one with 'portal staff set-password'.
        """)

    @Argument(help: "The name that they give with --as.") var member: String
    @Option(
      name: .customLong("role"),
      help: ArgumentHelp("What they do; as often as needed.", valueName: "role"))
    var roles: [Role] = []
    @Option(help: ArgumentHelp("Their name in full.", valueName: "name")) var fullName: String?
    @Option(help: ArgumentHelp("Who they are among the providers.", valueName: "id"))
    var provider: String?
    @OptionGroup var options: StaffOptions

    func run() async throws {
      try await options.atDesk(isOpen: true) { desk in try await run(at: desk) }
    }

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Staff.self,
        .add(
          Staff.Added(
            member: try StaffCommand.name(member), fullName: fullName, roles: Set(roles),
            provider: provider.map { ProviderID($0) })))
    }
  }

  struct ChangeRoles: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "roles", abstract: "Change what somebody may do.")

    @Argument(help: "Their name.") var member: String
    @Argument(help: "All the roles that they have from now on.") var roles: [Role]
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Staff.self, .changeRoles(try StaffCommand.name(member), Set(roles)))
    }
  }

  struct DisableStaff: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "disable", abstract: "Take somebody all rights, at once.")

    @Argument(help: "Their name.") var member: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Staff.self, .disable(try StaffCommand.name(member)))
    }
  }

  struct EnableStaff: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "enable", abstract: "Give somebody who was disabled their rights again.")

    @Argument(help: "Their name.") var member: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Staff.self, .enable(try StaffCommand.name(member)))
    }
  }

  struct SetStaffPassword: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "set-password", abstract: "Give somebody on the staff a password.",
      discussion: "From then on it's asked for whenever a command is given with --as that name.")

    @Argument(help: "Their name.") var member: String
    @Option(
      name: .customLong("new-password-fd"),
      help: ArgumentHelp("Read it from a file descriptor: its first line.", valueName: "n"))
    var descriptor: Int32?
    @OptionGroup var options: StaffOptions

    func validate() throws { try PassphrasePrompt.check(descriptor) }

    func run(at desk: StaffDesk) async throws {
      guard
        let password = try StaffSecret.read(
          from: descriptor, asking: "New password of \(member): ", isNew: true)
      else {
        throw Complaint("there is no terminal to ask for it at; give it with --new-password-fd")
      }
      try desk.show(
        try await desk.portal.setStaffPassword(
          password, of: try StaffCommand.name(member), as: desk.origin))
    }
  }

  struct ListProviders: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "providers", abstract: "Those who treat patients.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      for provider in try desk.portal.providers() {
        try desk.show(
          "\(provider.provider)  \(provider.name)  \(provider.specialty ?? "-")",
          [
            "provider": .text(provider.provider.value), "name": .text(provider.name),
            "specialty": provider.specialty.map(JSONValue.text) ?? .null,
          ])
      }
    }
  }

  struct AddProvider: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "add-provider", abstract: "Add one who treats patients.")

    @Argument(help: "A short id: chen.") var provider: String
    @Option(name: .customLong("name"), help: "As patients read it: Dr. Grace Chen.")
    var fullName: String
    @Option(help: "What they are specialized in: cardiology.") var specialty: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Staff.self,
        .addProvider(
          Staff.ProviderAdded(
            provider: ProviderID(provider), name: fullName, specialty: specialty)))
    }
  }

  static func name(_ text: String) throws -> StaffName {
    guard let name = StaffName(text) else {
      throw Complaint("'\(text)' is no name for one of the staff; take letters and digits")
    }
    return name
  }
}
