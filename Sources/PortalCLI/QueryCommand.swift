import ArgumentParser
import EventStore
import Foundation
import PortalAnalytics

struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Ask the analysts' tables a question in SQL.",
    discussion: "The tables hold nobody's name. They are brought up to date first.")

  @Argument(help: "A SELECT statement.") var sql: String
  @OptionGroup var options: StoreOptions
  @Flag(help: "Print JSON, an object a row.") var json = false

  func run() async throws {
    let path = options.path + "/analytics.sqlite"
    let log = try await options.log()
    try AnalyticsStore(path).catchUp(with: log)
    await log.close()
    let (columns, rows) = try Self.answer(path, sql)
    if !json { print(columns.joined(separator: "\t")) }
    for row in rows {
      if json {
        let pairs = zip(columns, row).map { ($0, $1.map(JSONValue.text) ?? .null) }
        print(try JSONLine.encode(Dictionary(pairs, uniquingKeysWith: { first, _ in first })))
      } else {
        print(row.map { $0 ?? "" }.joined(separator: "\t"))
      }
    }
  }

  private static func answer(_ path: String, _ sql: String) throws -> ([String], [[String?]]) {
    do { return try AnalyticsStore.query(path, sql) } catch {
      throw Complaint("the query was refused: \(error)")
    }
  }
}
