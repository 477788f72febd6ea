import ArgumentParser

struct StaffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "staff", abstract: "The clinic's side.",
    subcommands: refills + prescriptions + disclosures
      + [PharmacyCommands.self, NoticeCommands.self, AnnouncementCommands.self])
}
