import ArgumentParser
import Foundation
import Portal
import PortalDomain

/// What patients are told without asking.
struct NoticeCommands: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notices", abstract: "What patients are told, and what could not be sent.",
    subcommands: [List.self, Due.self, Failed.self, Retry.self], defaultSubcommand: Failed.self)

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "What a patient was told in the last 30 days, or is going to be.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: ArgumentHelp("How many at most.", valueName: "n")) var limit = 50
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.messages])
      let notices = try desk.portal.notices(of: patient, limit: limit)
      if notices.isEmpty { desk.say("There is no notice.") }
      for notice in notices { try desk.show(notice) }
    }
  }

  struct Due: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "What is to be sent now.")

    @Option(help: ArgumentHelp("How many at most.", valueName: "n")) var limit = 100
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let due = try desk.portal.dueNotices(limit: limit)
      try await desk.noteAccess(toEach: due.map(\.notice.patient), [.messages])
      if due.isEmpty { desk.say("Nothing is to be sent now.") }
      for item in due {
        let what =
          switch item.sending {
          case .send(let channel, _): channel.rawValue
          case .suppress(let reason): reason.rawValue
          case .later, .nothing: "-"
          }
        try desk.show(
          "\(item.notice.id)  \(item.notice.patient)  \(what)  \(item.text)",
          [
            "notice": .text(item.notice.id.value), "patient": .text(item.notice.patient.value),
            "do": .text(what), "text": .text(item.text),
          ])
      }
    }
  }

  struct Failed: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "What could not be sent, and isn't tried again by itself.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let failed = try desk.portal.failedNotices()
      try await desk.noteAccess(toEach: failed.map(\.notice.patient), [.messages])
      if failed.isEmpty { desk.say("Every notice could be sent.") }
      for item in failed {
        try desk.show(item.notice, reason: item.reason)
      }
    }
  }

  struct Retry: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Have a notice tried again that was given up.")

    @Argument(help: "The notice's id; see 'portal staff notices failed'.") var notice: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let failed = try desk.portal.failedNotices().first { $0.notice.id.value == notice }
      guard let failed else {
        throw Complaint("no notice \(notice) was given up; see 'portal staff notices failed'")
      }
      try await desk.perform(Notices.self, .retry(failed.notice.reference))
    }
  }
}

extension StaffDesk {
  fileprivate func show(_ notice: Notice, reason: String? = nil) throws {
    let state =
      switch notice.state {
      case .waiting: "waiting"
      case .claimed: "claimed"
      case .sent: "sent"
      case .failed: "failed"
      case .gaveUp: "gaveUp"
      case .suppressed(let reason): "suppressed.\(reason.rawValue)"
      case .dropped: "dropped"
      }
    try show(
      "\(notice.id)  \(notice.due.formatted(.iso8601))  \(notice.patient)  "
        + "\(notice.kind.rawValue)  \(notice.about)  \(state)" + (reason.map { "  \($0)" } ?? ""),
      [
        "notice": .text(notice.id.value), "patient": .text(notice.patient.value),
        "kind": .text(notice.kind.rawValue), "about": .text(notice.about),
        "state": .text(state), "due": JSONValue(notice.due), "until": JSONValue(notice.until),
        "channel": JSONValue(notice.channel?.rawValue), "reason": JSONValue(reason),
      ])
  }
}
