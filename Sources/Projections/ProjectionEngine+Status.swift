package import EventStore
package import LMDB

/// How a read model stands.
package struct ViewStatus: Sendable, Equatable {
  package enum State: String, Sendable {
    /// Every event of the log is in it.
    case live
    /// It hasn't taken in every event yet, or its code changed.
    case behind
    /// It's being made anew; what was in force still is.
    case rebuilding
    /// It had a fault, and stands still until it's made anew.
    case quarantined
  }

  package var name: String
  package var state: State
  /// The version of the code that made its rows.
  package var version: UInt32
  /// The last event that it took in.
  package var position: UInt64
  /// The last event of the log.
  package var head: UInt64
  package var rows: Int
  /// What the rows amount to; `nil` where it wasn't asked for.
  package var digest: String?
  /// Where it came to a fault, and why.
  package var fault: Fault?
  /// How far a rebuild is.
  package var rebuiltUpTo: UInt64?

  package struct Fault: Sendable, Equatable {
    package var position: UInt64
    package var reason: String
  }
}

extension ProjectionEngine {
  /// How a read model stands, at one moment.
  ///
  /// - Parameters:
  ///   - withDigest: reads all its rows for their digest.
  ///   - progress: told how many of how many rows were read for it.
  package func status(
    of model: any ReadModel.Type, withDigest: Bool, _ rows: ViewRows,
    _ snapshot: borrowing Snapshot,
    progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
  ) throws -> ViewStatus {
    let tables = tables(of: model)
    let (table, found) = try rows.tableInForce(of: tables, snapshot)
    let spare = try rows.spareTable(of: tables, snapshot).state
    let state = found ?? ViewState(version: model.version)
    let head = try rows.head(snapshot)
    let count = try rows.count(in: table, snapshot)
    var fault = state.fault.map {
      ViewStatus.Fault(position: state.position + 1, reason: $0)
    }
    var digest: String?
    do {
      if withDigest {
        digest = try rows.digest(of: table, in: model.name, snapshot) { progress($0, count) }
          .hexadecimal
      }
    } catch let error as LogError where error.code == .corrupt(position: 0) {
      fault = fault ?? ViewStatus.Fault(position: state.position, reason: "a row is damaged")
    }
    let isCurrent = state.version == model.version && state.position == head
    return ViewStatus(
      name: model.name,
      state: spare?.isBuilding == true
        ? .rebuilding : fault != nil ? .quarantined : isCurrent ? .live : .behind,
      version: state.version, position: state.position, head: head, rows: count,
      digest: digest,
      fault: fault, rebuiltUpTo: spare?.isBuilding == true ? spare?.position : nil)
  }
}
