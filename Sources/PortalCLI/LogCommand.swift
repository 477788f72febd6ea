import ArgumentParser
import EventStore

struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "The raw log.", subcommands: [Head.self])

  struct Head: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The position of the last event.")

    @OptionGroup var options: StoreOptions
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
      let log = try options.log()
      let head = try log.head()
      print(json ? try JSONLine.encode(["head": head]) : String(head))
      await log.close()
    }
  }
}
