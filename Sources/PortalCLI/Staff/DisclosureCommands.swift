import ArgumentParser
import Foundation
import Portal
import PortalDomain

extension StaffCommand {
  /// Who saw or received what.
  static let disclosures: [any ParsableCommand.Type] = [
    Accounting.self, Disclose.self, Restrict.self, Unrestrict.self, BreakGlass.self,
  ]

  struct Accounting: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Who saw or received what of a patient, when, and why; also of an erased one.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: "The first day: 2026-03-02.") var from: LocalDate?
    @Option(help: "The last day; today unless given.")
    var to: LocalDate?
    @Option(help: ArgumentHelp("How many at most.", valueName: "n")) var limit: Int?
    @OptionGroup var options: StaffOptions

    func validate() throws {
      if let from, let to, from > to {
        throw ValidationError("the first day is behind the last one")
      }
    }

    func run(at desk: StaffDesk) async throws {
      let erased = try desk.portal.erasure(of: PatientID(patient)) != nil
      let patient = erased ? PatientID(patient) : try desk.patient(patient)
      if !erased { try await desk.noteAccess(to: patient, [.account]) }
      let last = max(desk.portal.context.today.adding(days: 1), from ?? desk.portal.context.today)
      let days = from.map { $0...(to ?? last) } ?? to.map { LocalDate(dayNumber: 0)...$0 }
      let entries = try desk.portal.disclosures(of: patient, on: days, limit: limit ?? .max)
      if entries.isEmpty { desk.say("Nobody saw or received anything.") }
      for entry in entries {
        let matters = entry.matters.map(\.rawValue)
        try desk.show(
          "\(entry.time.formatted(.iso8601))  \(entry.kind.rawValue)  "
            + "\(entry.recipient ?? entry.actor?.words ?? "-")  "
            + "\(matters.joined(separator: ","))  \(entry.why)",
          [
            "position": JSONValue(entry.position), "time": JSONValue(entry.time),
            "kind": .text(entry.kind.rawValue), "who": JSONValue(entry.actor?.words),
            "channel": JSONValue(entry.channel?.rawValue),
            "recipient": JSONValue(entry.recipient),
            "matters": .list(matters.map { .text($0) }), "why": .text(entry.why),
            "on": JSONValue(entry.on?.description),
          ])
      }
    }
  }

  struct Disclose: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Record that data of a patient was given to somebody outside.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: "Who received it: name and address.") var recipient: String
    @Option(
      name: .customLong("matter"),
      help: "Which part of the record, such as results; can be given again.")
    var matters: [Disclosures.Matter] = []
    @Option(
      help: "Why, such as treatment or publicHealth.")
    var ground: Disclosures.Ground
    @Option(help: "The day: 2026-03-02; today unless given.")
    var on: LocalDate?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let context = desk.portal.context
      try await desk.perform(
        Disclosures.self,
        .disclose(
          .init(
            patient: try desk.patient(patient), disclosure: context.newIdentifier("D"),
            recipient: recipient, matters: Set(matters), ground: ground, on: on ?? context.today)))
    }
  }

  struct BreakGlass: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "break-glass",
      abstract: "Say why you have to look at a record that you otherwise may not.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(
      name: .customLong("matter"),
      help: "Which part of the record, such as results; can be given again.")
    var matters: [Disclosures.Matter] = []
    @Option(
      help: "emergencyCare, patientSafety, coveringForColleague or legalDuty.")
    var reason: Disclosures.Emergency
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Disclosures.self, .breakGlass(try desk.patient(patient), Set(matters), reason))
      desk.say("An alarm is raised; it stands until somebody reviews it.")
    }
  }

  struct Restrict: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Open a record to the patient's care team alone, and to whoever breaks the glass.",
      discussion: """
        For staff's own records, and of people whom many are curious about. Administrators see it \
        still, and what is to be done stands in everybody's lists.
        """)

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Disclosures.self, .restrict(try desk.patient(patient)))
    }
  }

  struct Unrestrict: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Open a restricted record to all of the staff again.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Disclosures.self, .unrestrict(try desk.patient(patient)))
    }
  }
}

extension Origin.Actor {
  /// Who it is, on one line.
  var words: String {
    switch self {
    case .patient(let id): "patient \(id)"
    case .proxy(let id, let patient): "\(id) for \(patient)"
    case .staff(let name): "staff \(name)"
    case .system: "system"
    case .unknown: "unknown"
    }
  }
}
