package import EventStore
package import LMDB
package import PortalDomain

/// Reads the rows of a read model. Several readers that are given one snapshot see one moment:
///
/// ```swift
/// try log.views { rows, snapshot in
///   (try engine.reader(Directory.self).row("profile", of: owner, rows, snapshot),
///    try engine.reader(PrescriptionList.self).rows(of: owner, rows, snapshot))
/// }
/// ```
package struct ReadModelReader<Model: ReadModel>: Sendable {
  let source: Source

  /// Where the rows are.
  enum Source: Sendable {
    /// In the store.
    case tables(ViewTables)
    /// In memory: those of another time.
    case past([RowKey: Model.Row])
  }

  /// The row of a name.
  package func row(
    _ name: String, of owner: EventSubject, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> Model.Row? {
    guard case .tables(let tables) = source else { return past(RowKey(owner, name)) }
    let table = try rows.tableInForce(of: tables, snapshot).table
    return try rows.row(name, of: owner.logSubject, in: table, snapshot).map(decode)
  }

  /// The rows of some names, in their order; those that there are.
  package func rows(
    _ names: [String], of owner: EventSubject, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> [Model.Row] {
    guard case .tables(let tables) = source else {
      return names.compactMap { past(RowKey(owner, $0)) }
    }
    let table = try rows.tableInForce(of: tables, snapshot).table
    return try rows.rows(names, of: owner.logSubject, in: table, snapshot).map(decode)
  }

  /// All rows of an owner, in no particular order.
  package func rows(
    of owner: EventSubject, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> [Model.Row] {
    switch source {
    case .past(let rows): return rows.filter { $0.key.owner == owner }.map(\.value)
    case .tables(let tables):
      let table = try rows.tableInForce(of: tables, snapshot).table
      return try rows.rows(of: owner.logSubject, in: table, snapshot).map(decode)
    }
  }

  /// All rows of an owner as bytes, always in the same order: whoever decoded the same bytes before
  /// needn't do it again.
  ///
  /// - Returns: `nil` where the rows are those of another time.
  package func encodedRows(
    of owner: EventSubject, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> [[UInt8]]? {
    guard case .tables(let tables) = source else { return nil }
    let table = try rows.tableInForce(of: tables, snapshot).table
    return try rows.rows(of: owner.logSubject, in: table, snapshot)
  }

  private func past(_ key: RowKey) -> Model.Row? {
    if case .past(let rows) = source { rows[key] } else { nil }
  }

  package func decode(_ row: [UInt8]) throws -> Model.Row {
    do { return try JSON.decode(Model.Row.self, row) } catch is DecodingError {
      throw LogError(
        .corrupt(position: 0),
        "a row of the view \(Model.name) can't be read; run 'portal projections rebuild \(Model.name)'"
      )
    }
  }
}
