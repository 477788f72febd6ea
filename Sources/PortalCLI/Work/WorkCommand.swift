import ArgumentParser
import Foundation
import Logging
import Portal
import PortalServer

/// What nobody asks for, without a server: what is due by time, and what is to be sent.
struct WorkCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "work",
    abstract: "Do what is due, and send what is to be sent, until the process is asked to end.",
    discussion: """
      What is due follows from the log and the clock: several workers may run at once, and each thing \
      is done once. Who takes the messages and the money is set in the environment, for instance \
      PORTAL_SMS_DRIVER=twilio; without settings they are printed, and no money moves. \
      See docs/outbox.md.
      """)

  @Flag(help: "Do what is due now, and end.") var once = false
  @Flag(help: "Only say what is due.") var dryRun = false
  @Flag(help: "Print JSON.") var json = false
  @OptionGroup var options: StoreOptions

  func validate() throws {
    if once && dryRun { throw ValidationError("use either --once or --dry-run") }
    if json && !once && !dryRun { throw ValidationError("--json needs --once or --dry-run") }
  }

  func run() async throws {
    let portal = try await options.portal()
    do {
      if dryRun {
        try show(dueIn: portal)
      } else if once {
        try await work(in: portal)
      } else {
        try await PortalWork.run(portal, settings(portal), logger: StoreOptions.logger)
      }
    } catch {
      await portal.close()
      throw error
    }
    await portal.close()
  }

  private func settings(_ portal: Portal) throws -> OutboundSettings {
    try .fromEnvironment(clinic: portal.clinic, logger: StoreOptions.logger)
  }

  private func show(dueIn portal: Portal) throws {
    for due in try portal.dueWork() { try show("\(due.work)", due.count, "due") }
    let notices = try portal.dueNotices(limit: .max)
    if !notices.isEmpty { try show("notices", notices.count, "due") }
  }

  private func work(in portal: Portal) async throws {
    let settings = try settings(portal)
    let logger = StoreOptions.logger
    let scheduler = SchedulerService(portal, options: settings.scheduler, logger: logger)
    let scheduled = await scheduler.round()
    for done in scheduled.done { try show("\(done.work)", done.count, "done") }
    let worker = OutboxWorker(
      portal, settings.carriers, options: settings.outbox, logger: logger)
    var sent = OutboxRound()
    while true {
      let round = try await worker.round()
      sent = sent + round
      if !round.isProgress { break }
    }
    for (count, what) in [
      (sent.sent, "sent"), (sent.suppressed, "suppressed"), (sent.failed, "failed"),
      (sent.gaveUp, "gaveUp"), (sent.left, "left"),
    ] where count > 0 {
      try show("notices", count, what)
    }
    if !scheduled.failed.isEmpty || sent.faults > 0 {
      throw Complaint("not everything could be done; see above, and run it again")
    }
  }

  private func show(_ name: String, _ count: Int, _ what: String) throws {
    print(
      json
        ? try JSONLine.encode(
          ["work": .text(name), "count": JSONValue(UInt64(count)), "state": .text(what)])
        : "\(name)  \(count) \(what)")
  }
}
