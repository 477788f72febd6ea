import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct AuditDisclosures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disclosures",
    abstract: "The accounting of a patient's disclosures: date, recipient, what, why.",
    discussion: """
      As 45 CFR 164.528 has it: six years back, without what was for treatment, payment or operations or \
      for the patient, which is counted. --all shows that too. It works for an erased patient.
      """)

  @Argument(help: "The patient: id, clinic number or phone; of an erased one the id.")
  var patient: String
  @Option(help: "The first day: 2026-03-02; six years ago unless given.") var from: LocalDate?
  @Option(help: "The last day; today unless given.") var to: LocalDate?
  @Flag(help: "Also what the accounting leaves out.") var all = false
  @Flag(help: "Print JSON, an object a line.") var json = false
  @OptionGroup var options: StoreOptions
  @OptionGroup var auditor: AuditorOptions

  func run() async throws {
    try await options.withPortal { portal in
      let patient = try portal.auditedPatient(patient)
      if try portal.erasure(of: patient) == nil {
        try await portal.noteAccess(to: patient, [.account], for: .operations, as: auditor.origin)
      }
      let today = portal.context.today
      let first = from ?? LocalDate(dayNumber: today.dayNumber - 6 * 365 - 2)
      // The days are those of Greenwich, where it may be tomorrow.
      let last = max(to ?? today.adding(days: 1), first)
      let entries = try portal.disclosures(of: patient, on: first...last)
      let shown = entries.filter { all || $0.isAccountable }
      for entry in shown {
        let who = entry.recipient ?? entry.actor?.words ?? "-"
        let matters = entry.matters.map(\.rawValue).joined(separator: ",")
        if json {
          print(
            try JSONLine.encode([
              "position": JSONValue(entry.position), "time": .text(entry.time.formatted(.iso8601)),
              "kind": .text(entry.kind.rawValue), "recipient": .text(who),
              "matters": .list(entry.matters.map { .text($0.rawValue) }), "why": .text(entry.why),
            ]))
        } else {
          let day = entry.on.map { "\($0)" } ?? entry.time.formatted(.iso8601)
          print("\(day)  \(entry.kind.rawValue)  \(who)  \(matters)  \(entry.why)")
        }
      }
      let left = entries.count - shown.count
      if json {
        print(
          try JSONLine.encode([
            "shown": .integer(Int64(shown.count)), "leftOut": .integer(Int64(left)),
          ]))
      } else {
        print("\(shown.count) disclosures. Left out as the rule allows: \(left).")
      }
    }
  }
}

extension Disclosures.Entry {
  /// Whether 45 CFR 164.528(a)(1) asks for it: what was for treatment, payment and operations or for
  /// the patients themselves is excepted.
  fileprivate var isAccountable: Bool {
    switch kind {
    case .viewed: false
    case .glassBroken: true
    case .disclosed:
      !["patientRequest", "treatment", "payment", "operations"].contains(why)
    }
  }
}
