import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct AuditReview: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Record that accesses were looked over; or list the reviews, and open alarms.",
    discussion: """
      With --findings it records who reviewed which time, how many looks there were, how many of them \
      unusual, and what was found: by default from the end of the last review until now. Without, it \
      lists past reviews and every broken glass that no review covers yet; with --alarms it lists \
      these alone, and ends with 1 where there are any.
      """)

  @Option(help: ArgumentHelp("What was found. It must name no patient.", valueName: "text"))
  var findings: String?
  @Option(help: ArgumentHelp("Where the time begins.", valueName: "instant"))
  var from: InstantArgument?
  @Option(help: ArgumentHelp("Where it ends.", valueName: "instant")) var until: InstantArgument?
  @Flag(help: "Only broken glasses that no review covers.") var alarms = false
  @Flag(help: "Print JSON, an object a line.") var json = false
  @OptionGroup var options: StoreOptions
  @OptionGroup var auditor: AuditorOptions

  func validate() throws {
    if findings == nil, from != nil || until != nil {
      throw ValidationError("--from and --until go with --findings")
    }
    if findings != nil, alarms { throw ValidationError("give --findings or --alarms, not both") }
  }

  func run() async throws {
    let hasAlarms = try await options.withPortal { portal in
      if let findings {
        let changes = try await portal.recordReview(
          from: from?.value, until: until?.value, findings: findings, as: auditor.origin)
        for case let review as AccessReviews.Reviewed in changes.map(\.event) {
          try show(review, by: auditor.origin.actor)
        }
        return false
      }
      if !alarms {
        for past in try portal.accessReviews() { try show(past.review, by: past.actor) }
      }
      let open = try portal.alarms()
      if !open.isEmpty { try await portal.noteListing(as: auditor.origin) }
      for look in open { try show(look) }
      if open.isEmpty, !json { print("No broken glass waits for a review.") }
      return !open.isEmpty
    }
    if alarms, hasAlarms { throw ExitCode(1) }
  }

  private func show(_ review: AccessReviews.Reviewed, by actor: Origin.Actor?) throws {
    let (from, until) = (review.from.formatted(.iso8601), review.until.formatted(.iso8601))
    let who = actor?.words ?? "-"
    if json {
      print(
        try JSONLine.encode([
          "kind": .text("review"), "review": .text(review.review.value), "from": .text(from),
          "until": .text(until), "by": .text(who), "looks": .integer(Int64(review.looks)),
          "unusual": .integer(Int64(review.unusual)),
          "glassBroken": .integer(Int64(review.glassBroken)), "findings": .text(review.findings),
        ]))
    } else {
      print(
        "\(review.review)  \(from) to \(until)  \(who)  \(review.looks) looks, "
          + "\(review.unusual) unusual, \(review.glassBroken) broken glasses  \(review.findings)")
    }
  }

  private func show(_ look: AccessReview.Look) throws {
    let who = look.entry.actor?.words ?? "-"
    if json {
      print(
        try JSONLine.encode([
          "kind": .text("alarm"), "position": JSONValue(look.entry.position),
          "time": .text(look.entry.time.formatted(.iso8601)), "actor": .text(who),
          "patient": .text(look.patient.value), "why": .text(look.entry.why),
        ]))
    } else {
      print(
        "ALARM  \(look.entry.time.formatted(.iso8601))  \(who) broke the glass of \(look.patient): "
          + look.entry.why)
    }
  }
}
