import ArgumentParser
import Foundation
import Portal
import PortalDomain

/// The help desk: lost credentials and lock-outs.
extension StaffCommand {
  struct ListHelpRequests: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "help-requests", abstract: "Who waits for help with a lost PIN or password.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let queue = try desk.portal.helpQueue()
      try await desk.noteAccess(toEach: queue.map(\.patient), [.account])
      if queue.isEmpty { desk.say("Nobody waits for help.") }
      for request in queue {
        let name = try desk.portal.profile(of: request.patient)?.fullName ?? request.patient.value
        let at = request.at.formatted(.iso8601)
        try desk.show(
          "\(request.id)  \(at)  \(name)  \(request.phone?.value ?? "-")",
          [
            "request": .text(request.id.value), "patient": .text(request.patient.value),
            "name": .text(name), "at": .text(at),
            "phone": (request.phone?.value).map(JSONValue.text) ?? .null,
          ])
      }
    }
  }

  struct CloseHelpRequest: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "close-help", abstract: "A request for help is done with.")

    @Argument(help: "The number of the request.") var request: String
    @Option(help: "What came of it.") var outcome: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = HelpID(request)
      guard let patient = try desk.portal.patient(ofHelp: id) else {
        throw Complaint("there is no open request \(id); see 'portal staff help-requests'")
      }
      try await desk.perform(HelpDesk.self, .close(patient, id, outcome: outcome))
    }
  }

  struct ResetCredentials: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "reset-credentials",
      abstract: "Take a patient's lost password away, and make a new activation code.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(self.patient)
      try await desk.perform(Credentials.self, .reset(patient))
      let code = try await desk.portal.issueActivation(to: patient, as: desk.origin)
      try desk.show(
        "The new activation code is \(code).",
        ["patient": .text(patient.value), "code": .text(code)])
    }
  }

  struct Unlock: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Lift a lock-out after wrong PINs or passwords.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Account.self, .unlock(try desk.patient(patient)))
    }
  }

  struct SignOut: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "sign-out", abstract: "End all sessions of a patient.")

    @Argument(help: "The id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Credentials.self, .endAllSessions(try desk.patient(patient)))
    }
  }
}
