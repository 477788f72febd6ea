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
  /// The places of the read models that are told of a type of event.
  private let told: [ObjectIdentifier: [Int]]

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
    var told: [ObjectIdentifier: [Int]] = [:]
    for (place, model) in models.enumerated() {
      for type in Set(model.events.map { ObjectIdentifier($0) }) {
        told[type, default: []].append(place)
      }
    }
    self.told = told
  }

  /// One that keeps nothing, and reads the rows of another time.
  package init(reading past: PastRows) {
    models = []
    options = Options()
    told = [:]
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
    let missing = (decoded.first?.position ?? head + 1) - 1
    var taking: [Taking] = []
    for (model, events) in zip(models, share(decoded)) {
      let begun = try begin(model, events, missing, rows, in: transaction)
      if let begun { taking.append(begun) }
    }
    let outcomes = try FoldOutcome.all(taking.map(\.part), rows, transaction.snapshot)
    for (taking, outcome) in zip(taking, outcomes) {
      var state = taking.state
      if state.fault == nil, let last = decoded.last?.position {
        state.take(outcome, of: taking.part, upTo: last)
      }
      report(state, of: taking.part.model)
      if state != taking.found {
        try rows.setState(state, of: taking.part.table, transaction)
      }
    }
    try rows.write(outcomes.flatMap(\.changes), transaction)
  }

  /// The events that each read model is told of.
  private func share(_ events: [DecodedEvent]) -> [[DecodedEvent]] {
    var shares = [[DecodedEvent]](repeating: [], count: models.count)
    for event in events {
      switch event.content {
      case .success(nil): break
      case .success(let content?):
        for place in told[ObjectIdentifier(type(of: content.event))] ?? [] {
          shares[place].append(event)
        }
      // Which it is about nobody can tell.
      case .failure: for place in models.indices { shares[place].append(event) }
      }
    }
    return shares
  }

  /// A read model that takes in its part of an append.
  private struct Taking {
    let part: FoldPart
    let state: ViewState
    /// The state as it's in the store.
    let found: ViewState?
  }

  /// Takes in what came before an append and was missed.
  ///
  /// - Parameters:
  ///   - events: those of the append.
  ///   - missing: the last position before it.
  /// - Returns: `nil` for a read model that stands still, or is brought up to the log beside the append.
  private func begin(
    _ model: any ReadModel.Type, _ events: [DecodedEvent], _ missing: UInt64, _ rows: ViewRows,
    in transaction: borrowing WriteTransaction
  ) throws -> Taking? {
    let (table, found) = try rows.tableInForce(of: tables(of: model), transaction.snapshot)
    var state = found ?? ViewState(version: model.version)
    // Rows of other code are that code's matter, until they are made anew.
    guard state.version == model.version, state.fault == nil else { return nil }
    if state.position < missing {
      guard missing - state.position <= options.mostMissedInAppend else {
        catchUpBeside(model, rows)
        return nil
      }
      try take(in: missing, model, table, &state, rows, transaction)
    }
    let isFaulty = state.fault != nil
    let new = isFaulty ? [] : events.drop { [state] in $0.position <= state.position }
    return Taking(
      part: FoldPart(model: model, table: table, events: new), state: state, found: found)
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
      try rows.write(
        try fold(batch, model, table, &state, rows, transaction.snapshot), transaction)
    }
  }

  /// Folds events that stand one behind the other in the log, and notes how far that went.
  ///
  /// - Returns: the rows that are to be written.
  func fold(
    _ events: [RecordedEvent], _ model: any ReadModel.Type, _ table: ViewTable,
    _ state: inout ViewState, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> [ViewRows.Change] {
    guard let last = events.last?.position,
      let place = models.firstIndex(where: { $0.name == model.name })
    else { return [] }
    let told = share(DecodedEvent.all(events))[place]
    let part = FoldPart(model: model, table: table, events: told[...])
    let outcome = try FoldOutcome.all([part], rows, snapshot)[0]
    state.take(outcome, of: part, upTo: last)
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

extension ViewState {
  /// Notes how far a read model got with its part of a run.
  ///
  /// - Parameter last: where the run ends.
  fileprivate mutating func take(
    _ outcome: FoldOutcome, of part: FoldPart, upTo last: UInt64
  ) {
    fault = outcome.fault?.reason
    position =
      fault == nil
      ? max(position, last)
      : part.events[part.events.startIndex + outcome.count].position - 1
  }
}
