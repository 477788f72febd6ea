package import EventStore
internal import Foundation
internal import LMDB
internal import Synchronization

extension ProjectionEngine {
  /// Makes a read model anew from the log, beside the rows in force: others append and read them
  /// meanwhile, and in one transaction the new ones take their place. What a rebuild that was cut off
  /// had made is used.
  ///
  /// - Parameters:
  ///   - name: the read model's.
  ///   - progress: told how many of how many events were taken in.
  /// - Throws: `LogError` with `invalid` where there is none of that name; `ViewFault` where the read
  ///   model has a fault at an event: what was in force stays.
  package func rebuild(
    _ name: String, _ rows: ViewRows,
    progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws {
    let model = try prepare(name, rows)
    try run(model, rows, progress: progress)
  }

  /// What a read model's rows amount to, and what they should.
  package struct Comparison: Sendable, Equatable {
    /// The event up to which both were compared.
    package let position: UInt64
    package let stored: ViewDigest
    package let made: ViewDigest
  }

  /// Makes a read model anew beside the rows in force, and compares what both amount to; the new ones
  /// are thrown away then.
  ///
  /// - Parameters:
  ///   - name: the read model's.
  ///   - progress: told how many of how many events were taken in.
  /// - Returns: `nil` where its code changed or it stands still: there is nothing to compare with.
  /// - Throws: `LogError`, `corrupt` where a row is damaged; `ViewFault` where it can't be made.
  package func compare(
    _ name: String, _ rows: ViewRows,
    progress: (_ done: UInt64, _ of: UInt64) -> Void = { _, _ in }
  ) throws -> Comparison? {
    let model = try prepare(name, rows)
    var compared: Comparison?
    try run(model, rows, progress: progress) { (made, inForce, snapshot) throws in
      guard let state = inForce.state, state.version == model.version, state.fault == nil,
        state.position == (try rows.head(snapshot))
      else { return }
      compared = Comparison(
        position: state.position,
        stored: try rows.digest(of: inForce.table, in: name, snapshot),
        made: try rows.digest(of: made, in: name, snapshot))
    }
    return compared
  }

  /// Empties the table beside the one in force, unless what a rebuild that was cut off had made is
  /// there.
  private func prepare(_ name: String, _ rows: ViewRows) throws -> any ReadModel.Type {
    guard let model = models.first(where: { $0.name == name }) else {
      throw Self.unknown(name)
    }
    try rows.write { transaction in
      let (table, state) = try rows.spareTable(of: tables(of: model), transaction.snapshot)
      if let state, state.isBuilding, state.version == model.version, state.fault == nil { return }
      try rows.clear(table, transaction)
      try rows.setState(
        ViewState(version: model.version, isBuilding: true), of: table, transaction)
    }
    return model
  }

  /// Looks at the rows that were made and at those in force, at one moment.
  private typealias Comparing = (
    _ made: ViewTable, _ inForce: (table: ViewTable, state: ViewState?),
    _ snapshot: borrowing Snapshot
  ) throws -> Void

  package static func unknown(_ name: String) -> LogError {
    LogError(.invalid, "there is no read model \(name); see 'portal projections status'")
  }

  /// Brings a read model up to the log: where its code changed, by a rebuild.
  func catchUp(_ model: any ReadModel.Type, _ rows: ViewRows) throws {
    let isOutdated = try rows.write { transaction in
      let state = try rows.tableInForce(of: tables(of: model), transaction.snapshot).state
      return state.map { $0.version != model.version } ?? false
    }
    let progress = { done, total in self.options.progress(model.name, done, total) }
    guard isOutdated else { return try run(model, rows, progress: progress) }
    do { try rebuild(model.name, rows, progress: progress) } catch is ViewFault {
      // Reported already; the log is opened all the same.
    }
  }

  /// The same on a thread of its own, for an append that must not wait for it.
  func catchUpBeside(_ model: any ReadModel.Type, _ rows: ViewRows) {
    let name = model.name
    guard catchingUp.withLock({ $0.insert(name).inserted }) else { return }
    DispatchQueue.global().async {
      // What doesn't work now is tried again by the next append.
      try? self.run(model, rows) { _, _ in }
      self.catchingUp.withLock { _ = $0.remove(name) }
    }
  }

  /// Takes in the log, in short transactions, until nothing is left.
  private func run(
    _ model: any ReadModel.Type, _ rows: ViewRows,
    progress: (_ done: UInt64, _ of: UInt64) -> Void, comparing: Comparing? = nil
  ) throws {
    while true {
      let step = try rows.write { transaction in
        try self.step(model, rows, transaction, comparing)
      }
      switch step {
      case .done: return
      case .faulty(let fault): throw fault
      case .taken(let done, let head):
        progress(done, head)
        // LMDB's lock goes to whoever comes first: without a pause that would always be this loop.
        usleep(500)
      }
    }
  }

  private enum Step {
    case taken(UInt64, of: UInt64)
    case faulty(ViewFault)
    case done
  }

  /// Takes the next events into the table that is being made, or else into the one in force.
  private func step(
    _ model: any ReadModel.Type, _ rows: ViewRows, _ transaction: borrowing WriteTransaction,
    _ comparing: Comparing?
  ) throws -> Step {
    let tables = tables(of: model)
    let spare = try rows.spareTable(of: tables, transaction.snapshot)
    let inForce = try rows.tableInForce(of: tables, transaction.snapshot)
    let isRebuild = spare.state.map { $0.isBuilding && $0.version == model.version } ?? false
    let table = isRebuild ? spare.table : inForce.table
    var state =
      (isRebuild ? spare.state : inForce.state) ?? ViewState(version: model.version)
    guard state.version == model.version, state.fault == nil else { return .done }
    let head = try rows.head(transaction.snapshot)
    let events = try rows.events(
      after: state.position, upTo: head, limit: options.batch, transaction.snapshot)
    let changes = try fold(events, model, table, &state, rows, transaction.snapshot)
    try rows.write(changes, transaction)
    if let reason = state.fault, isRebuild {
      try giveUp(state, table, inForce, model, rows, transaction)
      return .faulty(ViewFault(reason: reason))
    }
    report(state, of: model)
    let isUpToDate = state.fault != nil || state.position >= head
    if isRebuild, isUpToDate, let comparing {
      try comparing(table, inForce, transaction.snapshot)
      try rows.clear(table, transaction)
      return .done
    }
    if isRebuild, isUpToDate {
      state.isBuilding = false
      try rows.clear(inForce.table, transaction)
    }
    try rows.setState(state, of: table, transaction)
    return isUpToDate ? .done : .taken(state.position, of: head)
  }

  /// Ends a rebuild that came to a fault. Rows of the same code stay in force; those of other code
  /// nobody can read or go on with, so that the new ones take their place as far as they got.
  private func giveUp(
    _ state: ViewState, _ table: ViewTable, _ inForce: (table: ViewTable, state: ViewState?),
    _ model: any ReadModel.Type, _ rows: ViewRows, _ transaction: borrowing WriteTransaction
  ) throws {
    if inForce.state?.version == model.version { return try rows.clear(table, transaction) }
    var state = state
    state.isBuilding = false
    report(state, of: model)
    try rows.clear(inForce.table, transaction)
    try rows.setState(state, of: table, transaction)
  }
}
