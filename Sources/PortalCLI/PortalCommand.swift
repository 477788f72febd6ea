import ArgumentParser
import EventStore
import Foundation

/// `portal`: the one program of the clinic's portal.
@main
struct PortalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "portal",
    abstract: "A patient portal that people text.",
    discussion: """
      Everything that happens is an encrypted event in one append-only log. Start with \
      'portal chat': without a store it talks on a demonstration clinic.
      """,
    version: "0.1.0",
    subcommands: [
      Initialize.self, Demonstrate.self, Chat.self, Understand.self, BotCommand.self,
      StaffCommand.self,
      Import.self, Export.self, Serve.self, WorkCommand.self, QueryCommand.self,
      ProjectionsCommand.self,
      Audit.self, LogCommand.self, KeysCommand.self,
      Backup.self, Restore.self,
    ])

  /// Wrong usage ends with 64; what was refused or failed with 1 and one line that says why.
  static func main() async {
    // A file that may grow no further is an error like a full disk, and no reason to be killed.
    signal(SIGXFSZ, SIG_IGN)
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let error where Complaint.isOurs(error) {
      FileHandle.standardError.write(Data("portal: \(Complaint.line(for: error))\n".utf8))
      Foundation.exit(1)
    } catch {
      exit(withError: error)
    }
  }
}
