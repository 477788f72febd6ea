import ArgumentParser
import Portal
import PortalDomain

/// Who works at the clinic's side, on which store, and how the answer is printed: the options of every
/// staff command.
struct StaffOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions

  @Option(name: .customLong("as"), help: ArgumentHelp("Who you are.", valueName: "name"))
  var name: String

  @Flag(help: "Print JSON.") var json = false

  var origin: Origin { Origin(actor: .staff(name), channel: .staff) }

  /// Opens the portal, does something there, and finishes what was accepted.
  func atDesk(_ body: (StaffDesk) async throws -> Void) async throws {
    let portal = try await store.portal()
    do {
      try await body(StaffDesk(portal: portal, origin: origin, isJSON: json))
    } catch {
      await portal.close()
      throw error
    }
    await portal.close()
  }
}

/// A command of the clinic's side: what it does, at a desk that is open.
protocol StaffAction: AsyncParsableCommand {
  var options: StaffOptions { get }

  func run(at desk: StaffDesk) async throws
}

extension StaffAction {
  func run() async throws {
    try await options.atDesk { desk in try await run(at: desk) }
  }
}
