import ArgumentParser

@main
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measures the event log beside its peers.",
    subcommands: [
      CompareCommand.self, GrowthCommand.self, AuditCommand.self, PlotCommand.self,
      PeerCommand.self,
    ],
    defaultSubcommand: CompareCommand.self)
}
