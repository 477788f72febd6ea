internal import Foundation
package import LMDB
internal import PortalCrypto

/// The table of one view, or of a view that is being made anew beside it.
package struct ViewTable: Sendable {
  /// Its own among all tables of views: rows are bound to it.
  let name: String
  package let table: Table
}

/// The tables of one view: one is in force, the other stands empty or is being made to take its place.
package struct ViewTables: Sendable {
  package let view: String
  package let all: [ViewTable]

  /// The names of a view's tables.
  package static func names(of view: String) -> [String] { [view, view + "#1"] }
}

/// What a table of a view says of itself.
package struct ViewState: Sendable, Equatable {
  /// The version of the view's code.
  package var version: UInt32
  /// The last event that it took in.
  package var position: UInt64
  /// Whether it's being made anew beside the one in force.
  package var isBuilding: Bool
  /// Why it stands still before the next event until it's made anew. It holds no health data: it
  /// isn't sealed.
  package var fault: String?

  package init(
    version: UInt32, position: UInt64 = 0, isBuilding: Bool = false, fault: String? = nil
  ) {
    self.version = version
    self.position = position
    self.isBuilding = isBuilding
    self.fault = fault
  }

  private static let faulty: UInt8 = 1
  private static let building: UInt8 = 2

  init?(decoding row: RawSpan) {
    guard row.byteCount >= 13 else { return nil }
    version = UInt32(bigEndian: row)
    position = UInt64(bigEndian: row, at: 4)
    let flags = row.byte(at: 12)
    isBuilding = flags & Self.building != 0
    guard flags & Self.faulty != 0 else { return }
    fault = String(decoding: row.extracting(13..<row.byteCount).array, as: UTF8.self)
  }

  func encode() -> [UInt8] {
    let flags = (fault == nil ? 0 : Self.faulty) | (isBuilding ? Self.building : 0)
    return version.bigEndianBytes + position.bigEndianBytes + [flags] + Array((fault ?? "").utf8)
  }
}

extension ViewRows {
  package func openTables(
    of view: String, in transaction: borrowing WriteTransaction
  ) throws -> ViewTables {
    let names = ViewTables.names(of: view)
    var all: [ViewTable] = []
    for name in names {
      all.append(
        ViewTable(name: name, table: try transaction.openTable(Self.tablePrefix + name)))
    }
    return ViewTables(view: view, all: all)
  }

  /// - Returns: `nil` for a table that holds nothing.
  package func state(
    of table: ViewTable, _ snapshot: borrowing Snapshot
  ) throws -> ViewState? {
    guard let row = try snapshot.value(for: stateKey(of: table), in: store.tables.meta) else {
      return nil
    }
    return ViewState(decoding: row)
  }

  package func setState(
    _ state: ViewState, of table: ViewTable, _ transaction: borrowing WriteTransaction
  ) throws {
    try transaction.put(state.encode(), for: stateKey(of: table), in: store.tables.meta)
  }

  /// Empties a table, and what it says of itself.
  package func clear(
    _ table: ViewTable, _ transaction: borrowing WriteTransaction
  ) throws {
    try transaction.removeAll(from: table.table)
    try transaction.remove(stateKey(of: table), from: store.tables.meta)
  }

  /// The table that is in force: the first where there is none yet.
  package func tableInForce(
    of tables: ViewTables, _ snapshot: borrowing Snapshot
  ) throws -> (table: ViewTable, state: ViewState?) {
    for table in tables.all {
      if let state = try state(of: table, snapshot), !state.isBuilding { return (table, state) }
    }
    return (tables.all[0], nil)
  }

  /// The table beside the one in force.
  package func spareTable(
    of tables: ViewTables, _ snapshot: borrowing Snapshot
  ) throws -> (table: ViewTable, state: ViewState?) {
    let inForce = try tableInForce(of: tables, snapshot).table.name
    let table = tables.all[0].name == inForce ? tables.all[1] : tables.all[0]
    return (table, try state(of: table, snapshot))
  }

  private func stateKey(of table: ViewTable) -> [UInt8] {
    Array((Self.tablePrefix + table.name).utf8)
  }

  /// How many rows a table has, whosever they are.
  package func count(in table: ViewTable, _ snapshot: borrowing Snapshot) throws -> Int {
    try snapshot.statistics(of: table.table).entries
  }

  /// Runs a transaction of the view's own.
  package func write<Result>(
    _ body: (_ transaction: borrowing WriteTransaction) throws -> Result
  ) throws -> Result {
    try store.write { transaction in
      try store.keys.refresh(transaction.snapshot)
      return try body(transaction)
    }
  }

  /// The position of the last event.
  package func head(_ snapshot: borrowing Snapshot) throws -> UInt64 { try store.head(snapshot) }
}

extension EventLog {
  /// The rows of the read models, for transactions of their own.
  package var viewRows: ViewRows { ViewRows(store: store) }
}
