import ArgumentParser
import EventStore
import Foundation
import Portal
import PortalDomain

struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Replay what happened.", subcommands: [Replay.self])

  struct Replay: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Show the events of the log, the oldest first.")

    @OptionGroup var options: StoreOptions

    @Option(help: ArgumentHelp("Only those of a patient.", valueName: "id")) var patient: String?
    @Option(help: ArgumentHelp("Only those of a type.", valueName: "name")) var type: [String] = []
    @Option(help: ArgumentHelp("Only those behind a position.", valueName: "position"))
    var after: UInt64 = 0
    @Option(help: ArgumentHelp("How many at most.", valueName: "n")) var limit: Int?
    @Flag(help: "Print JSON, an event a line.") var json = false

    func run() async throws {
      let portal = try await options.portal()
      let query =
        if let patient = patient.map({ PatientID($0) }) {
          Query([patient.tag, patient.accountingTag].map { .init(types: type, tags: [$0]) })
        } else { Query(types: type) }
      var left = limit ?? .max
      try portal.replay(query, after: after) { recorded in
        guard left > 0 else { return false }
        left -= 1
        print(try json ? AuditLine.json(recorded) : AuditLine.text(recorded))
        return true
      }
      await portal.close()
    }
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
    let actor =
      switch origin.actor {
      case .patient(let id): "patient \(id)"
      case .proxy(let id, let patient): "\(id) for \(patient)"
      case .staff(let name): "staff \(name)"
      case .system: "system"
      case .unknown: "unknown"
      }
    return "\(actor) by \(origin.channel.rawValue)"
  }
}
