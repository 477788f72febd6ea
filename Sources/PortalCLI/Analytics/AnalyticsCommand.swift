public import ArgumentParser
import EventStore
import Foundation
import Portal
import PortalAnalytics

/// `portal analytics`: the analysts' file itself.
struct AnalyticsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "analytics",
    abstract: "The analysts' tables: what they are, and taking them along.",
    discussion: """
      STORE/analytics.sqlite is an ordinary SQLite file that any tool opens. It's de-identified by Safe \
      Harbor, and all of it comes from the log.
      """,
    subcommands: [Schema.self, Export.self, Rebuild.self])

  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the tables and views, each column with what it holds.")

    func run() { print(AnalyticsStore.schema) }
  }

  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write all tables into a folder, with a manifest of their digests.")

    @Argument(help: "The folder; made where it's missing.") var folder: String
    @Option(
      name: .customLong("format"), parsing: .upToNextOption,
      help: "csv, ndjson, or both; both unless given.")
    var formats: [AnalyticsStore.ExportFormat] = AnalyticsStore.ExportFormat.allCases
    @OptionGroup var options: StoreOptions

    func run() async throws {
      let log = try await options.log()
      let store = try AnalyticsStore(options.analyticsPath)
      let progress = ProgressBar("Tables")
      try store.catchUp(with: log) { progress.update(Int($0), Int($1)) }
      progress.finish()
      await log.close()
      let manifest = try store.export(to: URL(filePath: folder), as: formats)
      let rows = manifest.files.filter { $0.file.hasSuffix(formats[0].rawValue) }
        .reduce(0) { $0 + $1.rows }
      print("\(manifest.files.count) files with \(rows) rows, up to event \(manifest.position)")
    }
  }

  struct Rebuild: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make the file anew from the log.",
      discussion: "The new file is made beside the old one, which answers meanwhile.")

    @OptionGroup var options: StoreOptions

    func run() async throws {
      let log = try await options.log()
      let progress = ProgressBar("Tables")
      try AnalyticsStore.rebuild(options.analyticsPath, from: log) {
        progress.update(Int($0), Int($1))
      }
      progress.finish()
      await log.close()
      let store = try AnalyticsStore(options.analyticsPath)
      print("The tables stand at event \(try store.position).")
    }
  }
}

extension AnalyticsStore.ExportFormat: ExpressibleByArgument {}
