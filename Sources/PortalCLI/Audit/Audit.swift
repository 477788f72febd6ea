import ArgumentParser
import EventStore
import Foundation
import Portal
import PortalDomain

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replay what happened, prove that nothing was rewritten, say who saw what.",
    discussion: """
      docs/audit.md takes an auditor through all of it in ten minutes. What shows a patient's data \
      records first that it was shown: say who you are with --as.
      """,
    subcommands: [
      Replay.self, AuditDisclosures.self, AuditAccess.self, AuditReview.self, AuditVerify.self,
      AuditCheckpoint.self, AuditExport.self, AuditProve.self, AuditVerifyProof.self,
      AuditWitness.self, AuditPolicy.self,
    ])
}

/// Who looks into the log.
struct AuditorOptions: ParsableArguments {
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "Who of the staff you are, for the accounting of who saw what.", valueName: "name"))
  var name: String?

  var origin: Origin { Origin(actor: name.map { .staff($0) } ?? .system, channel: .staff) }
}

extension StoreOptions {
  /// Opens the portal for as long as `body` takes.
  func withPortal<Result>(_ body: (Portal) async throws -> Result) async throws -> Result {
    let portal = try await portal()
    let result: Result
    do { result = try await body(portal) } catch {
      await portal.close()
      throw error
    }
    await portal.close()
    return result
  }
}

/// An event as a line for people or programs.
enum AuditLine {
  static func json(_ recorded: RecordedEvent) throws -> String {
    try JSONLine.encode(JSONValue(recorded))
  }

  static func text(_ recorded: RecordedEvent) throws -> String {
    let place = "\(recorded.position)  \(time(recorded))"
    guard let event = recorded.event else { return "\(place)  erased" }
    let metadata = try? JSONDecoder().decode(EventMetadata.self, from: Data(event.metadata))
    let data = String(decoding: event.data, as: UTF8.self)
    return "\(place)  \(metadata.map { who($0.origin) } ?? "-")  \(event.type)  \(data)"
  }

  private static func time(_ recorded: RecordedEvent) -> String {
    recorded.time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  private static func who(_ origin: Origin) -> String {
    "\(origin.actor.words) by \(origin.channel.rawValue)"
  }
}
