import ArgumentParser
import Foundation
import Portal
import PortalDomain

struct SharesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shares", abstract: "With whom patients share their records.",
    subcommands: [List.self, Create.self, Open.self, Revoke.self, Expire.self])

  struct List: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "With whom a patient shares or shared their record.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let patient = try desk.patient(patient)
      try await desk.noteAccess(to: patient, [.account], for: .operations)
      let now = desk.portal.context.now
      let shares = try desk.portal.shares(of: patient)
      if shares.isEmpty { desk.say("Nothing is shared.") }
      for share in shares {
        let state = share.isOpen(at: now) ? "open" : share.revokedAt == nil ? "ended" : "revoked"
        try desk.show(
          "\(share.id)  \(state)  \(share.recipient)  until "
            + "\(share.expiresAt.formatted(.iso8601))  used \(share.uses) times",
          [
            "share": .text(share.id.value), "state": .text(state),
            "recipient": .text(share.recipient), "uses": .integer(Int64(share.uses)),
            "expiresAt": .text(share.expiresAt.formatted(.iso8601)),
            "kinds": .list(share.scope.kinds.map { .text($0.rawValue) }),
          ])
      }
    }
  }

  struct Create: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Share a patient's record at their word, and print the code that opens it once.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Option(help: "Who may see it: Dr. Lee, Gundersen Clinic.") var with: String
    @Option(help: "Only these kinds (default: everything).") var kind: [Records.Kind] = []
    @Option(help: "Only what is from this day or later.") var since: LocalDate?
    @Option(help: "The last day (default: as the policy says).") var until: LocalDate?
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let scope = Shares.Scope(
        kinds: kind.isEmpty ? Set(Records.Kind.allCases) : Set(kind), since: since,
        includesMedicines: kind.isEmpty)
      let (share, code, _) = try await desk.portal.share(
        recordOf: try desk.patient(patient), with: with, scope, until: until, as: desk.origin)
      try desk.show(
        "Share \(share), code \(code). The code works once.",
        ["share": .text(share.value), "code": .text(code)])
    }
  }

  struct Open: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Open a share with its code, and print what it shows.")

    @Argument(help: "The share.") var share: String
    @Argument(help: "Its code.") var code: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      let record = try await desk.portal.openShare(
        ShareID(share), code: code, as: desk.origin)
      if desk.isJSON {
        for entry in record.entries { try desk.show("", entry.object) }
      } else {
        print(record.text(), terminator: "")
      }
    }
  }

  struct Revoke: StaffAction {
    static let configuration = CommandConfiguration(abstract: "End a share now.")

    @Argument(help: "The patient: id, clinic number or phone.") var patient: String
    @Argument(help: "The share.") var share: String
    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try await desk.perform(Shares.self, .revoke(try desk.patient(patient), ShareID(share)))
    }
  }

  struct Expire: StaffAction {
    static let configuration = CommandConfiguration(
      abstract: "Note the end of every share whose time has come.")

    @OptionGroup var options: StaffOptions

    func run(at desk: StaffDesk) async throws {
      try desk.show(try await desk.portal.expireShares(as: desk.origin))
    }
  }
}
