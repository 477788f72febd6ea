import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct AuditAccess: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Who looked at whose record, and what in it is unusual.",
    discussion: """
      Signs: brokenGlass, ownFamilyName, notOfCareTeam (of doctors), afterHours, manyPatients. A sign \
      is a question, not a charge.
      """)

  @Option(
    help: ArgumentHelp("Only looks at one patient's record.", valueName: "patient"))
  var patient: String?
  @Option(help: ArgumentHelp("Only those of one of the staff.", valueName: "name"))
  var actor: String?
  @Option(help: ArgumentHelp("Only those from an instant on.", valueName: "instant"))
  var from: InstantArgument?
  @Option(help: ArgumentHelp("Only those before an instant.", valueName: "instant"))
  var until: InstantArgument?
  @Flag(help: "Only what is unusual.") var unusual = false
  @Option(
    name: .customLong("many-patients"),
    help: ArgumentHelp("More patients than these within an hour are unusual.", valueName: "n"))
  var many: Int?
  @Flag(help: "Print JSON, an object a line.") var json = false
  @OptionGroup var options: StoreOptions

  func validate() throws {
    if let from, let until, from.value >= until.value {
      throw ValidationError("--from must be before --until")
    }
  }

  func run() async throws {
    try await options.withPortal { portal in
      let patient = try patient.map { try portal.auditedPatient($0) }
      var limits = AccessReview.Limits()
      if let many { limits.patients = many }
      let times = (from?.value ?? .distantPast)..<(until?.value ?? .distantFuture)
      var (all, marked) = (0, 0)
      try portal.reviewAccess(to: patient, by: actor, at: times, limits: limits) { look in
        all += 1
        if !look.signs.isEmpty { marked += 1 }
        if !unusual || !look.signs.isEmpty { try show(look) }
        return true
      }
      if !json { print("\(all) looks, \(marked) of them unusual.") }
    }
  }

  private func show(_ look: AccessReview.Look) throws {
    let entry = look.entry
    let who = entry.actor?.words ?? "-"
    if json {
      print(
        try JSONLine.encode([
          "position": JSONValue(entry.position), "time": .text(entry.time.formatted(.iso8601)),
          "kind": .text(entry.kind.rawValue), "actor": .text(who),
          "patient": .text(look.patient.value),
          "matters": .list(entry.matters.map { .text($0.rawValue) }), "why": .text(entry.why),
          "signs": .list(look.signs.map { .text($0.rawValue) }),
        ]))
    } else {
      let signs = look.signs.map(\.rawValue).joined(separator: ",")
      print(
        "\(entry.time.formatted(.iso8601))  \(who)  \(entry.kind.rawValue)  \(look.patient)  "
          + "\(entry.matters.map(\.rawValue).joined(separator: ","))  \(entry.why)"
          + (signs.isEmpty ? "" : "  [\(signs)]"))
    }
  }
}
