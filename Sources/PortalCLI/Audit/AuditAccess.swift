import ArgumentParser
import Foundation
import Portal
import PortalDomain
import PortalFHIR

struct AuditAccess: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "access",
    abstract: "Who looked at whose record, and what in it is unusual.",
    discussion: """
      Signs: brokenGlass, ownFamilyName, notOfCareTeam (of doctors), afterHours, manyPatients. A sign \
      is a question, not a charge. With --fhir each look is an AuditEvent in the shape of IHE's Basic \
      Audit Log Patterns, a resource a line or in one bundle.
      """)

  enum FHIRForm: String, ExpressibleByArgument, CaseIterable {
    case ndjson, bundle
  }

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
  @Option(help: ArgumentHelp("Print FHIR AuditEvents: ndjson or bundle.", valueName: "form"))
  var fhir: FHIRForm?
  @Flag(help: "Print JSON, an object a line.") var json = false
  @OptionGroup var options: StoreOptions
  @OptionGroup var auditor: AuditorOptions

  func validate() throws {
    if fhir != nil, json { throw ValidationError("give --json or --fhir, not both") }
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
      if let patient {
        if try portal.erasure(of: patient) == nil {
          try await portal.noteAccess(to: patient, [.account], for: .operations, as: auditor.origin)
        }
      } else {
        try await portal.noteListing(by: actor, at: times, as: auditor.origin)
      }
      let writer = AuditEventWriter(log: try portal.logName)
      if fhir == .bundle {
        print("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[")
      }
      var shown = 0
      var (all, marked) = (0, 0)
      try portal.reviewAccess(to: patient, by: actor, at: times, limits: limits) { look in
        all += 1
        if !look.signs.isEmpty { marked += 1 }
        guard !unusual || !look.signs.isEmpty else { return true }
        switch fhir {
        case .ndjson: print(try writer.resource(of: look))
        case .bundle:
          print("\(shown == 0 ? "" : ","){\"resource\":\(try writer.resource(of: look))}")
        case nil: try show(look)
        }
        shown += 1
        return true
      }
      if fhir == .bundle { print("]}") }
      if !json, fhir == nil { print("\(all) looks, \(marked) of them unusual.") }
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
