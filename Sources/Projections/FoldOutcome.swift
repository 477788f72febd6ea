internal import EventStore
internal import LMDB
internal import PortalDomain

/// The events of a run that a read model is to take in, and where its rows are.
struct FoldPart: Sendable {
  let model: any ReadModel.Type
  let table: ViewTable
  let events: ArraySlice<DecodedEvent>
}

/// How far a read model got with its part of a run of events.
struct FoldOutcome {
  var changes: [ViewRows.Change] = []
  /// How many events it took in: all, unless there was a fault.
  var count = 0
  var fault: ViewFault?

  /// Folds each read model's events up to the first that it has a fault at, many of them on all cores.
  ///
  /// - Throws: only what is the store's fault, not a read model's.
  static func all(
    _ parts: [FoldPart], _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> [FoldOutcome] {
    let results = try changes(parts, rows, snapshot)
    var outcomes: [FoldOutcome] = []
    for (part, result) in zip(parts, results) {
      switch result {
      case .success(let changes):
        outcomes.append(FoldOutcome(changes: changes, count: part.events.count))
      case .failure(let fault):
        outcomes.append(try upToFault(fault, part, rows, snapshot))
      }
    }
    return outcomes
  }

  /// Finds the event that is at fault: all before `good` are sound, those before `bad` aren't.
  private static func upToFault(
    _ fault: ViewFault, _ part: FoldPart, _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> FoldOutcome {
    var outcome = FoldOutcome(fault: fault)
    var (good, bad) = (0, part.events.count)
    while bad - good > 1 {
      let middle = (good + bad) / 2
      let half = FoldPart(
        model: part.model, table: part.table, events: part.events.prefix(middle))
      switch try changes([half], rows, snapshot)[0] {
      case .success(let changes):
        outcome.changes = changes
        good = middle
      case .failure(let fault):
        outcome.fault = fault
        bad = middle
      }
    }
    outcome.count = good
    return outcome
  }

  /// From how many events on another core is woken.
  private static let threshold = 64

  private static func changes(
    _ parts: [FoldPart], _ rows: ViewRows, _ snapshot: borrowing Snapshot
  ) throws -> [Result<[ViewRows.Change], ViewFault>] {
    let isLarge = parts.reduce(0) { $0 + $1.events.count } >= threshold
    func map<Element>(_ transform: @Sendable (Int) -> Element) -> [Element] {
      Parallel.map(parts.count, threshold: isLarge ? 2 : .max, share: 1, transform)
    }
    let runs = map { index in run(parts[index].model, parts[index].events) }
    // The transaction belongs to this thread.
    var stored: [Result<[[UInt8]?], ViewFault>] = []
    for (part, run) in zip(parts, runs) {
      do {
        var found: [[UInt8]?] = []
        for key in try run.get().keys {
          found.append(try rows.row(at: key, in: part.table, snapshot))
        }
        stored.append(.success(found))
      } catch let fault as ViewFault { stored.append(.failure(fault)) }
    }
    return map { [stored] index in
      Result { () throws(ViewFault) in
        try runs[index].get().fold(stored[index].get(), in: parts[index].table)
      }
    }
  }

  private static func run<Model: ReadModel>(
    _ model: Model.Type, _ events: ArraySlice<DecodedEvent>
  ) -> Result<any AnyRowRun, ViewFault> {
    Result { () throws(ViewFault) in try RowRun(model, events) }
  }
}
