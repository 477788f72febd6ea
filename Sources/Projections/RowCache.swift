internal import EventStore
internal import LMDB
internal import PortalDomain

/// The rows of one read model that a run of events touches: each is read once, takes in all events,
/// and is written once.
struct RowCache<Model: ReadModel> {
  private struct Entry {
    var row: Model.Row?
    /// Its bytes in the table.
    let stored: [UInt8]?
  }

  private let table: ViewTable
  private let rows: ViewRows
  private var entries: [RowKey: Entry] = [:]

  init(_ model: Model.Type, _ table: ViewTable, _ rows: ViewRows) {
    self.table = table
    self.rows = rows
  }

  mutating func fold(_ event: Occurrence, _ snapshot: borrowing Snapshot) throws {
    for key in Model.keys(of: event) {
      let index = try load(key, snapshot)
      try Model.fold(&entries.values[index].row, event, at: key)
    }
  }

  mutating func forget(
    _ patient: PatientID, at key: RowKey, _ snapshot: borrowing Snapshot
  ) throws {
    let index = try load(key, snapshot)
    Model.forget(patient, in: &entries.values[index].row)
  }

  /// What is to be written; a row that came out as it was isn't.
  func changes() throws -> [ViewRows.Change] {
    var changes: [ViewRows.Change] = []
    changes.reserveCapacity(entries.count)
    for (key, entry) in entries {
      let row: [UInt8]?
      do { row = try entry.row.map(JSON.encode) } catch is EncodingError {
        throw ViewFault("a row can't be written")
      }
      guard row != entry.stored else { continue }
      changes.append(ViewRows.Change(row, key.name, of: key.owner.logSubject, in: table))
    }
    return changes
  }

  private mutating func load(
    _ key: RowKey, _ snapshot: borrowing Snapshot
  ) throws -> Dictionary<RowKey, Entry>.Index {
    if let index = entries.index(forKey: key) { return index }
    let stored: [UInt8]?
    do {
      stored = try rows.row(key.name, of: key.owner.logSubject, in: table, snapshot)
    } catch let error as LogError where error.code == .corrupt(position: 0) {
      throw ViewFault("a row is damaged")
    }
    let row: Model.Row?
    do { row = try stored.map { try JSON.decode(Model.Row.self, $0) } } catch is DecodingError {
      throw ViewFault("a row can't be read")
    }
    entries[key] = Entry(row: row, stored: stored)
    guard let index = entries.index(forKey: key) else {
      preconditionFailure("what was put into a dictionary is in it")
    }
    return index
  }
}

/// How far a read model got with a run of events.
struct FoldOutcome {
  var changes: [ViewRows.Change] = []
  /// How many events it took in: all, unless there was a fault.
  var count = 0
  var fault: ViewFault?

  /// Folds events up to the first that the read model has a fault at.
  ///
  /// - Throws: only what is the store's fault, not the read model's.
  static func of<Model: ReadModel>(
    _ events: ArraySlice<DecodedEvent>, _ model: Model.Type, _ table: ViewTable, _ rows: ViewRows,
    _ snapshot: borrowing Snapshot
  ) throws -> FoldOutcome {
    var outcome = FoldOutcome()
    do {
      outcome.changes = try changes(events, model, table, rows, snapshot)
      outcome.count = events.count
      return outcome
    } catch let fault as ViewFault { outcome.fault = fault }
    // Which event is it? All before `good` are sound, those before `bad` aren't.
    var (good, bad) = (0, events.count)
    while bad - good > 1 {
      let middle = (good + bad) / 2
      do {
        outcome.changes = try changes(events.prefix(middle), model, table, rows, snapshot)
        good = middle
      } catch let fault as ViewFault {
        outcome.fault = fault
        bad = middle
      }
    }
    outcome.count = good
    return outcome
  }

  private static func changes<Model: ReadModel>(
    _ events: ArraySlice<DecodedEvent>, _ model: Model.Type, _ table: ViewTable, _ rows: ViewRows,
    _ snapshot: borrowing Snapshot
  ) throws -> [ViewRows.Change] {
    var cache = RowCache(model, table, rows)
    for event in events {
      switch event.content {
      case .success(nil): break
      case .success(let content?): try cache.fold(content, snapshot)
      case .failure: throw ViewFault("an event can't be read")
      }
    }
    return try cache.changes()
  }
}

/// An event with its content decoded once for all read models.
struct DecodedEvent: Sendable {
  let position: UInt64
  /// `nil` for an erased event and for one that this version doesn't know.
  let content: Result<Occurrence?, any Error>

  init(_ recorded: RecordedEvent) {
    position = recorded.position
    content = Result {
      guard let stored = recorded.event, let event = try EventCoding.decode(stored) else {
        return nil
      }
      return Occurrence(
        event, position: recorded.position, time: recorded.time, metadata: stored.metadata)
    }
  }

  static func all(_ events: [RecordedEvent]) -> [DecodedEvent] {
    Parallel.map(events.count) { DecodedEvent(events[$0]) }
  }
}
