import ArgumentParser
import Portal
import PortalDomain

/// Who works at the clinic's side, on which store, and how the answer is printed: the options of every
/// staff command.
struct StaffOptions: ParsableArguments {
  @OptionGroup var store: StoreOptions

  @Option(name: .customLong("as"), help: ArgumentHelp("Who you are.", valueName: "name"))
  var name: String

  @Option(
    name: .customLong("password-fd"),
    help: ArgumentHelp(
      "Read your password from a file descriptor: its first line (or PORTAL_STAFF_PASSWORD).",
      valueName: "n"))
  var passwordDescriptor: Int32?

  @Flag(help: "Print JSON.") var json = false

  func validate() throws { try PassphrasePrompt.check(passwordDescriptor) }

  /// Opens the portal as one of the staff, does something there, and finishes what was accepted.
  ///
  /// - Parameter isOpen: whether somebody may come in whom the staff don't know, since there may be no
  ///   staff yet; the command itself is checked in any case.
  func atDesk(isOpen: Bool = false, _ body: (StaffDesk) async throws -> Void) async throws {
    let portal = try await store.portal()
    do {
      try await body(try await desk(portal, isOpen: isOpen))
    } catch {
      await portal.close()
      throw error
    }
    await portal.close()
  }

  private func desk(_ portal: Portal, isOpen: Bool) async throws -> StaffDesk {
    do {
      let member = try await portal.signInStaff(name) {
        try StaffSecret.read(
          from: passwordDescriptor, variable: "PORTAL_STAFF_PASSWORD",
          asking: "Password of \(name): ")
      }
      return StaffDesk(portal: portal, name: member.name.value, isJSON: json)
    } catch Staff.Failure.unknown where isOpen {
      return StaffDesk(portal: portal, name: name, isJSON: json)
    }
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
