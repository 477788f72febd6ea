public import EventStore
internal import Foundation
public import PortalDomain

extension Portal {
  /// The log that the analysts' tables are kept from.
  public var eventLog: EventLog { log }

  /// Records that a question was answered from the analysts' tables.
  ///
  /// - Parameters:
  ///   - sql: the question; only its shape is kept.
  ///   - rows: how many rows the answer had.
  ///   - name: who asked.
  ///   - purpose: why who the patients are was to be seen; `nil` where it wasn't.
  ///   - origin: who asked, and by which way.
  @discardableResult
  public func noteQuery(
    _ sql: String, rows: Int, by name: String, purpose: String? = nil, as origin: Origin
  ) async throws -> [RecordedChange] {
    let event = Analytics.Queried(
      by: name, query: Analytics.masked(sql), rows: rows, purpose: purpose)
    return try await record([event], as: origin)
  }
}
