import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct ResultsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "results", abstract: "Laboratory results: post, review, release, correct.",
    subcommands: [Post.self, Queue.self, Review.self, Release.self, Correct.self])

  struct Post: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Post a result that arrived from the laboratory.",
      discussion: "Results of one panel share its id. The policy says when the patient sees them.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: "What was measured: its LOINC.") var code: String
    @Option(name: .customLong("name"), help: "What patients call it.") var title: String
    @Option(help: "The value: 212, negative.") var value: String
    @Option(help: "Its unit: mg/dL.") var unit: String?
    @Option(help: "The lowest usual value.") var low: Double?
    @Option(help: "The highest usual value.") var high: Double?
    @Option(help: "How it compares, where the laboratory says so.") var flag: Records.Flag?
    @Option(help: "When the sample was taken (default: now).") var collected: InstantArgument?
    @Option(help: "The id of its panel.") var panel: String?
    @Option(help: "The name of its panel.") var panelName: String?
    @Option(help: "Its own id (default: a new one).") var id: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      let result = Records.Result(
        code: code, name: title, value: value, unit: unit,
        range: low == nil && high == nil ? nil : Records.ReferenceRange(low: low, high: high),
        flag: flag, collectedAt: collected?.value ?? desk.portal.context.now,
        panel: panel.map { Records.Panel(id: PanelID($0), name: panelName ?? $0) })
      try await desk.add(id, Records.Command.receiveResult, patient, result)
    }
  }

  struct Queue: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "What waits for a provider's look, the critical first.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let queue = try desk.portal.reviewQueue()
      let today = desk.portal.context.today
      try await desk.noteAccess(
        toEach: queue.map(\.patient), [.results, .reports], for: .treatment)
      if queue.isEmpty { desk.say("Nothing waits for review.") }
      for item in queue {
        let entry = item.entry
        let marks = [
          item.isCritical ? "CRITICAL" : nil, item.isOverdue(today: today) ? "OVERDUE" : nil,
        ].compactMap { $0 }
        try desk.show(
          ([
            entry.id.value, item.patient.value, entry.panel?.name, entry.words,
            "by \(item.dueOn)",
          ].compactMap { $0 } + marks).joined(separator: "  "),
          entry.object.merging([
            "patient": .text(item.patient.value), "dueOn": .text(item.dueOn.description),
            "critical": .bool(item.isCritical), "overdue": .bool(item.isOverdue(today: today)),
          ]) { $1 })
      }
    }
  }

  struct Review: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Say that you looked at a result, a report, or all of a panel.")

    @Argument(help: "The id of the item or the panel, as 'results queue' prints it.")
    var target: String
    @Option(help: "What the patient will read beside it.") var comment: String?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      guard let (patient, target) = try desk.portal.patient(ofReview: target) else {
        throw Complaint("nothing of that id waits for review; see 'portal staff results queue'")
      }
      try await desk.perform(
        Records.self, .review(patient, target, by: try desk.signature, comment: comment))
    }
  }

  struct Release: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Show something to its patient now, whatever the policy says.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The id of the item.") var id: String?
    @Option(help: "The id of a panel.") var panel: String?
    @OptionGroup var options: StaffOptions

    func validate() throws {
      guard (id == nil) != (panel == nil) else {
        throw ValidationError("name either an item or, with --panel, a panel")
      }
    }

    func run(at desk: StaffDesk) async throws {
      let target: Records.Target? =
        id.map { .record(RecordID($0)) } ?? panel.map { .panel(PanelID($0)) }
      guard let target else { return }
      try await desk.perform(Records.self, .release(try desk.patient(patient), target))
    }
  }

  struct Correct: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Put another value in the place of one that was wrong.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The id of the result.") var id: String
    @Option(help: "The right value.") var value: String
    @Option(help: "Its unit, where it's another.") var unit: String?
    @Option(help: "How it compares, where the laboratory says so.") var flag: Records.Flag?
    @Option(help: "Why.") var reason: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(
        Records.self,
        .correct(
          try desk.patient(patient), RecordID(id),
          Records.Correction(value: value, unit: unit, flag: flag, reason: reason)))
    }
  }
}

extension StaffDesk {
  /// Puts something into a patient's record under an id, a new one unless given.
  func add<Content>(
    _ id: String?, _ command: (PatientID, RecordID, Content) -> Records.Command,
    _ patient: PatientID, _ content: Content
  ) async throws {
    let record: RecordID = id.map { RecordID($0) } ?? portal.context.newIdentifier("L")
    let changes = try await portal.perform(
      Records.self, command(patient, record, content), as: origin)
    for change in changes {
      try show(
        "\(change.name) at position \(change.position): \(record)",
        [
          "position": JSONValue(change.position), "type": .text(change.name),
          "record": .text(record.value),
        ])
    }
    if changes.isEmpty { say("Nothing changed: it was so already.") }
  }
}
