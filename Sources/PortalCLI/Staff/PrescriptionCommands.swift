import ArgumentParser
import Portal
import PortalDomain

extension StaffCommand {
  /// What a doctor or a pharmacist does with prescriptions.
  static let prescriptions: [any ParsableCommand.Type] = [
    ListPrescriptions.self, Prescribe.self, StopPrescription.self, Dispense.self,
    PrescriptionHistory.self, PharmacyCommands.self,
  ]

  struct ListPrescriptions: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "prescriptions", abstract: "What a patient has been prescribed.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Flag(help: "Those that were stopped, too.") var all = false
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.medicines], for: .treatment)
      let prescriptions = try desk.portal.prescriptions(of: patient).prescriptions
        .filter { all || $0.isActive }
      if prescriptions.isEmpty { desk.say("There is no prescription.") }
      for prescription in prescriptions {
        let filled = prescription.lastFilledOn.map { "  filled \($0)" } ?? ""
        let left = prescription.refillsLeft.map { "  refills \($0)" } ?? ""
        try desk.show(
          "\(prescription.id)  \(prescription.medicine.label)\(left)\(filled)"
            + (prescription.refillsAutomatically ? "  automatic" : "")
            + (prescription.isActive ? "" : "  stopped"),
          [
            "prescription": .text(prescription.id.value),
            "medicine": .text(prescription.medicine.label),
            "directions": JSONValue(prescription.directions),
            "quantity": JSONValue(prescription.quantity),
            "daysSupply": JSONValue(prescription.daysSupply),
            "refillsLeft": JSONValue(prescription.refillsLeft),
            "lastFilledOn": JSONValue(prescription.lastFilledOn?.description),
            "refillableFrom": JSONValue(
              prescription.refillableFrom(desk.portal.policy)?.description),
            "pharmacy": JSONValue(prescription.pharmacy),
            "prescriber": JSONValue(prescription.prescriber),
            "automatic": .bool(prescription.refillsAutomatically),
            "stoppedBecause": JSONValue(prescription.stoppedBecause),
          ])
      }
    }
  }

  struct Prescribe: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Prescribe a medicine.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The generic name: lisinopril.") var medicine: String
    @Option(help: "The strength: '10 mg'.") var strength = ""
    @Option(help: "What is counted: tablets.") var unit: String?
    @Option(
      help: "Its schedule, where it's controlled: II to V.", transform: Medicine.Schedule.read)
    var schedule: Medicine.Schedule?
    @Option(help: "How it's taken, in words for the patient.") var directions: String?
    @Option(help: ArgumentHelp("How many units a filling holds.", valueName: "n")) var quantity:
      Int?
    @Option(help: ArgumentHelp("How many days a filling lasts.", valueName: "n")) var days: Int?
    @Option(help: ArgumentHelp("How often it may be refilled.", valueName: "n")) var refills: Int
    @Option(help: "Who prescribes it.") var prescriber: String?
    @Option(help: "The pharmacy.") var pharmacy: String?
    @Option(help: ArgumentHelp("Its id; a new one unless given.", valueName: "id")) var id: String?
    @OptionGroup var options: StaffOptions

    func validate() throws {
      for number in [quantity, days] where number.map({ $0 < 1 }) ?? false {
        throw ValidationError("a quantity and a number of days are at least 1")
      }
    }

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let context = desk.portal.context
      let id = id.map { PrescriptionID($0) } ?? context.newIdentifier("RX")
      try await desk.perform(
        Prescriptions.self,
        .prescribe(
          .init(
            patient: patient, prescription: id,
            medicine: Medicine(
              name: medicine, strength: strength, unit: unit, schedule: schedule),
            directions: directions, quantity: quantity, daysSupply: days, refills: refills,
            prescriber: prescriber, pharmacy: pharmacy, writtenOn: context.today)))
    }
  }

  struct StopPrescription: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "stop", abstract: "Stop a prescription; what is open of it is denied.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The prescription's id.") var prescription: String
    @Option(help: "Why, in words for the patient.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Prescriptions.self,
        .stop(try desk.patient(patient), PrescriptionID(prescription), reason: reason))
    }
  }

  struct Dispense: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Record a filling that was handed out without a request.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The prescription's id.") var prescription: String
    @Option(help: "The day: 2026-03-02; today unless given.")
    var on: LocalDate?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Prescriptions.self,
        .recordDispensing(
          try desk.patient(patient), PrescriptionID(prescription),
          on: on ?? desk.portal.context.today))
    }
  }

  struct PrescriptionHistory: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "fills",
      abstract: "What became of a prescription, and how regularly it was at hand.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The prescription's id.") var prescription: String
    @Option(help: ArgumentHelp("How many lines at most.", valueName: "n")) var limit = 50
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let id = PrescriptionID(prescription)
      try await desk.noteAccess(to: patient, [.medicines], for: .treatment)
      for entry in try desk.portal.history(of: id, patient, limit: limit) {
        try desk.show(
          "\(entry.on)  \(entry.what.rawValue)" + (entry.request.map { "  \($0)" } ?? ""),
          [
            "on": .text(entry.on.description), "what": .text(entry.what.rawValue),
            "request": JSONValue(entry.request?.value),
          ])
      }
      if let adherence = try desk.portal.adherence(to: id, of: patient) {
        try desk.show(
          "\(adherence.coveredDays) of \(adherence.days) days covered: \(adherence.percent) %",
          [
            "daysCovered": JSONValue(adherence.coveredDays), "days": JSONValue(adherence.days),
            "percent": JSONValue(adherence.percent),
          ])
      }
    }
  }
}

extension Medicine.Schedule {
  /// Reads `IV`.
  static func read(_ text: String) throws -> Medicine.Schedule {
    let schedules = ["II": Medicine.Schedule.two, "III": .three, "IV": .four, "V": .five]
    guard let schedule = schedules[text.uppercased()] else {
      throw ValidationError("'\(text)' is no schedule; write II, III, IV or V")
    }
    return schedule
  }
}
