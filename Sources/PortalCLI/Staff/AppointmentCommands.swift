import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct AppointmentCommands: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appointments",
    abstract: "Visits: list, book, change, cancel, confirm, check in, complete, no-show.",
    discussion: """
      Patients are named by id, clinic number or phone; times as 'portal staff slots list' shows \
      them; visits as 'portal staff appointments list' does.
      """,
    subcommands: [
      List.self, Show.self, Book.self, Change.self, Cancel.self, Confirm.self, CheckIn.self,
      Complete.self, NoShow.self,
    ], defaultSubcommand: List.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "A patient's visits, or a provider's on a day.")

    @Option(help: "Whose, by id, clinic number or phone.") var patient: String?
    @Flag(help: "Those that are over too.") var past = false
    @Option(help: "A provider's, by id.") var provider: String?
    @Option(
      name: .customLong("on"), help: "The day; today without it.", transform: ScheduleText.day)
    var day: LocalDate?
    @OptionGroup var options: StaffOptions

    func validate() throws {
      guard (patient == nil) != (provider == nil) else {
        throw ValidationError("name a patient with --patient, or a provider with --provider")
      }
    }

    func run(at desk: StaffDesk) async throws {
      var visits: [Visit] = []
      if let patient = try patient.map(desk.patient) {
        try await desk.noteAccess(to: patient, [.appointments])
        let calendar = try desk.portal.appointments(of: patient)
        visits = calendar.upcoming + (past ? calendar.past : [])
      } else if let provider {
        let date = day ?? desk.portal.context.today
        let day = try desk.portal.calendar(ofProvider: ProviderID(provider), on: date)
        for case .visit(let id, _, _) in day?.claims.map(\.kind) ?? [] {
          if let visit = try desk.portal.appointment(id) { visits.append(visit) }
        }
        visits.sort { $0.slot.start < $1.slot.start }
        try await desk.noteAccess(toEach: visits.map(\.patient), [.appointments])
      }
      if visits.isEmpty { desk.say("No visit.") }
      for visit in visits { try desk.show(visit) }
    }
  }

  struct Show: StaffAction {
    static let configuration = CommandConfiguration(abstract: "One visit.")

    @Argument(help: "The visit.") var appointment: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let visit = try desk.visit(appointment)
      try await desk.noteAccess(to: visit.patient, [.appointments])
      try desk.show(visit)
    }
  }

  struct Book: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Book a visit.",
      discussion: "portal staff appointments book 4100101 chen-20260308-1030 --as frontdesk")

    @Argument(help: "The patient, by id, clinic number or phone.") var patient: String
    @Argument(help: "The time.") var slot: String
    @Option(help: "What it's about.") var reason: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let slot = SlotID(slot)
      try await desk.perform(
        Appointments.self, .book(patient, slot, reason: reason, by: .clinic))
      for visit in try desk.portal.upcomingAppointments(of: patient) where visit.slot.id == slot {
        try await desk.noteAccess(to: patient, [.appointments])
        try desk.show(visit)
      }
    }
  }

  struct Change: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Move a visit; it stays where it is until the new time is taken.")

    @Argument(help: "The visit.") var appointment: String
    @Option(name: .customLong("to"), help: "The new time.") var slot: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let visit = try desk.visit(appointment)
      try await desk.perform(
        Appointments.self, .change(visit.patient, visit.id, to: SlotID(slot), by: .clinic))
    }
  }

  struct Cancel: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Cancel a visit.",
      discussion: """
        Shortly before the visit it costs the patient a fee; the command then says which, and is \
        refused until --accept-fee says that the patient knows, or --waive-fee that it costs nothing.
        """)

    @Argument(help: "The visit.") var appointment: String
    @Option(help: "Why.") var reason: String?
    @Flag(help: "The patient knows that it costs the fee.") var acceptFee = false
    @Flag(help: "It costs nothing: the clinic cancels, or is lenient.") var waiveFee = false
    @OptionGroup var options: StaffOptions

    func validate() throws {
      guard !(acceptFee && waiveFee) else {
        throw ValidationError("a fee is accepted or waived, not both")
      }
    }

    func run(at desk: StaffDesk) async throws {
      let visit = try desk.visit(appointment)
      try await desk.perform(
        Appointments.self,
        waiveFee
          ? .cancelWithoutFee(visit.patient, visit.id, reason: reason)
          : .cancel(visit.patient, visit.id, reason: reason, acceptingFee: acceptFee))
    }
  }

  struct Confirm: StaffAction {
    static let configuration = CommandConfiguration(abstract: "The patient says that they come.")

    @Argument(help: "The visit.") var appointment: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let visit = try desk.visit(appointment)
      try await desk.perform(Appointments.self, .confirm(visit.patient, visit.id))
    }
  }

  struct CheckIn: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "check-in", abstract: "The patient is here.")

    @Argument(help: "The visit.") var appointment: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let visit = try desk.visit(appointment)
      try await desk.perform(Appointments.self, .checkIn(visit.patient, visit.id))
    }
  }

  struct Complete: StaffAction {
    static let configuration = CommandConfiguration(abstract: "The visit is over.")

    @Argument(help: "The visit.") var appointment: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let visit = try desk.visit(appointment)
      try await desk.perform(Appointments.self, .complete(visit.patient, visit.id))
    }
  }

  struct NoShow: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "no-show", abstract: "The patient didn't come.")

    @Argument(help: "The visit.") var appointment: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let visit = try desk.visit(appointment)
      try await desk.perform(Appointments.self, .recordNoShow(visit.patient, visit.id))
    }
  }
}

extension StaffDesk {
  fileprivate func visit(_ id: String) throws -> Visit {
    guard let visit = try portal.appointment(AppointmentID(id)) else {
      throw Complaint("there is no visit \(id); see 'portal staff appointments list'")
    }
    return visit
  }

  fileprivate func show(_ visit: Visit) throws {
    let name = try name(of: visit.patient)
    var object = object(visit.slot)
    object["appointment"] = .text(visit.id.value)
    object["patient"] = .text(visit.patient.value)
    object["name"] = .text(name)
    object["stage"] = .text(visit.stage.rawValue)
    object["confirmed"] = .bool(visit.isConfirmed)
    object["reason"] = visit.reason.map { .text($0) } ?? .null
    object["feeCents"] = visit.feeCents.map { .integer(Int64($0)) } ?? .null
    try show(
      "\(visit.id)  \(name)  \(line(visit.slot))  \(visit.stage.rawValue)"
        + (visit.isConfirmed ? ", confirmed" : ""), object)
  }
}
