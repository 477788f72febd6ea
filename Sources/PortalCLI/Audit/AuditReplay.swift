import ArgumentParser
import EventStore
import Foundation
import Portal
import PortalDomain

extension Audit {
  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the events of the log, the oldest first; or what was shown at a time.",
      discussion: """
        With --as-of a patient's views are told as they stood then, by folding the log up to it: \
        \(PastView.allCases.map(\.rawValue).joined(separator: ", ")). With --what-if what was decided \
        is decided again under another policy, each decision on the history that it had; docs/audit.md \
        says which are covered.
        """)

    @OptionGroup var options: StoreOptions
    @OptionGroup var auditor: AuditorOptions

    @Option(
      help: ArgumentHelp(
        "Only those of a patient, by id, clinic number or phone.", valueName: "patient"))
    var patient: String?
    @Option(
      help: ArgumentHelp(
        "Only those that somebody caused: a staff member, a patient's id, system.",
        valueName: "name"))
    var actor: String?
    @Option(help: ArgumentHelp("Only those of a conversation.", valueName: "id"))
    var conversation: String?
    @Option(
      help: ArgumentHelp(
        "Only those of a type, or of a feature: payment. Can be given again.", valueName: "name"))
    var type: [String] = []
    @Option(help: ArgumentHelp("Only those behind a position.", valueName: "position"))
    var after: UInt64 = 0
    @Option(
      name: .customLong("up-to"),
      help: ArgumentHelp("Only those up to a position.", valueName: "position"))
    var last: UInt64?
    @Option(help: ArgumentHelp("Only those from an instant on.", valueName: "instant"))
    var from: InstantArgument?
    @Option(help: ArgumentHelp("Only those before an instant.", valueName: "instant"))
    var until: InstantArgument?
    @Option(help: ArgumentHelp("How many at most.", valueName: "n")) var limit: Int?
    @Flag(
      name: .customLong("as-timeline"),
      help: "For people: when, who, by which way and what, in words.")
    var asTimeline = false
    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp(
        "What a patient's views showed at an instant, or at the end of a day: 2026-03-03.",
        valueName: "time"))
    var asOf: MomentArgument?
    @Option(
      name: .customLong("view"),
      help: ArgumentHelp("Only this view; can be given again.", valueName: "name"))
    var views: [PastView] = []
    @Option(
      name: .customLong("what-if"),
      help: ArgumentHelp(
        "Decide again under the policy with the numbers that a JSON file changes.",
        valueName: "file"))
    var whatIf: String?
    @Flag(help: "Print JSON, an event a line.") var json = false

    func validate() throws {
      if json, asTimeline { throw ValidationError("give --json or --as-timeline, not both") }
      if asOf != nil, patient == nil { throw ValidationError("--as-of needs --patient") }
      if asOf == nil, !views.isEmpty { throw ValidationError("--view goes with --as-of") }
      let filters: [Any?] = [actor, conversation, type.first, last, from, until, limit]
      if asOf != nil, after > 0 || asTimeline || filters.contains(where: { $0 != nil }) {
        throw ValidationError("--as-of goes with --patient, --view and --json alone")
      }
      if whatIf != nil, asOf != nil || asTimeline || limit != nil {
        throw ValidationError("--what-if goes with neither --as-of, --as-timeline nor --limit")
      }
    }

    func run() async throws {
      try await options.withPortal { portal in
        if let asOf {
          return try await AuditPast(portal: portal, isJSON: json).show(
            patient ?? "", asOf.instant(in: portal.timeZone), views, as: auditor.origin)
        }
        var search = AuditSearch()
        search.patient = try patient.map { try portal.auditedPatient($0) }
        search.actor = actor
        search.conversation = conversation
        search.types = type
        search.after = after
        search.last = last ?? .max
        search.from = from?.value
        search.until = until?.value
        if let whatIf {
          return try await AuditWhatIf(portal: portal, isJSON: json).show(
            whatIf, search, as: auditor.origin)
        }
        var left = limit ?? .max
        var timeline = AuditTimeline(portal.timeZone)
        let bar = ProgressBar("Replaying")
        // A bar between lines on the same terminal would only be in their way.
        let isBarShown = isatty(STDOUT_FILENO) == 0
        try await portal.audit(search, as: auditor.origin) { position, end in
          if isBarShown { bar.update(Int(position), Int(end)) }
        } _: { recorded in
          guard left > 0 else { return false }
          left -= 1
          if asTimeline {
            for line in timeline.lines(recorded) { print(line) }
          } else {
            print(try json ? AuditLine.json(recorded) : AuditLine.text(recorded))
          }
          return true
        }
        if isBarShown { bar.finish() }
      }
    }
  }
}

extension Portal {
  /// The patient whom an auditor means: by id, clinic number or phone; an erased one by id.
  func auditedPatient(_ text: String) throws -> PatientID {
    try erasure(of: PatientID(text)) != nil ? PatientID(text) : patient(named: text)
  }
}
