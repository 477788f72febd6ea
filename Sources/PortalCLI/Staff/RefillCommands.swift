import ArgumentParser
import Portal
import PortalDomain

extension StaffCommand {
  /// What a pharmacist does with refills.
  static let refills: [any ParsableCommand.Type] = [
    ListRefills.self, Approve.self, Deny.self, Delay.self, Ship.self, Deliver.self,
    AutoRefills.self,
  ]

  struct ListRefills: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "refills", abstract: "The refills and renewals that are open.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let queue = try desk.portal.refillQueue()
      try await desk.noteAccess(toEach: queue.map(\.patient), [.medicines], for: .treatment)
      if queue.isEmpty { desk.say("No refill or renewal is open.") }
      for item in queue {
        let profile = try desk.portal.profile(of: item.patient)
        let name = profile.map { "\($0.givenName) \($0.familyName)" } ?? item.patient.value
        let late = item.request.isLate(desk.portal.context.today)
        try desk.show(
          "\(item.request.id)  \(item.request.kind.rawValue)  \(item.request.stage.rawValue)  "
            + "\(name)  \(item.prescription.medicine.label)  by \(item.request.expectedOn)"
            + (late ? "  late" : ""),
          [
            "request": .text(item.request.id.value), "kind": .text(item.request.kind.rawValue),
            "stage": .text(item.request.stage.rawValue), "patient": .text(item.patient.value),
            "prescription": .text(item.prescription.id.value),
            "name": .text(name), "medicine": .text(item.prescription.medicine.label),
            "pharmacy": JSONValue(item.prescription.pharmacy),
            "expectedOn": .text(item.request.expectedOn.description), "late": .bool(late),
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
      try await desk.answer(request) { .approve($0, $1, $2, newRefills: refills) }
    }
  }

  struct Deny: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Deny a refill or a renewal.")

    @Argument(help: "The number of the request.") var request: String
    @Option(help: "Why, in words for the patient.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.answer(request) { .deny($0, $1, $2, reason: reason) }
    }
  }

  struct Delay: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Say that a refill comes later than promised.")

    @Argument(help: "The number of the request.") var request: String
    @Option(
      help: "The day on which it can be counted on: 2026-03-09.")
    var until: LocalDate
    @Option(help: "Why, in words for the patient.") var reason: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.answer(request) { .delay($0, $1, $2, until: until, reason: reason) }
    }
  }

  struct Ship: StaffAction {
    static let configuration = CommandConfiguration(abstract: "An approved refill is on its way.")

    @Argument(help: "The number of the request.") var request: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.answer(request) { .ship($0, $1, $2) }
    }
  }

  struct Deliver: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A refill has reached the patient.")

    @Argument(help: "The number of the request.") var request: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.answer(request) { .deliver($0, $1, $2) }
    }
  }

  struct AutoRefills: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "auto-refills", abstract: "The prescriptions that are refilled by themselves.")

    @Flag(help: "Request what is due now, as the server does by itself.") var request = false
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      if request { return try desk.show(try await desk.portal.requestAutoRefills()) }
      let prescriptions = try desk.portal.autoRefills()
      try await desk.noteAccess(
        toEach: prescriptions.map(\.patient), [.medicines], for: .treatment)
      if prescriptions.isEmpty { desk.say("No prescription is refilled by itself.") }
      for prescription in prescriptions {
        let opens = prescription.refillableFrom(desk.portal.policy)
        try desk.show(
          "\(prescription.patient)  \(prescription.id)  \(prescription.medicine.label)"
            + (opens.map { "  from \($0)" } ?? ""),
          [
            "patient": .text(prescription.patient.value),
            "prescription": .text(prescription.id.value),
            "medicine": .text(prescription.medicine.label),
            "refillableFrom": JSONValue(opens?.description),
            "refillsLeft": JSONValue(prescription.refillsLeft),
          ])
      }
    }
  }
}

extension StaffDesk {
  /// Takes a step with a refill or renewal, and prints what was recorded.
  fileprivate func answer(
    _ request: String,
    _ command: (PatientID, PrescriptionID, RefillID) -> Prescriptions.Command
  ) async throws {
    guard let open = try portal.queuedRequest(RefillID(request)) else {
      throw Complaint("there is no open request \(request); see 'portal staff refills'")
    }
    try await perform(
      Prescriptions.self, command(open.patient, open.prescription.id, open.request.id))
  }
}
