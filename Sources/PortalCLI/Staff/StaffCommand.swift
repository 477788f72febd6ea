import ArgumentParser
import Portal
import PortalDomain

struct StaffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "The clinic's side.",
    subcommands: [ListRefills.self, Approve.self, Deny.self, Ship.self, Deliver.self])

  /// Who works at the clinic's side.
  struct StaffOptions: ParsableArguments {
    @OptionGroup var store: StoreOptions

    @Option(name: .customLong("as"), help: ArgumentHelp("Who you are.", valueName: "name"))
    var name: String

    @Flag(help: "Print JSON.") var json = false

    var origin: Origin { Origin(actor: .staff(name), channel: .staff) }

    /// Takes a step with a refill or renewal, and prints what was recorded.
    func perform(
      _ id: String, _ command: (PatientID, RefillID) -> Prescriptions.Command
    ) async throws {
      let portal = try await store.portal()
      let id = RefillID(id)
      guard let patient = try portal.patient(ofRequest: id) else {
        throw Complaint("there is no open request \(id); see 'portal staff refills'")
      }
      let changes = try await portal.perform(
        Prescriptions.self, command(patient, id), as: origin)
      for change in changes {
        if json {
          print(
            try JSONLine.encode([
              "position": JSONValue(change.position), "type": .text(change.name),
            ]))
        } else {
          print("\(change.name) at position \(change.position)")
        }
      }
      await portal.close()
    }
  }

  struct ListRefills: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "refills", abstract: "The refills and renewals that are open.")

    @OptionGroup var options: StaffOptions

    func run() async throws {
      let portal = try await options.store.portal()
      let queue = try portal.refillQueue()
      if queue.isEmpty, !options.json { print("No refill or renewal is open.") }
      for item in queue {
        let profile = try portal.profile(of: item.patient)
        let name = profile.map { "\($0.givenName) \($0.familyName)" } ?? item.patient.value
        if options.json {
          print(
            try JSONLine.encode([
              "request": item.request.id.value, "kind": item.request.kind.rawValue,
              "stage": item.request.stage.rawValue, "patient": item.patient.value, "name": name,
              "medicine": item.prescription.medicine.label,
              "expectedOn": item.request.expectedOn.description,
            ]))
        } else {
          print(
            "\(item.request.id)  \(item.request.kind.rawValue)  \(item.request.stage.rawValue)  "
              + "\(name)  \(item.prescription.medicine.label)  by \(item.request.expectedOn)")
        }
      }
      await portal.close()
    }
  }

  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Approve a refill or a renewal.")

    @Argument(help: "The number of the request.") var request: String
    @Option(help: ArgumentHelp("For a renewal: how many refills from now on.", valueName: "n"))
    var refills: Int?
    @OptionGroup var options: StaffOptions

    func run() async throws {
      try await options.perform(request) { .approve($0, $1, newRefills: refills) }
    }
  }

  struct Deny: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Deny a refill or a renewal.")

    @Argument(help: "The number of the request.") var request: String
    @Option(help: "Why, in words for the patient.") var reason: String
    @OptionGroup var options: StaffOptions

    func run() async throws {
      try await options.perform(request) { .deny($0, $1, reason: reason) }
    }
  }

  struct Ship: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "An approved refill is on its way.")

    @Argument(help: "The number of the request.") var request: String
    @OptionGroup var options: StaffOptions

    func run() async throws { try await options.perform(request) { .ship($0, $1) } }
  }

  struct Deliver: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "A refill has reached the patient.")

    @Argument(help: "The number of the request.") var request: String
    @OptionGroup var options: StaffOptions

    func run() async throws { try await options.perform(request) { .deliver($0, $1) } }
  }
}
