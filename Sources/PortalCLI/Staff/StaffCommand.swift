import ArgumentParser
import Portal
import PortalDomain

struct StaffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "The clinic's side.",
    discussion: """
      Every command says who gives it (--as) and is recorded with that name. What somebody may do \
      hangs on their roles: administrator, biller, frontDesk, nurse, pharmacist, provider. The first \
      administrator of a new store is added by whoever holds its keys: \
      'portal staff add ann --role administrator --as ann'. A patient is named by id, clinic number \
      or phone.
      """,
    subcommands: [ListRefills.self, Approve.self, Deny.self, Ship.self, Deliver.self],
    groupedSubcommands: [
      CommandGroup(name: "Staff", subcommands: staffAccounts),
      CommandGroup(name: "Patients and accounts", subcommands: patientAccounts),
      CommandGroup(name: "Health records", subcommands: healthRecords),
      CommandGroup(
        name: "Messages and education",
        subcommands: [MessagesCommand.self, EducationCommand.self]),
    ])

  struct ListRefills: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "refills", abstract: "The refills and renewals that are open.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let queue = try desk.portal.refillQueue()
      if queue.isEmpty { desk.say("No refill or renewal is open.") }
      for item in queue {
        let profile = try desk.portal.profile(of: item.patient)
        let name = profile.map { "\($0.givenName) \($0.familyName)" } ?? item.patient.value
        try desk.show(
          "\(item.request.id)  \(item.request.kind.rawValue)  \(item.request.stage.rawValue)  "
            + "\(name)  \(item.prescription.medicine.label)  by \(item.request.expectedOn)",
          [
            "request": .text(item.request.id.value), "kind": .text(item.request.kind.rawValue),
            "stage": .text(item.request.stage.rawValue), "patient": .text(item.patient.value),
            "name": .text(name), "medicine": .text(item.prescription.medicine.label),
            "expectedOn": .text(item.request.expectedOn.description),
          ])
      }
    }
  }

  struct Approve: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Approve a refill or a renewal.")

    @Argument(help: "The number of the request.") var request: String
    @Option(help: ArgumentHelp("For a renewal: how many refills from now on.", valueName: "n"))
    var refills: Int?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.answer(request) { .approve($0, $1, newRefills: refills) }
    }
  }

  struct Deny: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Deny a refill or a renewal.")

    @Argument(help: "The number of the request.") var request: String
    @Option(help: "Why, in words for the patient.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.answer(request) { .deny($0, $1, reason: reason) }
    }
  }

  struct Ship: StaffAction {
    static let configuration = CommandConfiguration(abstract: "An approved refill is on its way.")

    @Argument(help: "The number of the request.") var request: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.answer(request) { .ship($0, $1) }
    }
  }

  struct Deliver: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A refill has reached the patient.")

    @Argument(help: "The number of the request.") var request: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.answer(request) { .deliver($0, $1) }
    }
  }
}

extension StaffDesk {
  /// Takes a step with a refill or renewal, and prints what was recorded.
  fileprivate func answer(
    _ request: String, _ command: (PatientID, RefillID) -> Prescriptions.Command
  ) async throws {
    let id = RefillID(request)
    guard let patient = try portal.patient(ofRequest: id) else {
      throw Complaint("there is no open request \(id); see 'portal staff refills'")
    }
    try await perform(Prescriptions.self, command(patient, id))
  }
}
