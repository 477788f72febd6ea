import ArgumentParser
import Foundation
import Portal
import PortalDomain

extension StaffCommand {
  /// What the clinic knows of patients' health, and with whom they share it.
  static let healthRecords: [any ParsableCommand.Type] = [
    ResultsCommand.self, ReportsCommand.self, NotesCommand.self, DocumentsCommand.self,
    ConditionsCommand.self, AllergiesCommand.self, ImmunizationsCommand.self, VitalsCommand.self,
    RecordsCommand.self, SharesCommand.self,
  ]
}

struct RecordsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "records", abstract: "A patient's whole record.",
    subcommands: [Show.self, History.self, Retract.self])

  struct Show: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Show what is in a patient's record, released to them or not.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: "Only these kinds.") var kind: [Records.Kind] = []
    @Option(help: "How many of the newest items.") var limit = 50
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let kinds = kind.isEmpty ? Set(Records.Kind.allCases) : Set(kind)
      try await desk.noteAccess(
        to: patient, Set(kinds.map(Disclosures.Matter.init)), for: .treatment)
      let summary = try desk.portal.summary(of: patient)
      let standing =
        [summary.conditions, summary.pastConditions, summary.allergies, summary.immunizations]
        .flatMap(\.self).filter { kinds.contains($0.kind) }
      let listed = try desk.portal.chart(of: patient, kinds: kinds, limit: limit)
      if standing.isEmpty, listed.isEmpty { desk.say("There is nothing in the record.") }
      let now = desk.portal.context.now
      for entry in standing + listed {
        let day = entry.happenedAt.map { LocalDate($0, in: desk.portal.timeZone).description }
        try desk.show(
          [
            entry.id.value, entry.kind.rawValue, day, entry.words,
            entry.isVisible(at: now) ? nil : "NOT RELEASED",
          ].compactMap { $0 }.joined(separator: "  "),
          entry.object.merging(["visible": .bool(entry.isVisible(at: now))]) { $1 })
      }
    }
  }

  struct History: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "How a result or vital has gone, as the patient sees it.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "Its LOINC.") var code: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.results], for: .treatment)
      guard let trend = try desk.portal.trend(of: patient, code: code) else {
        return desk.say("There is nothing of that code.")
      }
      for point in trend.points {
        try desk.show(
          [point.at.formatted(.iso8601), trend.name, point.value, trend.unit, point.flag?.words]
            .compactMap { $0 }.joined(separator: "  "),
          [
            "at": .text(point.at.formatted(.iso8601)), "name": .text(trend.name),
            "value": .text(point.value), "unit": trend.unit.map { .text($0) } ?? .null,
            "flag": point.flag.map { .text($0.rawValue) } ?? .null,
          ])
      }
      if let change = trend.changeSinceLast {
        desk.say("Change since the last: \(Int(exactly: change).map(String.init) ?? "\(change)")")
      }
    }
  }

  struct Retract: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Take something back that was entered in error.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The id of the item.") var id: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Records.self, .retract(try desk.patient(patient), RecordID(id), reason: reason))
    }
  }
}
