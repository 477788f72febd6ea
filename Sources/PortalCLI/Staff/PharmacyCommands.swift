import ArgumentParser
import Foundation
import Portal
import PortalDomain

/// What patients ask the pharmacy.
struct PharmacyCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pharmacy-messages", abstract: "What patients ask the pharmacy.",
    subcommands: [List.self, Answer.self], defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The questions that wait for an answer, or all of a patient.")

    @Option(help: "All questions of a patient: id, clinic number or phone.") var patient: String?
    @Option(help: ArgumentHelp("How many at most.", valueName: "n")) var limit = 50
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let messages =
        if let patient {
          try desk.portal.pharmacyMessages(of: try desk.patient(patient), limit: limit)
        } else { Array(try desk.portal.pharmacyQueue().prefix(limit)) }
      try await desk.noteAccess(
        toEach: messages.map(\.message.patient), [.medicines], for: .treatment)
      if messages.isEmpty { desk.say("There is no question.") }
      for item in messages {
        let message = item.message
        try desk.show(
          "\(message.id)  \(item.sentAt.formatted(.iso8601))  \(message.patient)  "
            + "\(message.prescription?.value ?? "-")  \(message.text)"
            + (message.answer.map { "\n  -> \($0)" } ?? ""),
          [
            "message": .text(message.id.value), "patient": .text(message.patient.value),
            "prescription": JSONValue(message.prescription?.value), "text": .text(message.text),
            "answer": JSONValue(message.answer), "sentAt": JSONValue(item.sentAt),
            "answeredAt": JSONValue(item.answeredAt),
          ])
      }
    }
  }

  struct Answer: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Answer a question.")

    @Argument(help: "The question's number.") var message: String
    @Argument(help: "The answer, in words for the patient.") var text: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let id = PharmacyMessageID(message)
      guard let patient = try desk.portal.patient(ofPharmacyMessage: id) else {
        throw Complaint(
          "no question \(message) waits for an answer; see 'portal staff pharmacy-messages'")
      }
      try await desk.perform(
        Prescriptions.self, .answerPharmacyMessage(patient, id, text: text))
    }
  }
}
