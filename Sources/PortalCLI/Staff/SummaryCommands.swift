import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct ConditionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "conditions", abstract: "What ails a patient.",
    subcommands: [Add.self, Resolve.self])

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A patient has a condition.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "What it's called in plain words.") var title: String
    @Option(help: "Its code in ICD-10: E11.9.") var code: String?
    @Option(help: "Since when.") var since: LocalDate?
    @Option(help: "Its id (default: a new one).") var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let condition = Records.Condition(
        name: title, code: code.map { Records.Code("icd10", $0) }, since: since)
      try await desk.add(id, Records.Command.recordCondition, try desk.patient(patient), condition)
    }
  }

  struct Resolve: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A condition is over.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The id of the condition.") var id: String
    @Option(help: "The day (default: today).") var on: LocalDate?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Records.self,
        .resolveCondition(
          try desk.patient(patient), RecordID(id), on: on ?? desk.portal.context.today))
    }
  }
}

struct AllergiesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allergies", abstract: "What a patient can't take or touch.",
    subcommands: [Add.self])

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A patient has an allergy.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "What to: penicillin.") var substance: String
    @Option(help: "What happens: hives.") var reaction: String?
    @Flag(help: "It's dangerous.") var severe = false
    @Option(help: "Since when.") var since: LocalDate?
    @Option(help: "Its id (default: a new one).") var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let allergy = Records.Allergy(
        substance: substance, reaction: reaction, isSevere: severe, since: since)
      try await desk.add(id, Records.Command.recordAllergy, try desk.patient(patient), allergy)
    }
  }
}

struct ImmunizationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "immunizations", abstract: "Vaccines that a patient was given.",
    subcommands: [Add.self])

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(abstract: "A patient was given a vaccine.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "Which: flu shot.") var vaccine: String
    @Option(help: "Its CVX code.") var code: String?
    @Option(help: "The day (default: today).") var on: LocalDate?
    @Option(help: "The lot.") var lot: String?
    @Option(help: "Its id (default: a new one).") var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let immunization = Records.Immunization(
        vaccine: vaccine, code: code.map { Records.Code("cvx", $0) },
        on: on ?? desk.portal.context.today, lot: lot)
      try await desk.add(
        id, Records.Command.recordImmunization, try desk.patient(patient), immunization)
    }
  }
}

struct VitalsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vitals", abstract: "Blood pressure, weight and the like.",
    subcommands: [Add.self])

  struct Add: StaffAction {
    static let configuration = CommandConfiguration(abstract: "Something was measured.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: "What was measured: its LOINC, 85354-9 for blood pressure.") var code: String
    @Option(name: .customLong("name"), help: "What patients call it.") var title: String
    @Option(help: "The value: 128/82.") var value: String
    @Option(help: "Its unit: mmHg.") var unit: String?
    @Option(help: "When (default: now).") var measured: InstantArgument?
    @Option(help: "Its id (default: a new one).") var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let vital = Records.Vital(
        code: code, name: title, value: value, unit: unit,
        measuredAt: measured?.value ?? desk.portal.context.now)
      try await desk.add(id, Records.Command.measureVital, try desk.patient(patient), vital)
    }
  }
}
