package import EventStore
internal import Foundation
package import LMDB
internal import PortalDomain
internal import Synchronization

/// Keeps the read models: in the transaction of each append, and from the log where one is new or
/// was left behind.
package final class ProjectionEngine: InlineView {
  package let models: [any ReadModel.Type]
  let options: Options
  let tables = Mutex<[String: ViewTables]>([:])
  /// Those that are being brought up to the log beside the appends.
  let catchingUp = Mutex<Set<String>>([])
  private let past: PastRows?

  package var names: [String] { models.flatMap { ViewTables.names(of: $0.name) } }

  /// How the engine behaves.
  package struct Options: Sendable {
    /// Whether read models that are behind the log, or whose code changed, are brought up to it when
    /// the log is opened.
    package var catchesUpAtOpening = true
    /// Told, while one is, which and how far it is of how many events.
    package var progress: @Sendable (_ view: String, _ done: UInt64, _ of: UInt64) -> Void = {
      _, _, _ in
    }
    /// Told when a read model has a fault: its name, the position of the event that it stands still
    /// before, and why.
    package var report: @Sendable (_ view: String, _ position: UInt64, _ reason: String) -> Void = {
      _, _, _ in
    }
    /// How many events are taken in in one transaction, while others wait.
    package var batch = 1024
    /// How many missed events an append takes in along with its own; more are taken in beside it.
    package var mostMissedInAppend: UInt64 = 4096

    package init() {}
  }

  package init(_ models: [any ReadModel.Type], options: Options = Options()) {
    self.models = models
    self.options = options
    past = nil
  }

  /// One that keeps nothing, and reads the rows of another time.
  package init(reading past: PastRows) {
    models = []
    options = Options()
    self.past = past
  }

  package func open(_ rows: ViewRows) throws {
    let opened = try rows.write { transaction in
      var opened: [String: ViewTables] = [:]
      for model in models {
        let tables = try rows.openTables(of: model.name, in: transaction)
        opened[model.name] = tables
        let (table, state) = try rows.tableInForce(of: tables, transaction.snapshot)
        if state == nil {
          try rows.setState(ViewState(version: model.version), of: table, transaction)
        }
      }
      return opened
    }
    tables.withLock { $0 = opened }
    guard options.catchesUpAtOpening else { return }
    for model in models { try catchUp(model, rows) }
  }

  /// The rows of one model.
  package func reader<Model: ReadModel>(_ model: Model.Type) -> ReadModelReader<Model> {
    ReadModelReader(source: past.map { .past($0.rows(of: model)) } ?? .tables(tables(of: model)))
  }

  package func apply(
    _ events: [RecordedEvent], upTo head: UInt64, _ rows: ViewRows,
    in transaction: borrowing WriteTransaction
  ) throws {
    // Before it's open the log may take in what its journal holds; that is caught up with then.
    guard tables.withLock({ !$0.isEmpty }) else { return }
    let decoded = DecodedEvent.all(events)
    var changes: [ViewRows.Change] = []
    for model in models {
      try apply(decoded, upTo: head, model, rows, into: &changes, in: transaction)
    }
    try rows.write(changes, transaction)
  }

  private func apply(
    _ events: [DecodedEvent], upTo head: UInt64, _ model: any ReadModel.Type, _ rows: ViewRows,
    into changes: inout [ViewRows.Change], in transaction: borrowing WriteTransaction
  ) throws {
    let (table, found) = try rows.tableInForce(of: tables(of: model), transaction.snapshot)
    var state = found ?? ViewState(version: model.version)
    // Rows of other code are that code's matter, until they are made anew.
    guard state.version == model.version, state.fault == nil else { return }
    // What came before these events and was missed.
    let missing = (events.first?.position ?? head + 1) - 1
    if state.position < missing {
      guard missing - state.position <= options.mostMissedInAppend else {
        return catchUpBeside(model, rows)
      }
      try take(in: missing, model, table, &state, rows, transaction)
    }
    let start = events.firstIndex { $0.position > state.position } ?? events.endIndex
    if state.fault == nil, start < events.endIndex {
      let outcome = try fold(events[start...], model, table, &state, rows, transaction.snapshot)
      changes += outcome
    }
    report(state, of: model)
    if state != found { try rows.setState(state, of: table, transaction) }
  }

  /// Takes in the events of the log up to a position.
  private func take(
    in last: UInt64, _ model: any ReadModel.Type, _ table: ViewTable, _ state: inout ViewState,
    _ rows: ViewRows, _ transaction: borrowing WriteTransaction
  ) throws {
    while state.position < last, state.fault == nil {
      let batch = try rows.events(
        after: state.position, upTo: last, limit: options.batch, transaction.snapshot)
      guard !batch.isEmpty else { return }
      let changes = try fold(
        DecodedEvent.all(batch)[...], model, table, &state, rows, transaction.snapshot)
      try rows.write(changes, transaction)
    }
  }

  /// Folds events, and notes how far that went.
  ///
  /// - Returns: the rows that are to be written.
  func fold(
    _ events: ArraySlice<DecodedEvent>, _ model: any ReadModel.Type, _ table: ViewTable,
    _ state: inout ViewState, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> [ViewRows.Change] {
    let outcome = try FoldOutcome.of(events, model, table, rows, snapshot)
    if outcome.count > 0 {
      state.position = events[events.startIndex + outcome.count - 1].position
    }
    state.fault = outcome.fault?.reason
    return outcome.changes
  }

  /// Says that a read model in force has come to a fault.
  func report(_ state: ViewState, of model: any ReadModel.Type) {
    if let reason = state.fault { options.report(model.name, state.position + 1, reason) }
  }

  func tables(of model: any ReadModel.Type) -> ViewTables {
    guard let tables = tables.withLock({ $0[model.name] }) else {
      preconditionFailure("the read model \(model.name) is not kept by this engine")
    }
    return tables
  }
}
