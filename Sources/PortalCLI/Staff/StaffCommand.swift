import ArgumentParser
import PortalDomain

struct StaffCommand: AsyncParsableCommand {
  /// A line a part of the record: who sees it.
  private static let readers = Disclosures.Matter.allCases.map { matter in
    let roles = Disclosures.readers(of: matter)
    let names = Role.allCases.filter(roles.contains).map(\.rawValue).joined(separator: ", ")
    return "\(matter.rawValue): \(roles.count == Role.allCases.count ? "everybody" : names)"
  }.joined(separator: "\n")

  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "The clinic's side.",
    discussion: """
      Every command says who gives it (--as) and is recorded with that name. What somebody may do \
      hangs on their roles: administrator, biller, frontDesk, nurse, pharmacist, provider. The first \
      administrator of a new store is added by whoever holds its keys: \
      'portal staff add ann --role administrator --as ann'. A patient is named by id, clinic number \
      or phone.

      What of a patient somebody sees hangs on their roles too:

      \(readers)

      For audits and other affairs of the clinic an administrator sees every part. Who must see \
      another in an emergency says why, with 'portal staff break-glass'.
      """,
    groupedSubcommands: [
      CommandGroup(name: "Who waits for a call", subcommands: callbacks),
      CommandGroup(name: "The clinic", subcommands: clinicCommands),
      CommandGroup(name: "Times, visits and the waitlist", subcommands: scheduleCommands),
      CommandGroup(name: "Staff", subcommands: staffAccounts),
      CommandGroup(name: "Patients and accounts", subcommands: patientAccounts),
      CommandGroup(name: "Refills", subcommands: refills),
      CommandGroup(name: "Prescriptions", subcommands: prescriptions),
      CommandGroup(
        name: "Notices and announcements",
        subcommands: [NoticeCommands.self, AnnouncementCommands.self]),
      CommandGroup(name: "Health records", subcommands: healthRecords),
      CommandGroup(
        name: "Messages and education",
        subcommands: [MessagesCommand.self, EducationCommand.self]),
      CommandGroup(name: "Who saw or received what", subcommands: disclosures),
      CommandGroup(name: "Billing", subcommands: billingCommands),
      CommandGroup(name: "Forms", subcommands: [FormsCommand.self]),
    ])
}
