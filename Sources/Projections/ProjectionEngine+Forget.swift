package import EventStore
package import LMDB
internal import PortalDomain

extension ProjectionEngine {
  package func forget(
    _ subject: Subject, _ events: [RecordedEvent], _ rows: ViewRows,
    in transaction: borrowing WriteTransaction
  ) throws {
    let contents = events.compactMap { try? DecodedEvent($0).content.get() }
    for case .patient(let patient) in contents.map(\.event.subject).prefix(1) {
      for model in models { try forget(patient, contents, model, rows, transaction) }
    }
  }

  /// Takes a patient out of others' rows, in the table in force and in one that is being made.
  private func forget<Model: ReadModel>(
    _ patient: PatientID, _ events: [Occurrence], _ model: Model.Type, _ rows: ViewRows,
    _ transaction: borrowing WriteTransaction
  ) throws {
    let keys = Set(events.flatMap { model.keys(of: $0) }).filter { $0.owner != .patient(patient) }
    let tables = tables(of: model)
    for table in tables.all where try rows.state(of: table, transaction.snapshot) != nil {
      do {
        var changes: [ViewRows.Change] = []
        for key in keys {
          let stored = try rows.row(at: key, in: table, transaction.snapshot)
          var row = try RowRun<Model>.decode(stored)
          Model.forget(patient, in: &row)
          let change = try RowRun<Model>.change(row, from: stored, at: key, in: table)
          if let change { changes.append(change) }
        }
        try rows.write(changes, transaction)
      } catch is ViewFault {
        // A row that can't be read must not keep what it may say: the view is made anew.
        for table in tables.all { try rows.clear(table, transaction) }
        let first = tables.all[0]
        try rows.setState(ViewState(version: model.version), of: first, transaction)
        return
      }
    }
  }
}
