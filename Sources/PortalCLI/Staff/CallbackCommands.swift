import ArgumentParser
import Foundation
import Portal
import PortalDomain

/// Getting back to whoever texted.
extension StaffCommand {
  static let callbacks: [any ParsableCommand.Type] = [ListCallbacks.self, Attend.self]

  struct ListCallbacks: StaffAction {
    static let configuration = CommandConfiguration(
      commandName: "callbacks",
      abstract: "Who texted of a danger, may be in one, or wants a person.",
      discussion: """
        Those in danger come first, then those who were asked whether they are and have not answered, then \
        those who want a person. What they wrote last is shown, and recorded as seen. Once somebody got back \
        to them: portal staff attend NUMBER --outcome "..."
        """)

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let callbacks = try desk.portal.callbacks()
      try await desk.noteAccess(
        toEach: callbacks.compactMap(\.patient), [.messages], for: .treatment)
      if callbacks.isEmpty { desk.say("Nobody waits for a call.") }
      for callback in callbacks {
        let name = try callback.patient.flatMap(desk.portal.profile)?.fullName
        let said = try desk.portal.messages(
          from: callback.phone, before: callback.position, limit: 2)
        let since = callback.since.formatted(.iso8601)
        let words = said.map {
          "    \"\($0.split(whereSeparator: \.isNewline).joined(separator: " / "))\""
        }
        try desk.show(
          "\(callback.position)  \(since)  \(callback.need.text)  \(name ?? "unknown")  "
            + ([callback.phone.value] + words).joined(separator: "\n"),
          [
            "callback": JSONValue(callback.position), "since": .text(since),
            "need": .text(callback.need.text), "phone": .text(callback.phone.value),
            "patient": (callback.patient?.value).map(JSONValue.text) ?? .null,
            "name": name.map(JSONValue.text) ?? .null, "said": .list(said.map(JSONValue.text)),
          ])
      }
    }
  }

  struct Attend: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Somebody got back to who waited for a call.")

    @Argument(help: "The number that 'portal staff callbacks' shows.") var callback: UInt64
    @Option(help: "What came of it.") var outcome: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      guard
        let found = try desk.portal.callbacks().first(where: { $0.position == callback })
      else {
        throw Complaint(
          "nobody waits by that number, or there is something new from them; see "
            + "'portal staff callbacks'")
      }
      try await desk.perform(
        Callbacks.self,
        .attend(found.phone, found.patient, reasons: found.need.reasons, outcome: outcome))
    }
  }
}

extension Callbacks.Need {
  /// What staff read.
  fileprivate var text: String {
    if let danger { return danger }
    if let doubt { return "perhaps \(doubt)" }
    return "wants a person"
  }
}
