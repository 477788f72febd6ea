import Foundation
import Portal
import PortalAnalytics

/// An analyst at the tables: each question is answered, and recorded.
struct QuerySession {
  let portal: Portal
  let store: AnalyticsStore
  let analyst: Analyst
  let purpose: String?
  let limits: QueryLimits
  let format: QueryOutput.Format

  /// Answers a question on standard output.
  ///
  /// - Throws: `QueryFailure` where it isn't answered; that is recorded too, as no rows.
  func answer(_ sql: String) async throws {
    var output = QueryOutput(format)
    var failure: QueryFailure?
    var answer: AnalyticsStore.Answer?
    do {
      answer = try store.ask(
        sql, limits: limits, header: { output.begin($0) }, row: { try output.add($0) })
    } catch let error as QueryFailure { failure = error }
    try await portal.noteQuery(
      sql, rows: answer?.rowCount ?? 0, by: analyst.name, purpose: purpose, as: analyst.origin)
    if let failure { throw failure }
    try output.end()
    if answer?.isCut == true {
      say("There are more rows than \(limits.rows): raise --rows to see them.")
    }
  }

  private func say(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
