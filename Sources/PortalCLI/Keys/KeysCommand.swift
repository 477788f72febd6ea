import ArgumentParser

struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "The keys of the store, and who is erased with them.",
    subcommands: [
      Status.self, Recipient.self, Backup.self, Restore.self, Rotate.self, Erase.self,
      Certificate.self,
    ])
}
