package import EventStore
package import LMDB
internal import PortalDomain
internal import Synchronization

/// Keeps the read models: in the transaction of each append, and from the log where one is new or
/// was left behind.
package final class ProjectionEngine: InlineView {
  private let models: [any ReadModel.Type]
  private let tables = Mutex<[String: ViewRows.ViewTable]>([:])

  package var names: [String] { models.map { $0.name } }

  package init(_ models: [any ReadModel.Type]) { self.models = models }

  package func open(
    _ rows: ViewRows, in transaction: borrowing WriteTransaction
  ) throws {
    for model in models {
      let table = try rows.openTable(model.name, in: transaction)
      tables.withLock { $0[model.name] = table }
    }
  }

  /// The rows of one model.
  package func reader<Model: ReadModel>(_ model: Model.Type) -> ReadModelReader<Model> {
    ReadModelReader(table: table(of: model))
  }

  package func apply(
    _ events: [RecordedEvent], upTo head: UInt64, _ rows: ViewRows,
    in transaction: borrowing WriteTransaction
  ) throws {
    let decoded = events.map(DecodedEvent.init)
    for model in models { try apply(decoded, upTo: head, model, rows, in: transaction) }
  }

  package func forget(
    _ subject: Subject, _ events: [RecordedEvent], _ rows: ViewRows,
    in transaction: borrowing WriteTransaction
  ) throws {
    let contents = events.compactMap { try? DecodedEvent($0).content.get() }
    for case .patient(let patient) in contents.map(\.event.subject).prefix(1) {
      for model in models {
        try forget(patient, contents, model, rows, transaction)
      }
    }
  }

  private func forget<Model: ReadModel>(
    _ patient: PatientID, _ events: [Occurrence], _ model: Model.Type, _ rows: ViewRows,
    _ transaction: borrowing WriteTransaction
  ) throws {
    let table = table(of: model)
    let keys = Set(events.flatMap { model.keys(of: $0) }).filter { $0.owner != .patient(patient) }
    do {
      for key in keys {
        try Self.change(key, model, table, rows, transaction) { model.forget(patient, in: &$0) }
      }
    } catch is DecodingError {
      // A row that can't be read must not keep what it may say: the view is made anew.
      try rows.removeAll(in: table, transaction)
      try rows.setCheckpoint(
        .init(version: model.version, position: 0, isQuarantined: false), of: model.name,
        transaction)
    }
  }

  private func apply(
    _ events: [DecodedEvent], upTo head: UInt64, _ model: any ReadModel.Type, _ rows: ViewRows,
    in transaction: borrowing WriteTransaction
  ) throws {
    let table = table(of: model)
    var checkpoint =
      try rows.checkpoint(of: model.name, transaction.snapshot)
      ?? .init(version: model.version, position: 0, isQuarantined: false)
    if checkpoint.version != model.version {
      try rows.removeAll(in: table, transaction)
      checkpoint = .init(version: model.version, position: 0, isQuarantined: false)
    }
    if checkpoint.isQuarantined { return }
    let start = checkpoint.position
    // What came before these events and was missed.
    let missing = (events.first?.position ?? head + 1) - 1
    while checkpoint.position < missing, !checkpoint.isQuarantined {
      let batch = try rows.events(
        after: checkpoint.position, upTo: missing, limit: 256, transaction.snapshot)
      guard !batch.isEmpty else { break }
      try fold(batch.map(DecodedEvent.init), into: &checkpoint, model, table, rows, transaction)
    }
    try fold(events, into: &checkpoint, model, table, rows, transaction)
    if checkpoint.position != start || checkpoint.isQuarantined {
      try rows.setCheckpoint(checkpoint, of: model.name, transaction)
    }
  }

  private func fold(
    _ events: [DecodedEvent], into checkpoint: inout ViewRows.Checkpoint,
    _ model: any ReadModel.Type, _ table: ViewRows.ViewTable, _ rows: ViewRows,
    _ transaction: borrowing WriteTransaction
  ) throws {
    for event in events where event.position > checkpoint.position && !checkpoint.isQuarantined {
      switch event.content {
      case .success(let content):
        if let content {
          let folded = Result { try Self.fold(content, model, table, rows, transaction) }
          if case .failure(let error) = folded {
            // The store's failures end the append; those of the view's own rows only the view.
            guard error is DecodingError || error is EncodingError else { throw error }
            checkpoint.isQuarantined = true
            return
          }
        }
        checkpoint.position = event.position
      case .failure:
        checkpoint.isQuarantined = true
        return
      }
    }
  }

  private static func fold<Model: ReadModel>(
    _ event: Occurrence, _ model: Model.Type, _ table: ViewRows.ViewTable, _ rows: ViewRows,
    _ transaction: borrowing WriteTransaction
  ) throws {
    for key in model.keys(of: event) {
      try change(key, model, table, rows, transaction) { model.fold(&$0, event, at: key) }
    }
  }

  private static func change<Model: ReadModel>(
    _ key: RowKey, _ model: Model.Type, _ table: ViewRows.ViewTable, _ rows: ViewRows,
    _ transaction: borrowing WriteTransaction, _ body: (inout Model.Row?) -> Void
  ) throws {
    let owner = key.owner.logSubject
    var row: Model.Row? = try rows.row(key.name, of: owner, in: table, transaction.snapshot)
      .map(RowCoding.decode)
    body(&row)
    if let row {
      try rows.put(try RowCoding.encode(row), key.name, of: owner, in: table, transaction)
    } else {
      try rows.remove(key.name, of: owner, in: table, transaction)
    }
  }

  private func table(of model: any ReadModel.Type) -> ViewRows.ViewTable {
    guard let table = tables.withLock({ $0[model.name] }) else {
      preconditionFailure("the read model \(model.name) is not kept by this engine")
    }
    return table
  }
}

/// An event with its content decoded once for all read models.
private struct DecodedEvent {
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
        event, position: recorded.position, time: recorded.time,
        metadata: try? EventMetadata(of: stored))
    }
  }
}
