import ArgumentParser
import EventStore

struct Backup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Copy the store, while others work on it.",
    discussion: """
      The copy holds no keys. Without the store's keys it can't be read, by you either: keep them, \
      apart from it.
      """)

  @Argument(help: "A folder that doesn't exist yet.") var destination: String
  @OptionGroup var options: StoreOptions

  func run() async throws {
    let log = try await options.log()
    try log.backup(to: destination)
    print("The backup is in \(destination): \(try log.head()) events.")
  }
}

struct Restore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a store of a backup.",
    discussion: "The keys are those of the store that was backed up; name them with --keys.")

  @Argument(help: "The backup's folder.") var backup: String
  @OptionGroup var options: StoreOptions

  func run() async throws {
    try EventLog.restore(
      backup, to: options.path, keys: options.keys, rootKey: try await options.rootKey)
    print("The store is in \(options.path): \(try await options.log().head()) events.")
  }
}
