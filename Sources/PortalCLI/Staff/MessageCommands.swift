import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct MessagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: "What patients write to their care team.",
    subcommands: [
      List.self, Show.self, Answer.self, Start.self, Assign.self, Close.self,
    ])

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "The threads that wait for an answer, those due soonest first.",
      discussion: """
        With a patient, all of the patient's threads. What is for the scheduling desk the front desk \
        sees too, what is for the billing office the billers; nurses and providers see everything.
        """)

    @Option(help: "A patient: id, clinic number or phone.") var patient: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let now = desk.portal.context.now
      var threads: [(PatientID, Messages.Thread)]
      if let patient = try patient.map(desk.patient) {
        try await desk.noteAccess(to: patient, [.messages], for: .treatment)
        threads = try desk.portal.threads(of: patient).map { (patient, $0) }
        threads = try threads.filter { try desk.portal.isMeant($0.1, for: desk.origin) }
      } else {
        threads = try desk.portal.messageQueue().map { ($0.patient, $0.thread) }
        threads = try threads.filter { try desk.portal.isMeant($0.1, for: desk.origin) }
        try await desk.noteAccess(toEach: threads.map(\.0), [.messages], for: .treatment)
      }
      if threads.isEmpty { desk.say("No message waits for an answer.") }
      for (patient, thread) in threads {
        let due = thread.dueAt.map { "due \($0.formatted(.iso8601))" }
        try desk.show(
          [
            thread.id.value, patient.value, thread.to.rawValue, thread.subject, due,
            thread.isOverdue(at: now) ? "OVERDUE" : nil,
            thread.assignedTo.map { "for \($0)" }, thread.closedAt == nil ? nil : "closed",
          ].compactMap { $0 }.joined(separator: "  "),
          thread.object(patient, at: now))
      }
    }
  }

  struct Show: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Print a thread, the newest messages last, and note that it was read.")

    @Argument(help: "The thread.") var thread: String
    @Option(help: "The patient, for a thread that waits for no answer.") var patient: String?
    @Option(help: "How many of the newest messages.") var limit = 50
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let (patient, id) = try desk.thread(thread, of: patient)
      if let thread = try desk.portal.thread(id, of: patient),
        try !desk.portal.isMeant(thread, for: desk.origin)
      {
        throw Staff.Failure.mayNotSee(.messages, needs: thread.to.staff)
      }
      try await desk.noteAccess(to: patient, [.messages], for: .treatment)
      for message in try desk.portal.messages(in: id, of: patient, limit: limit) {
        let author = message.by == .patient ? "patient" : message.author ?? "care team"
        let files = message.attached.map(\.name).joined(separator: ", ")
        try desk.show(
          "\(message.at.formatted(.iso8601))  \(author): \(message.text)"
            + (files.isEmpty ? "" : "  [\(files)]"),
          [
            "message": .text(message.id.value), "at": .text(message.at.formatted(.iso8601)),
            "by": .text(message.by.rawValue), "author": .text(author),
            "text": .text(message.text),
            "attachments": .list(message.attached.map { .text($0.attachment.value) }),
          ])
      }
      try await desk.portal.perform(
        Messages.self, .read(patient, id, .careTeam), as: desk.origin)
    }
  }

  struct Answer: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Answer in a thread.")

    @Argument(help: "The thread.") var thread: String
    @Argument(help: "The answer.") var text: String
    @Option(help: "The patient, for a thread that waits for no answer.") var patient: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let (patient, id) = try desk.thread(thread, of: patient)
      try await desk.perform(
        Messages.self,
        .answer(
          patient, id, by: try desk.signature,
          Messages.Draft(desk.portal.context.newIdentifier("M"), text)))
    }
  }

  struct Start: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Write to a patient anew.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "What to say.") var text: String
    @Option(help: "What it's about.") var subject: String
    @Option(help: "In whose name.") var role = Messages.CareRole.careTeam
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let context = desk.portal.context
      try await desk.perform(
        Messages.self,
        .startByTeam(
          try desk.patient(patient), context.newIdentifier("T"), by: try desk.signature, role: role,
          subject: subject, about: nil, Messages.Draft(context.newIdentifier("M"), text)))
    }
  }

  struct Assign: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Give a thread to somebody.")

    @Argument(help: "The thread.") var thread: String
    @Argument(help: "Who is to answer.") var to: String
    @Option(help: "The patient, for a thread that waits for no answer.") var patient: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let (patient, id) = try desk.thread(thread, of: patient)
      try await desk.perform(Messages.self, .assign(patient, id, to: to))
    }
  }

  struct Close: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Close a thread; what the patient writes opens it again.")

    @Argument(help: "The thread.") var thread: String
    @Option(help: "The patient, for a thread that waits for no answer.") var patient: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let (patient, id) = try desk.thread(thread, of: patient)
      try await desk.perform(Messages.self, .close(patient, id, by: try desk.signature))
    }
  }
}

extension StaffDesk {
  /// Whose a thread is: found in the queue, or told.
  fileprivate func thread(
    _ text: String, of patient: String?
  ) throws -> (PatientID, ThreadID) {
    let id = ThreadID(text)
    if let patient = try patient.map({ try self.patient($0) }) ?? portal.patient(ofThread: id) {
      return (patient, id)
    }
    throw Complaint(
      "no thread of that id waits for an answer; see 'portal staff messages list', or name its "
        + "patient with --patient")
  }
}

extension Messages.Thread {
  fileprivate func object(_ patient: PatientID, at now: Date) -> [String: JSONValue] {
    var object: [String: JSONValue] = [
      "thread": .text(id.value), "patient": .text(patient.value), "to": .text(to.rawValue),
      "subject": .text(subject), "messages": .integer(Int64(count)),
      "unreadByTeam": .integer(Int64(unreadByTeam)),
      "unreadByPatient": .integer(Int64(unreadByPatient)), "overdue": .bool(isOverdue(at: now)),
      "closed": .bool(closedAt != nil),
    ]
    object["dueAt"] = dueAt.map { .text($0.formatted(.iso8601)) }
    object["assignedTo"] = assignedTo.map { .text($0) }
    object["about"] = about.map { .object(["kind": .text($0.kind.rawValue), "id": .text($0.id)]) }
    return object
  }
}
